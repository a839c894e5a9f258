import { describe, expect, it } from "vitest";
import { a, atPlan, Diagnostics, oneOf, t, Unknown } from "../../../src/terraform";
import { type Phase, validateConfig } from "../../../src/terraform/schema/check-config";

const optional = { optional: true, description: "" } as const;
const attributes = {
  name: a.string({ required: true, description: "", validate: [oneOf("a", "")] }),
  id: a.string({ computed: true, description: "" }),
  owner: a.string({
    ...optional,
    validate: [atPlan((id: string) => (id === "1" ? undefined : "must be an id"))],
  }),
  owners: a.list(t.string, {
    ...optional,
    validate: [atPlan((ids: string[]) => (ids.includes("") ? "must not hold an empty one" : undefined))],
  }),
  old: a.string({ ...optional, deprecated: "Use name instead." }),
  secret: a.string({ ...optional, writeOnly: true, validate: [oneOf("s")] }),
  rules: a.listOf({ port: a.int({ required: true, description: "" }) }, optional),
};
const valid = { name: "a" };

/** What a phase says of a configuration, each as `path: title`. */
function said(phase: Phase, config: object, writeOnlyAllowed?: boolean): string[] {
  const diagnostics = new Diagnostics();
  const options = { diagnostics, phase, ...(writeOnlyAllowed === undefined ? {} : { writeOnlyAllowed }) };
  validateConfig(attributes, { ...valid, ...config }, options);
  return diagnostics.problems.map(({ attribute, title }) => `${attribute.join(".")}: ${title}`);
}

describe("a configuration", () => {
  it("lacks what is required, also inside, when it is validated and when it is used, not when it is planned", () => {
    const lacking = { name: null, rules: [{ port: null }] };
    const titles = ["name: name is required", "rules.0.port: rules[0].port is required"];
    expect(said("validation", lacking)).toEqual(titles);
    expect(said("run", lacking)).toEqual(titles);
    expect(said("plan", lacking)).toEqual([]);
    expect(said("validation", {})).toEqual([]);
  });

  it("cannot set what the provider computes", () => {
    expect(said("validation", { id: "1" })).toEqual(["id: id cannot be configured"]);
    expect(said("validation", { id: null })).toEqual([]);
  });

  it("is warned of what is deprecated once, when it is validated", () => {
    expect(said("validation", { old: "x" })).toEqual(["old: old is deprecated"]);
    expect(said("run", { old: "x" })).toEqual([]);
    expect(said("plan", { old: "x" })).toEqual([]);
  });

  it("has a write-only value only where Terraform knows of them", () => {
    expect(said("validation", { secret: "s" })).toEqual([]);
    expect(said("validation", { secret: "s" }, false)).toEqual([
      "secret: secret needs Terraform 1.11 or OpenTofu 1.11",
    ]);
    expect(said("validation", { secret: null }, false)).toEqual([]);
  });
});

describe("a validator", () => {
  it("that waits for the plan is asked there and when it is used, but at once about nothing", () => {
    const wrong = ["owner: Invalid value for owner"];
    expect(said("validation", { owner: "x" })).toEqual([]);
    expect(said("plan", { owner: "x" })).toEqual(wrong);
    expect(said("run", { owner: "x" })).toEqual(wrong);
    expect(said("validation", { owner: "" })).toEqual(wrong);
    expect(said("validation", { owners: ["1", ""] })).toEqual(["owners: Invalid value for owners"]);
    expect(said("plan", { owner: "1", owners: ["1"] })).toEqual([]);
  });

  it("that does not wait is asked at validation and when it is used, not again at plan", () => {
    const wrong = ["name: Invalid value for name"];
    expect(said("validation", { name: "b" })).toEqual(wrong);
    expect(said("run", { name: "b" })).toEqual(wrong);
    expect(said("plan", { name: "b" })).toEqual([]);
    expect(said("plan", { name: "" })).toEqual([]);
  });

  it("is asked about no unknown value in any phase", () => {
    for (const phase of ["validation", "plan", "run"] as const) {
      expect(said(phase, { name: Unknown, owner: Unknown, owners: [Unknown, ""] })).toEqual([]);
    }
  });
});

describe("what a validator says", () => {
  function fault(message: string, value: unknown = "hunter2", options: object = {}): string | undefined {
    const diagnostics = new Diagnostics();
    const it = a.string({ ...optional, ...options, validate: [() => message] });
    validateConfig({ it }, { it: value }, { diagnostics, phase: "validation" });
    return diagnostics.problems[0]?.cause;
  }

  it("follows the name of the attribute where it goes on from it, and ends like a sentence", () => {
    expect(fault("must be short")).toBe("it must be short.");
    expect(fault("is this right?")).toBe("it is this right?");
    expect(fault("Give a short one.")).toBe("Give a short one.");
    expect(fault("Not that!")).toBe("Not that!");
    expect(fault("42 is too long")).toBe("42 is too long.");
    expect(fault("a. b")).toBe("it a. b.");
  });

  it.each([["sensitive"], ["writeOnly"]])("never repeats a value that is %s, quoted or not", (flag) => {
    expect(fault('is "hunter2" or hunter2', "hunter2", { [flag]: true })).toBe(
      "it is (sensitive) or (sensitive).",
    );
    expect(fault("must not be empty", "", { [flag]: true })).toBe("it must not be empty.");
  });

  it("is one problem for each thing that a schema finds, and a plain one when it finds no words", () => {
    const parser = (error: object) => ({ safeParse: () => ({ success: false, ...error }) });
    const causes = (error: object) => {
      const diagnostics = new Diagnostics();
      const attribute = a.string({ ...optional, validate: [parser(error)] });
      validateConfig({ it: attribute }, { it: "x" }, { diagnostics, phase: "validation" });
      return diagnostics.problems.map(({ cause }) => cause);
    };
    expect(causes({ error: { issues: [{ message: "is one" }, { message: "is two" }] } })).toEqual([
      "it is one.",
      "it is two.",
    ]);
    expect(causes({})).toEqual(["it has a wrong value."]);
  });
});
