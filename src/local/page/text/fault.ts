/** Fault rules: from the form to the workspace, and back into words. */
import type { FaultRuleBody } from "../contract";

/** Each fault as the form offers it; `latency` is waiting alone. */
export const faultTitles = {
  status: "answers a status, nothing done",
  status_after: "answers a status, but it is done",
  reset_before: "breaks the line, nothing done",
  reset_after: "breaks the line, but it is done",
  truncate: "cuts the answer short",
  not_json: "answers HTML",
  empty: "answers nothing",
  latency: "waits",
} as const;

/** What the form holds, as typed. */
export interface FaultForm {
  method: string;
  path: string;
  fault: keyof typeof faultTitles;
  status?: string;
  count?: string;
  after?: string;
  probability?: string;
  latencyMs?: string;
}

/** The rule that the form describes; what was left empty is left out. */
export function ruleOf(form: FaultForm): FaultRuleBody {
  const { method, path, fault, status, count, after, probability, latencyMs } = form;
  const numbers = { count, after, probability, latencyMs, ...(fault.startsWith("status") ? { status } : {}) };
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined && value !== "");
  return {
    ...(path.trim() && path.trim() !== "*" ? { path: path.trim() } : {}),
    ...(method ? { method } : {}),
    ...(fault === "latency" ? {} : { fault }),
    ...Object.fromEntries(given.map(([name, value]) => [name, Number(value)])),
  };
}

/** The rule as a sentence without its path: `answers 503 after a wait of 200 ms, 3 times, after 2 calls`. */
export function faultWords(rule: FaultRuleBody): string {
  const { fault, status = 503, latencyMs, count, after, probability } = rule;
  const what = fault ? faultTitles[fault].replace("a status", String(status)) : "";
  const wait = latencyMs ? `waits ${latencyMs} ms` : "";
  const parts = [
    [wait, what].filter(Boolean).join(" and ") || "does nothing",
    probability == null ? "" : `${Math.round(probability * 100)} % of the time`,
    count == null ? "" : count === 1 ? "once" : `${count} times`,
    after ? `after ${after} ${after === 1 ? "call" : "calls"}` : "",
  ];
  return parts.filter(Boolean).join(", ");
}
