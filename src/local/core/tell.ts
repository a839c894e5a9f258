/** Where the workspace says what went wrong that nobody asked about. */

/** One line on standard error, for the person who runs it. */
export function tell(what: string, error: unknown): void {
  console.error(`local workspace: ${what} failed:`, error);
}
