/** Longest wait for the store before an answer goes out without it; Pumble gives up at three seconds. */
export const patienceMs = 2_000;

/** The value when it comes in time, otherwise undefined. A failure counts as not in time. */
export async function inTime<Value>(value: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([value.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
