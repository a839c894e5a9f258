// The small parts behind the RPCs, each by itself.
import { describe, expect, it } from "vitest";
import { a, Diagnostics, Problem, t } from "../../../src/terraform";
import { createLogger } from "../../../src/terraform/process/log";
import { toAttributePath, toDiagnostic } from "../../../src/terraform/rpc/diagnostics";
import { functionToWire } from "../../../src/terraform/rpc/function-to-wire";
import { PrivateBytes } from "../../../src/terraform/rpc/private-state";
import { Queue } from "../../../src/terraform/rpc/queue";
import { schemaToWire } from "../../../src/terraform/rpc/schema-to-wire";
import { handed } from "../../../src/terraform/rpc/session";
import { all, bytes } from "./harness";

const optional = { optional: true, description: "" } as const;

describe("a schema as Terraform reads it", () => {
  it("says of each attribute who sets it, what it is, and what is hidden", () => {
    const attributes = {
      name: a.string({ required: true, description: "Name." }),
      note: a.string({ optional: true, description: "Note.", deprecated: "Use name." }),
      kind: a.string({ ...optional, default: "plain" }),
      zone: a.string({ ...optional, computed: true }),
      token: a.string({ computed: true, description: "", sensitive: true }),
      secret: a.string({ ...optional, writeOnly: true }),
      rules: a.setOf({ port: a.int({ required: true, description: "Port." }) }, optional),
    };
    const { version, block } = schemaToWire(attributes, {
      description: "A box.",
      version: 3,
      deprecated: "No.",
    });
    expect(version).toBe(3);
    expect(block).toMatchObject({
      description: "A box.",
      descriptionKind: 1,
      deprecated: true,
      deprecationMessage: "No.",
    });
    const off = { computed: false, optional: false, required: false, sensitive: false, writeOnly: false };
    const text = { descriptionKind: 1, description: "", type: bytes('"string"') };
    expect(block?.attributes).toEqual([
      { ...off, ...text, name: "name", description: "Name.", required: true },
      {
        ...{ ...off, ...text, name: "note", description: "Note.", optional: true },
        ...{ deprecated: true, deprecationMessage: "Use name." },
      },
      { ...off, ...text, name: "kind", optional: true, computed: true },
      { ...off, ...text, name: "zone", optional: true, computed: true },
      { ...off, ...text, name: "token", computed: true, sensitive: true },
      { ...off, ...text, name: "secret", optional: true, writeOnly: true },
      {
        ...{ ...off, name: "rules", description: "", descriptionKind: 1, optional: true },
        nestedType: {
          nesting: 3,
          attributes: [
            {
              ...{ ...off, name: "port", description: "Port.", descriptionKind: 1, required: true },
              type: bytes('"number"'),
            },
          ],
        },
      },
    ]);
  });

  it("is of version 0, says nothing and warns of nothing unless it is told to", () => {
    expect(schemaToWire({})).toEqual({
      version: 0,
      block: { attributes: [], description: "", descriptionKind: 1 },
    });
  });
});

describe("a function as Terraform reads it", () => {
  it("has its parameters in order, and takes null or what is unknown only where it says so", () => {
    const parameters = {
      one: { type: t.string, description: "One." },
      two: { type: t.list(t.int), description: "Two.", allowNull: true, allowUnknown: true },
    };
    const described = { name: "f", summary: "Does.", description: "Does it.", returns: t.bool };
    const plain = { descriptionKind: 1, allowNullValue: false, allowUnknownValues: false };
    const wire = {
      parameters: [
        { ...plain, name: "one", type: bytes('"string"'), description: "One." },
        {
          ...{ ...plain, name: "two", type: bytes('["list","number"]'), description: "Two." },
          ...{ allowNullValue: true, allowUnknownValues: true },
        },
      ],
      return: { type: bytes('"bool"') },
      ...{ summary: "Does.", description: "Does it.", descriptionKind: 1, deprecationMessage: "" },
    };
    expect(functionToWire({ ...described, parameters, call: () => true })).toEqual(wire);
    const variadic = { type: t.string, description: "More." };
    const more = { ...described, parameters, variadic, deprecated: "No.", call: () => true };
    expect(functionToWire(more)).toEqual({
      ...wire,
      deprecationMessage: "No.",
      variadicParameter: { ...plain, name: "more", type: bytes('"string"'), description: "More." },
    });
  });
});

