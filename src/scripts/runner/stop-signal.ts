/** The caller's signal, or one that SIGINT and SIGTERM abort. */
export function stopSignal(given: AbortSignal | undefined): { signal: AbortSignal; release(): void } {
  if (given) return { signal: given, release() {} };
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, abort);
  return {
    signal: stop.signal,
    release() {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, abort);
    },
  };
}
