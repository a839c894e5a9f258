/** What is heard in the lines of JSON that Terraform prints. */
import { describe, expect, it } from "vitest";
import { MessageReader, type Step } from "../../src/cli/running/messages";

function read(...lines: (object | string)[]) {
  const steps: Step[] = [];
  const reader = new MessageReader((step) => steps.push(step));
  for (const line of lines) reader.take(typeof line === "string" ? line : JSON.stringify(line));
  return { reader, steps };
}

describe("a plan that is read", () => {
  it.each([
    ["a change", "planned_change"],
    ["an action", "planned_action_invocation"],
    ["something changed by hand", "resource_drift"],
    ["an output", "outputs"],
  ])("may hold %s", (_, type) => {
    expect(read({ type }).reader.hasNews).toBe(true);
  });

  it.each(["version", "refresh_complete", "change_summary", "log"])("holds nothing by %s alone", (type) => {
    expect(read({ type }).reader.hasNews).toBe(false);
  });
});

it("what was looked at are objects, not what is only read", () => {
  const looked = ["a.b", "data.a.b", "module.m.a.b", "module.m.data.a.b"].map((addr) => ({
    ...{ type: "refresh_complete", hook: { resource: { addr } } },
  }));
  expect([...read(...looked).reader.looked]).toEqual(["a.b", "module.m.a.b"]);
});

it("each thing that is said is kept once, errors apart from warnings, with its object and line", () => {
  const said = (severity: string, more: object = {}) => ({
    ...{ type: "diagnostic", diagnostic: { severity, summary: "Too long", detail: "Why.", ...more } },
  });
  const range = { filename: "main.tf", start: { line: 3 } };
  const { errors, warnings } = read(
    ...[said("error"), said("error"), said("warning", { address: "a.b", range }), "no JSON", { type: 1 }],
  ).reader;
  expect(errors).toEqual([{ title: "Too long", detail: "Why.", address: null }]);
  expect(warnings).toEqual([{ title: "Too long", detail: "Why.\n(main.tf, line 3)", address: "a.b" }]);
});

it("each object of an apply begins, and is done or failed", () => {
  const steps = ["apply_start", "apply_progress", "apply_complete", "apply_errored"].map((type) => ({
    ...{ type, hook: { resource: { addr: "a.b" }, action: "create" } },
  }));
  const states = read(...steps).steps.map(({ state, address, action }) => `${state} ${address} ${action}`);
  expect(states).toEqual(["started a.b create", "done a.b create", "failed a.b create"]);
});
