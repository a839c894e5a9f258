import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiProblem } from "../../src/addon/api/api-problem";
import { inputReader, type RawInput } from "../../src/addon/api/input";

const shape = z.object({
  name: z.string().min(1).optional(),
  note: z.string().optional(),
  count: z.number().min(0).max(10).optional(),
  big: z.number().optional(),
  open: z.boolean().nullable().optional(),
  list: z.array(z.string()).min(1).max(2).optional(),
  pair: z.array(z.string()).min(2).optional(),
  kind: z.enum(["a", "b"]).optional(),
  short: z.string().max(3).optional(),
  long: z.string().min(3).optional(),
  mail: z.email().optional(),
  link: z.url({ error: "must be an address" }).optional(),
  inner: z.object({ deep: z.string() }).optional(),
  even: z
    .number()
    .refine((value) => value % 2 === 0, "must be even")
    .optional(),
});

const byQuery = inputReader({ method: "GET", input: shape });
const byBody = inputReader({ method: "POST", input: shape });
const query = (given: Record<string, string>): RawInput => ({ query: given, body: '{"name":"of the body"}' });
const body = (text: string): RawInput => ({ query: { name: "of the query" }, body: text });

/** What is said to be wrong: `field problem`, as the header has it. */
function problems(read: () => unknown): string[] {
  try {
    return [`none: ${JSON.stringify(read())}`];
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    expect([error.status, error.kind]).toEqual([403, "invalid"]);
    return error.headers[1]!.split("; ");
  }
}

describe("a query", () => {
  test("holds numbers and truth as text, where the operation takes them", () => {
    expect(byQuery(query({ name: "7", count: "7", big: "-123456789012345", open: "true" }))).toEqual({
      ...{ name: "7", count: 7, big: -123_456_789_012_345, open: true },
    });
    expect(byQuery(query({ open: "false", note: "true" }))).toEqual({ open: false, note: "true" });
  });

  test.each(["1e3", "0x10", " 1", "1 ", "1.5", "+1", "--1", "a1", "1a", "1234567890123456", "true"])(
    "holds no number as “%s”",
    (text) => {
      expect(problems(() => byQuery(query({ big: text })))).toEqual(["big must be of type number"]);
    },
  );

  test.each(["TRUE", "1", "yes", "true ", " false", "untrue", "falsehood"])(
    "holds no truth as “%s”",
    (text) => {
      expect(problems(() => byQuery(query({ open: text })))).toEqual(["open must be of type boolean"]);
    },
  );

  test("gives nothing that the operation does not know", () => {
    expect(byQuery(query({ other: "x", toString: "x" }))).toEqual({});
  });

  test("counts an empty value as none, where none would mean the same", () => {
    expect(byQuery(query({ note: "", count: "", open: "" }))).toEqual({});
    expect(problems(() => byQuery(query({ name: "" })))).toEqual(["name must not be empty"]);
    const required = inputReader({ method: "GET", input: z.object({ name: z.string() }) });
    expect(problems(() => required(query({ name: "" })))).toEqual(["name must not be null"]);
  });

  test("keeps an empty value where the operation wants it kept", () => {
    const read = inputReader({ method: "GET", input: shape }, { emptyIsAbsent: false });
    expect(read(query({ note: "" }))).toEqual({ note: "" });
  });

  test.each([
    ["channelId", "channel"],
    ["channel", "channelId"],
    ["userId", "email"],
    ["email", "userId"],
  ])("may have %s empty where there is %s, and only there", (field, other) => {
    const one = z.string().min(1).optional();
    const alone = inputReader({ method: "GET", input: z.object({ [field]: one }) });
    const both = inputReader({ method: "GET", input: z.object({ [field]: one, [other]: one }) });
    expect(both(query({ [field]: "", [other]: "x" }))).toEqual({ [other]: "x" });
    expect(problems(() => alone(query({ [field]: "" })))).toEqual([`${field} must not be empty`]);
  });
});

