import { setTimeout as delay } from "node:timers/promises";
import { DatabaseFailure } from "../store/failure";

/** Longest wait for the store before an answer goes out without it; Pumble gives up at three seconds. */
const patienceMs = 2_000;

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

/** A command that was acknowledged waits this long for the database before it fails. */
const untilAvailableMs = 60_000;

/** The value once the database gives it, tried again while that is in trouble. @throws DatabaseFailure in the end */
export async function onceAvailable<Value>(load: () => Promise<Value>): Promise<Value> {
  const deadlineMs = performance.now() + untilAvailableMs;
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof DatabaseFailure) || performance.now() > deadlineMs) throw error;
      await delay(500);
    }
  }
}
