/** What an app's answer to a trigger means. */
import { integrationResponse, type ViewResponse, viewResponse } from "../../../platform";
import type { HookAnswer } from "./delivery";

/** An answer as it was understood. */
export type AppAnswer =
  /** Taken; `text` is for the member, empty for none. */
  | { kind: "message"; text: string }
  | { kind: "view"; response: ViewResponse }
  /** The app refused, failed or did not answer; `text` is its own word on that, empty for none. */
  | { kind: "refusal"; text: string }
  /** The app meant to show something that cannot be shown. */
  | { kind: "unusable"; problem: string };

/** The JSON of an answer, null when there is none. */
export function jsonOf(answer: HookAnswer): unknown {
  if ("problem" in answer) return null;
  try {
    return JSON.parse(answer.body);
  } catch {
    return null;
  }
}

/** Understands an answer. Whatever speaks of a view has to be one: an app whose form does not open wants to know why. */
export function readAnswer(answer: HookAnswer): AppAnswer {
  const json = jsonOf(answer);
  const fields = (typeof json === "object" && json !== null ? json : {}) as Record<string, unknown>;
  const text = typeof fields.message === "string" ? fields.message : "";
  if ("problem" in answer || answer.status >= 300) return { kind: "refusal", text };
  if (!["view", "viewType", "action"].some((field) => field in fields)) return { kind: "message", text };
  if (integrationResponse.safeParse(json).success) {
    return { kind: "unusable", problem: "INTEGRATION views are not there in a local workspace" };
  }
  const view = viewResponse.safeParse(json);
  if (view.success) return { kind: "view", response: view.data };
  const faults = view.error.issues.map((issue) => `${issue.path.join(".") || "answer"}: ${issue.message}`);
  return { kind: "unusable", problem: `the view was not taken: ${faults.join("; ")}` };
}
