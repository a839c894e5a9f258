import { PumbleError } from "../errors";

/** For a read that asks whether something is there. */
export function goneIsUndefined(error: unknown): undefined {
  if (error instanceof PumbleError && error.kind === "not_found") return undefined;
  throw error;
}
