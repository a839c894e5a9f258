/** What the doctor says of one thing. */
import * as z from "zod";

export const finding = z.object({
  what: z.string().describe("What was looked at."),
  ok: z.boolean().describe("False for what has to be put right."),
  state: z
    .enum(["right", "note", "wrong", "skipped"])
    .describe("`note`: worth knowing; `skipped`: it could not be looked at."),
  found: z.string().describe("What was found, or what is wrong."),
  nextStep: z.string().optional().describe("What to do about it."),
});
export type Finding = z.output<typeof finding>;
export const findings = z.array(finding);

export function right(what: string, found: string): Finding {
  return { what, ok: true, state: "right", found };
}

export function note(what: string, found: string, nextStep?: string): Finding {
  return { what, ok: true, state: "note", found, ...(nextStep ? { nextStep } : {}) };
}

export function skipped(what: string, found: string): Finding {
  return { what, ok: true, state: "skipped", found };
}

export function wrong(what: string, found: string, nextStep?: string): Finding {
  return { what, ok: false, state: "wrong", found, ...(nextStep ? { nextStep } : {}) };
}

/** An error as what is wrong, with its own next step. */
export function problem(what: string, error: unknown): Finding {
  const found = error instanceof Error ? error.message : String(error);
  return wrong(what, found, (error as { nextStep?: string } | null)?.nextStep);
}
