const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves with the signal by which the person or the system asks us to stop. */
export function untilStopped(): Promise<(typeof signals)[number]> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      for (const name of signals) process.off(name, stop);
      resolve(signal as (typeof signals)[number]);
    };
    for (const name of signals) process.on(name, stop);
  });
}
