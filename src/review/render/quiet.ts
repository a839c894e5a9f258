import type { Report, StackReport } from "../report";

/** Whether nobody needs to hear of a stack. */
export function isQuiet(stack: StackReport, command: Report["command"]): boolean {
  const { status, drift, warnings, errors, gates } = stack;
  const differences = command === "drift" ? drift.length : 0;
  return status === "none" && differences + warnings.length + errors.length + gates.length === 0;
}
