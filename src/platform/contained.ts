/** The one guard around what runs outside of a request: listeners, frames, upgrades, timers. */

/** Told what failed, and why. */
export type Tell = (what: string, error: unknown) => void;

/**
 * The same function, whose failure is told and goes no further: nobody waits for it, so it would end the process.
 * @param what names it, such as "A frame"
 */
export function contained<Given extends unknown[]>(
  what: string,
  tell: Tell,
  work: (...given: Given) => unknown,
): (...given: Given) => void {
  return function runContained(...given) {
    try {
      const result = work(...given);
      if (result instanceof Promise) result.catch((error: unknown) => tell(what, error));
    } catch (error) {
      tell(what, error);
    }
  };
}
