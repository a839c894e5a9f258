import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { builtSdk } from "./built-sdk";

/** The scripts that come with the package, by name, and what each does. */
export const builtInScripts = {
  "announce-changelog": "posts the newest section of a changelog, once",
  "archive-channel": "writes a channel's messages and threads to a file, one JSON object a line",
  "remove-old-messages": "deletes the key owner's own messages older than a number of days",
  "welcome-members": "welcomes those in a channel whom no earlier welcome named",
  "rotate-key": "replaces an API key and writes the new one to a file",
} as const;

export type BuiltInScript = keyof typeof builtInScripts;

/**
 * The file of a script that comes with the package; undefined when the text is no such name, or names a file that is
 * there.
 */
export function builtIn(name: string): string | undefined {
  if (!Object.hasOwn(builtInScripts, name) || existsSync(name)) return undefined;
  return join(dirname(builtSdk()), "built-in", `${name}.mjs`);
}
