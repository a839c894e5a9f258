/** Where the workspace says what went wrong that nobody asked about. */
import { inspect } from "node:util";
import { printable } from "../../pumble/printable";

/** On standard error, for the person who runs it: what an app or a caller sent may stand in it. */
export function tell(what: string, error: unknown): void {
  console.error(printable(`local workspace: ${what} failed: ${inspect(error)}`, true));
}
