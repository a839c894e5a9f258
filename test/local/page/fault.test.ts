import { describe, expect, test } from "vitest";
import { faultRule } from "../../../src/local/control/faults";
import type { FaultRuleBody } from "../../../src/local/page/contract";
import { type FaultForm, faultWords, ruleOf } from "../../../src/local/page/text/fault";

const form: FaultForm = { method: "", path: "/v1/*", fault: "status", status: "503" };

describe("the rule of a form", () => {
  test.each<[string, FaultForm, FaultRuleBody]>([
    ["holds what was typed, as numbers", form, { path: "/v1/*", fault: "status", status: 503 }],
    ["has no path for every path", { ...form, path: " * " }, { fault: "status", status: 503 }],
    [
      "leaves out what is empty",
      { ...form, method: "POST", count: "2", after: "", probability: "0.5", latencyMs: "" },
      { path: "/v1/*", method: "POST", fault: "status", status: 503, count: 2, probability: 0.5 },
    ],
    [
      "has no status for a broken line",
      { ...form, fault: "reset_after" },
      { path: "/v1/*", fault: "reset_after" },
    ],
    [
      "has no fault for waiting alone",
      { ...form, fault: "latency", latencyMs: "200" },
      { path: "/v1/*", latencyMs: 200 },
    ],
  ])("%s", (_, given, rule) => {
    expect(ruleOf(given)).toEqual(rule);
    expect(faultRule.safeParse(ruleOf(given)).success).toBe(true);
  });
});

test.each<[FaultRuleBody, string]>([
  [{ fault: "status", status: 429, count: 1 }, "answers 429, nothing done, once"],
  [{ fault: "reset_after", after: 2, count: 3 }, "breaks the line, but it is done, 3 times, after 2 calls"],
  [{ latencyMs: 200, probability: 0.25 }, "waits 200 ms, 25 % of the time"],
  [{ latencyMs: 10, fault: "empty" }, "waits 10 ms and answers nothing"],
])("%j in words", (rule, words) => {
  expect(faultWords(rule)).toBe(words);
});