describe("a body", () => {
  test("is read, and not the query", () => {
    expect(byBody(body('{"name":"x","count":7,"open":null}'))).toEqual({ name: "x", count: 7 });
    expect([byBody(body("")), byBody(body(" \n"))]).toEqual([{}, {}]);
  });

  test("has its numbers and truth as JSON has them", () => {
    expect(problems(() => byBody(body('{"count":"7","open":"true"}')))).toEqual([
      "count must be of type number",
      "open must be of type boolean",
    ]);
  });

  test("may be empty in what is required and takes any text", () => {
    const required = inputReader({ method: "POST", input: z.object({ text: z.string() }) });
    expect(required(body('{"text":""}'))).toEqual({ text: "" });
    expect(problems(() => required(body('{"text":null}')))).toEqual(["text must not be null"]);
    expect(problems(() => required(body("{}")))).toEqual(["text must not be null"]);
  });

  test.each(["{", "{} x", "nothing"])("that is “%s” is no JSON", (text) => {
    expect(problems(() => byBody(body(text)))).toEqual(["body must be JSON"]);
  });

  test.each(["[]", "null", '"x"', "7", "true"])("that is %s is no object", (text) => {
    expect(problems(() => byBody(body(text)))).toEqual(["body must be a JSON object"]);
  });

  const nested = (depth: number, open = "[", close = "]") =>
    `{"note":"x","other":${open.repeat(depth - 1)}1${close.repeat(depth - 1)}}`;

  test("may nest 64 deep and no deeper, whatever it nests", () => {
    const tooDeep = ["body must not nest deeper than 64"];
    expect(byBody(body(nested(64)))).toEqual({ note: "x" });
    expect(byBody(body(nested(64, '{"a":', "}")))).toEqual({ note: "x" });
    expect(problems(() => byBody(body(nested(65))))).toEqual(tooDeep);
    expect(problems(() => byBody(body(nested(65, '{"a":', "}"))))).toEqual(tooDeep);
  });

  test("may have many things side by side, and brackets in its text", () => {
    const wide = JSON.stringify({ other: Array.from({ length: 100 }, () => [{}]), note: "x" });
    expect(byBody(body(wide))).toEqual({ note: "x" });
    const note = `${"[{".repeat(100)}"${'\\"['.repeat(100)}`;
    expect(byBody(body(JSON.stringify({ note })))).toEqual({ note });
    const closed = `{"note":"${"]}".repeat(100)}","other":${"[".repeat(64)}${"]".repeat(64)}}`;
    expect(problems(() => byBody(body(closed)))).toEqual(["body must not nest deeper than 64"]);
  });
});

test.each(
  Object.entries({
    '{"name":7}': ["name must be of type string"],
    '{"name":""}': ["name must not be empty"],
    '{"list":[]}': ["list must not be empty"],
    '{"list":["a","b","c"]}': ["list must be at most 2 items"],
    '{"list":[7]}': ["list.0 must be of type string"],
    '{"pair":["a"]}': ["pair must be at least 2 items"],
    '{"count":-1}': ["count must be at least 0"],
    '{"count":11}': ["count must be at most 10"],
    '{"kind":"c"}': ["kind Allowed values are a|b"],
    '{"short":"four"}': ["short must be at most 3 characters"],
    '{"long":"no"}': ["long must be at least 3 characters"],
    '{"mail":"x"}': ["mail must be well-formed"],
    '{"link":"x"}': ["link must be an address"],
    '{"inner":{}}': ["inner.deep must not be null"],
    '{"even":3}': ["even must be even"],
    '{"name":"","count":11}': ["name must not be empty", "count must be at most 10"],
  }),
)("%s is refused field by field", (text, expected) => {
  expect(problems(() => byBody(body(text)))).toEqual(expected);
});

test("of two problems in one field the first is told", () => {
  const input = z.object({ text: z.string().min(3).regex(/^b/, "must begin with b") });
  expect(problems(() => inputReader({ method: "POST", input })(body('{"text":"a"}')))).toEqual([
    "text must be at least 3 characters",
  ]);
});
