/** What the runner and the script's process say to each other: one JSON line each. */

/** What the client in a script calls with; without `apiKey` it says that there is none. */
export interface Access {
  baseUrl: string;
  apiKey?: string | undefined;
}

/** First line on the script's standard input. Its end tells the script to stop. With `dryRun` writes are told, not sent. */
export type Order =
  | { mode: "declare"; input: unknown }
  | { mode: "run"; input: unknown; dryRun: boolean; access: Access };

/** Lines on the script's standard output that begin with the token it was started with. */
export type Report =
  | { type: "declaration"; permissions: unknown }
  | { type: "log"; text: string }
  | { type: "done"; output: unknown }
  | { type: "refused"; message: string }
  | { type: "failed"; message: string; nextStep?: string; at?: string }
  | { type: "denied"; message: string };

/**
 * The argument that tells the SDK that a runner started the script; the token follows. The file's URL is the next
 * argument.
 */
export const runnerFlag = "--pumble-iac-script=";