describe("a problem as Terraform shows it", () => {
  const attributes = {
    name: a.string(optional),
    tags: a.map(t.list(t.string), optional),
    pair: a.object({ left: a.string(optional) }, optional),
    bag: a.setOf({ port: a.int(optional) }, optional),
    extra: a.dynamic(optional),
  };

  it("names what lies inside an attribute in its text, once", () => {
    const nested = { title: "No", attribute: ["pair", "left"] } as const;
    expect(toDiagnostic(new Problem(nested), attributes)).toEqual({
      severity: 1,
      summary: "No",
      detail: "Attribute: pair.left",
      attribute: { steps: [{ attributeName: "pair" }, { attributeName: "left" }] },
    });
    expect(toDiagnostic(new Problem({ ...nested, cause: "It is pair.left." }), attributes).detail).toBe(
      "It is pair.left.",
    );
    expect(
      toDiagnostic(new Problem({ ...nested, cause: "It is.", nextStep: "Go." }), attributes).detail,
    ).toBe("It is.\n\nGo.\n\nAttribute: pair.left");
    expect(toDiagnostic(new Problem({ title: "No", attribute: "name" }), attributes).detail).toBe("");
  });

  it("points nowhere without an attribute, or without a schema, and may be a warning", () => {
    expect(toDiagnostic(new Problem({ title: "No", severity: "warning" }), attributes)).toEqual({
      severity: 2,
      summary: "No",
      detail: "",
    });
    expect(toDiagnostic(new Problem({ title: "No", attribute: "name" }), undefined)).not.toHaveProperty(
      "attribute",
    );
  });

  it.each([
    [
      ["tags", "k", 1],
      [{ attributeName: "tags" }, { elementKeyString: "k" }, { elementKeyInt: 1 }],
    ],
    [
      ["tags", 5],
      [{ attributeName: "tags" }, { elementKeyString: "5" }],
    ],
    [
      ["tags", "k", "x"],
      [{ attributeName: "tags" }, { elementKeyString: "k" }],
    ],
    [["bag", 0, "port"], [{ attributeName: "bag" }]],
    [["extra", "a"], [{ attributeName: "extra" }]],
    [["pair", "toString"], [{ attributeName: "pair" }]],
    [["elsewhere"], []],
    [[0], []],
  ])("points as far as the protocol has an address: %j", (path, steps) => {
    expect(toAttributePath(attributes, path)).toEqual({ steps });
  });
});

describe("private values", () => {
  it("go back as the bytes that came until one is set", () => {
    const own = new PrivateBytes(bytes('{ "a" : 1 }'));
    expect(own.get("a")).toBe(1);
    expect(own.get("toString")).toBe(undefined);
    expect(own.bytes).toEqual(bytes('{ "a" : 1 }'));
    own.set("b", [2]);
    expect(own.bytes).toEqual(bytes('{"a":1,"b":[2]}'));
    own.set("a", undefined);
    expect(own.bytes).toEqual(bytes('{"b":[2]}'));
  });

  it("are a copy of what was given", () => {
    const own = new PrivateBytes(bytes(""));
    const value = { a: 1 };
    own.set("x", value);
    value.a = 2;
    expect(own.get("x")).toEqual({ a: 1 });
  });

  it.each(["", "not ours", "[1]", "null", "5", '"text"'])(
    "start empty after what is not theirs: %j",
    (before) => {
      const own = new PrivateBytes(bytes(before));
      expect(own.get("0")).toBe(undefined);
      expect(own.bytes).toEqual(bytes(before));
      own.set("x", null);
      expect(own.bytes).toEqual(bytes('{"x":null}'));
    },
  );

  it("hold no function, and are as they were after one was refused", () => {
    const own = new PrivateBytes(bytes('{"a":1}'));
    expect(() => own.set("x", () => 1)).toThrow(
      'privateState keeps JSON values only; "x" was given a function.',
    );
    expect(own.bytes).toEqual(bytes('{"a":1}'));
  });
});

describe("a queue", () => {
  it("hands on in order what was pushed before and after somebody listens, to the end", async () => {
    const queue = new Queue<number>();
    queue.push(1);
    const heard = all(queue);
    await Promise.resolve();
    queue.push(2);
    await Promise.resolve();
    queue.end(3);
    expect(await heard).toEqual([1, 2, 3]);
  });

  it("fails after what was pushed before", async () => {
    const queue = new Queue<number>();
    const heard: number[] = [];
    const listening = (async () => {
      for await (const each of queue) heard.push(each);
    })();
    queue.push(1);
    await Promise.resolve();
    const error = new Error("broken");
    queue.fail(error);
    await expect(listening).rejects.toBe(error);
    expect(heard).toEqual([1]);
  });
});

describe("a call", () => {
  it("makes its signal and its log when an author's code asks for them", () => {
    const made: string[] = [];
    const { signal } = new AbortController();
    const log = createLogger({ name: "small" });
    const call = {
      get signal() {
        made.push("signal");
        return signal;
      },
      get log() {
        made.push("log");
        return log;
      },
      diagnostics: new Diagnostics(),
    };
    const diagnostics = new Diagnostics();
    const given = handed(call, { id: 7, diagnostics });
    expect(given.id).toBe(7);
    expect(given.diagnostics).toBe(diagnostics);
    expect(made).toEqual([]);
    expect({ ...given }).toEqual({ signal, log, id: 7, diagnostics });
    expect(made).toEqual(["signal", "log"]);
  });
});
