/** Turns what the client throws into what Terraform shows. */
import type { PumbleError } from "../client";
import type { ErrorKind } from "../pumble/errors";
import { callProblems, narrowKeyProblems, waitProblems } from "./problems/calls";

/** Tells the client's errors by their shape, so that the client need not be loaded to ask. */
export function isPumbleError(error: unknown): error is PumbleError {
  return error instanceof Error && "kind" in error && "action" in error && "nextStep" in error;
}

/** Whether a call failed for this reason. */
export function failedAs(error: unknown, kind: ErrorKind): boolean {
  return isPumbleError(error) && error.kind === kind;
}

/**
 * A client error as a diagnostic; anything else as it is, for it is a bug of ours.
 * @param title heading; default is what was being done, to which object
 */
export function explain(error: unknown, title?: string): unknown {
  if (!isPumbleError(error)) return error;
  const tried = `Cannot ${error.action}`;
  const reason = error.message.startsWith(`${tried}: `)
    ? error.message.slice(tried.length + 2)
    : error.message;
  const sentence = `${reason[0]!.toUpperCase()}${reason.slice(1)}`;
  const values = { title: title ?? tried, reason: /[.!?]$/.test(sentence) ? sentence : `${sentence}.` };
  const { narrowed } = error;
  if (narrowed) return narrowKeyProblems.key_too_narrow({ ...values, advice: narrowed });
  if (error.mayHaveHappened) return callProblems.unknown_outcome(values);
  if (error.waitMs !== undefined) return waitProblems.asked_to_wait({ ...values, advice: error.nextStep });
  return callProblems[error.kind](values);
}

/** Runs calls of the client and explains their failure. */
export async function explained<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explain(error);
  }
}
