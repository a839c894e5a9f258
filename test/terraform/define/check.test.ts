import { describe, expect, it } from "vitest";
import { a, forContext, type Provider, t } from "../../../src/terraform";
import { checkProvider } from "../../../src/terraform/define/check";
import type { Attributes } from "../../../src/terraform/schema/attribute";

const { defineProvider } = forContext<null>();
const optional = { optional: true, description: "" } as const;
const secret = { ...optional, writeOnly: true } as const;
const text = a.string(optional);

/** What is wrong with a provider that has these parts, whose calls are never made. */
function faults(parts: object): string[] {
  const always = { name: "test", address: "a/b/test", version: "1.0.0", description: "", attributes: {} };
  return checkProvider(defineProvider({ ...always, configure: () => null, ...parts }) as Provider);
}

const box = (attributes: Attributes, more: object = {}) => ({ name: "box", attributes, ...more });
const kinds = {
  resource: "resources",
  "data source": "dataSources",
  "ephemeral resource": "ephemeralResources",
  action: "actions",
} as const;
const nameRule = "a name is lower-case letters, digits and _, and does not start with a digit.";

describe.each(Object.entries(kinds))("a definition of a %s", (kind, list) => {
  it("may be named in lower-case letters, digits and underscores only", () => {
    for (const name of ["box", "_box", "box_2"]) {
      expect(faults({ [list]: [{ name, attributes: { [name]: text } }] })).toEqual([]);
    }
    for (const name of ["Box", "2box", "box-2", "", "bOx"]) {
      expect(faults({ [list]: [{ name, attributes: {} }] })).toEqual([`${kind} ${name}: ${nameRule}`]);
      expect(faults({ [list]: [box({ [name]: text })] })).toEqual([
        `${kind} box, attribute ${name}: ${nameRule}`,
      ]);
    }
  });

  it("is there once", () => {
    expect(faults({ [list]: [box({}), { name: "other", attributes: {} }, box({})] })).toEqual([
      `${kind} box is defined twice.`,
    ]);
  });

  it("has no attribute of a name that Terraform keeps for itself, except inside another one", () => {
    for (const name of [
      "connection",
      "count",
      "depends_on",
      "for_each",
      "lifecycle",
      "provider",
      "provisioner",
    ]) {
      expect(faults({ [list]: [box({ [name]: text })] })).toEqual([
        `${kind} box, attribute ${name}: the name is reserved by Terraform.`,
      ]);
      expect(faults({ [list]: [box({ inner: a.object({ [name]: text }, optional) })] })).toEqual([]);
    }
  });

  it("holds dynamic values, but in no collection", () => {
    const place = `${kind} box, attribute any: a list, set or map cannot hold dynamic values.`;
    expect(faults({ [list]: [box({ any: a.dynamic(optional) })] })).toEqual([]);
    expect(faults({ [list]: [box({ any: a.object({ it: a.dynamic(optional) }, optional) })] })).toEqual([]);
    const wrong = {
      list: a.list(t.dynamic, optional),
      set: a.set(t.list(t.dynamic), optional),
      map: a.map(t.dynamic, optional),
      nested: a.listOf({ note: text, it: a.dynamic(optional) }, optional),
    };
    for (const any of Object.values(wrong)) expect(faults({ [list]: [box({ any })] })).toEqual([place]);
  });

  it("has a name of its own attributes for what is wrong inside", () => {
    expect(faults({ [list]: [box({ outer: a.object({ In: text }, optional) })] })).toEqual([
      `${kind} box, attribute outer, attribute In: ${nameRule}`,
    ]);
  });
});

