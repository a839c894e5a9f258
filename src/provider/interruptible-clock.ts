import { setMaxListeners } from "node:events";
import type { Clock } from "../client";

/** A clock whose sleeps end when Terraform asks to stop: nobody waits a minute for a turn that is not wanted any more. */
export function interruptible(clock: Clock, stop: AbortSignal): Clock {
  setMaxListeners(0, stop);
  return {
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal ? AbortSignal.any([signal, stop]) : stop),
  };
}
