import { describe, expect, it } from "vitest";
import type { ValueIssue } from "../../../src/terraform/values/issue";
import { readPlainState, readState } from "../../../src/terraform/values/state-json";
import type { Shape } from "../../../src/terraform/values/type";

const bytes = (text: string) => new TextEncoder().encode(text);
const shape: Shape = {
  kind: "object",
  fields: {
    exact: { kind: "decimal" },
    text: { kind: "string" },
    extra: { kind: "dynamic" },
    size: { kind: "int" },
  },
};

describe("stored state", () => {
  it("keeps every digit of a number, and a text that looks like one", () => {
    const json = '{"exact":9007199254740993,"text":"9007199254740993","extra":null,"size":3}';
    expect(readState(shape, bytes(json), [])).toEqual({
      exact: "9007199254740993",
      text: "9007199254740993",
      extra: null,
      size: 3,
    });
  });

  it("gets null for missing keys and loses unknown ones", () => {
    expect(readState(shape, bytes('{"gone":1,"size":3}'), [])).toEqual({
      exact: null,
      text: null,
      extra: null,
      size: 3,
    });
  });

  it("opens dynamic values by their type", () => {
    const json = '{"extra":{"type":["object",{"a":"number"}],"value":{"a":1.5}}}';
    expect(readState(shape, bytes(json), [])).toMatchObject({ extra: { a: 1.5 } });
  });

  it("reports what does not fit the schema", () => {
    const issues: ValueIssue[] = [];
    readState(shape, bytes('{"text":5,"size":1e400}'), issues);
    expect(issues.map(({ path }) => path)).toEqual([["text"], ["size"]]);
  });

  it("of an older schema is plain, with text in place of numbers that would be rounded", () => {
    expect(readPlainState(bytes('{"a":9007199254740993,"b":1.5,"c":["x",2]}'))).toEqual({
      a: "9007199254740993",
      b: 1.5,
      c: ["x", 2],
    });
  });
});