describe("what is write-only", () => {
  it("is in resources only, and wherever else it stands is named", () => {
    expect(faults({ resources: [box({ secret: a.string(secret) })] })).toEqual([]);
    const inner = a.object({ pin: a.string(secret) }, optional);
    for (const [kind, list] of Object.entries(kinds).slice(1)) {
      expect(faults({ [list]: [box({ pin: a.string(secret), inner })] })).toEqual([
        `${kind} box, attribute pin: only resources can have write-only attributes.`,
        `${kind} box, attribute pin: only resources can have write-only attributes.`,
      ]);
    }
    expect(faults({ attributes: { pin: a.string(secret) } })).toEqual([
      "provider test, attribute pin: only resources can have write-only attributes.",
    ]);
  });

  it("has nothing to compare with, so that it neither replaces nor equals", () => {
    for (const more of [{ replace: true }, { equal: () => true }]) {
      expect(faults({ resources: [box({ pin: a.string({ ...secret, ...more } as never) })] })).toEqual([
        expect.stringMatching(
          "^resource box, attribute pin is write-only, so no state holds a value to compare:",
        ),
      ]);
      const ordinary = a.string({ ...optional, ...more } as never);
      expect(faults({ resources: [box({ pin: ordinary })] })).toEqual([]);
    }
  });

  it("is in no set, and in nothing that is computed or has a default", () => {
    const inner = { pin: a.string(secret), note: text };
    const refused = "resource box, attribute it: nothing in a set or in a computed object can be write-only.";
    const wrong = {
      set: a.setOf(inner, optional),
      computed: a.object(inner, { computed: true, description: "" }),
      either: a.object(inner, { ...optional, computed: true }),
      defaulted: a.object(inner, { ...optional, default: {} }),
    };
    for (const it of Object.values(wrong)) expect(faults({ resources: [box({ it })] })).toEqual([refused]);
    const right = [a.object(inner, optional), a.listOf(inner, optional), a.setOf({ note: text }, optional)];
    for (const it of right) expect(faults({ resources: [box({ it })] })).toEqual([]);
  });

  it("has only what is write-only in it", () => {
    const it = (inner: Attributes) => faults({ resources: [box({ it: a.object(inner, secret) })] });
    expect(it({ pin: a.string(secret) })).toEqual([]);
    expect(it({ pin: a.string(secret), note: text })).toEqual([
      "resource box, attribute it is write-only, so every attribute in it must be write-only.",
    ]);
  });
});

describe("what is only configured", () => {
  const computed = { computed: true, description: "" } as const;

  it.each([computed, { ...optional, ...computed }])("computes nothing, not even inside: %j", (options) => {
    const inner = a.object({ id: a.string(options) }, optional);
    const attributes = { id: a.string(options), inner };
    const told = (where: string) => [1, 2].map(() => `${where}, attribute id: nothing can be computed here.`);
    expect(faults({ attributes })).toEqual(told("provider test"));
    expect(faults({ actions: [box(attributes)] })).toEqual(told("action box"));
    const list = { attributes };
    expect(faults({ resources: [box({}, { list, identity: {} })] })).toEqual(told("list of resource box"));
    expect(faults({ resources: [box(attributes)], dataSources: [box(attributes)] })).toEqual([]);
  });
});

describe("a provider", () => {
  it("has no attribute of a name that its block has already", () => {
    for (const name of ["alias", "version"]) {
      expect(faults({ attributes: { [name]: text } })).toEqual([
        `provider test, attribute ${name}: the name is reserved by Terraform.`,
      ]);
    }
    expect(faults({ attributes: { count: text } })).toEqual([]);
  });

  it("has functions with names like those of types, each once", () => {
    expect(faults({ functions: [{ name: "Join" }, { name: "cut" }, { name: "cut" }] })).toEqual([
      `function Join: ${nameRule}`,
      "function cut is defined twice.",
    ]);
  });

  it("lists only what has an identity, by attributes that could be those of any object", () => {
    expect(faults({ resources: [box({}, { list: { attributes: {} } })] })).toEqual([
      "resource box has a list but no identity.",
    ]);
    const list = { attributes: { count: text, pin: a.string(secret) } };
    expect(faults({ resources: [box({}, { list, identity: {} })] })).toEqual([
      "list of resource box, attribute count: the name is reserved by Terraform.",
      "list of resource box, attribute pin: only resources can have write-only attributes.",
    ]);
  });
});
