/** Where the client says what it does and why it waits. Neither keys nor message texts are ever passed to it. */
export interface ClientLog {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
}

/** Says nothing. */
export const silentLog: ClientLog = { debug() {}, info() {}, warn() {} };
