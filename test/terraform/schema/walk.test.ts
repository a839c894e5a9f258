import { describe, expect, it } from "vitest";
import { a, t, Unknown } from "../../../src/terraform";
import type { Attributes } from "../../../src/terraform/schema/attribute";
import { eachLeaf, type Place, rebuild, type Values } from "../../../src/terraform/schema/walk";

const optional = { optional: true, description: "" } as const;
const computed = { computed: true, description: "" } as const;
const element = { port: a.int(optional), serial: a.string(computed) };
const attributes = {
  name: a.string(optional),
  one: a.object(element, optional),
  many: a.listOf(element, optional),
  named: a.mapOf(element, optional),
  bag: a.setOf(element, optional),
};

/** Every place of a walk: its path, and its three values. */
function places(
  versions: { config: Values | null; prior: Values | null; planned: Values },
  of: Attributes = attributes,
) {
  const seen: Record<string, unknown[]> = {};
  rebuild(of, versions, ({ path, config, prior, planned }) => {
    seen[path.join(".")] = [config, prior, planned];
    return planned;
  });
  return seen;
}

const port = (number: unknown, serial: unknown = null) => ({ port: number, serial });

describe("a rebuilt object", () => {
  it("gets what was changed, and leaves the one that it was made from alone", () => {
    const planned = { name: "x", many: [port(1), port(2)] };
    const doubled = rebuild(attributes, { config: null, prior: null, planned }, ({ name, planned: now }) =>
      name === "port" ? Number(now) * 2 : now,
    );
    expect(doubled).toMatchObject({ name: "x", many: [port(2), port(4)] });
    expect(planned).toEqual({ name: "x", many: [port(1), port(2)] });
  });

  it("changes what is outside after what is inside", () => {
    const order: string[] = [];
    const planned = { one: port(1) };
    rebuild(attributes, { config: null, prior: null, planned }, ({ path, planned: now }) => {
      order.push(path.join("."));
      return now;
    });
    expect(order.indexOf("one.port")).toBeLessThan(order.indexOf("one"));
  });

  it("keeps keys that the schema does not know", () => {
    const planned = { stray: 1, one: { stray: 2 } };
    const same = rebuild(attributes, { config: null, prior: null, planned }, (place) => place.planned);
    expect(same).toMatchObject({ stray: 1, one: { stray: 2 } });
  });

  it.each([
    ["nothing", null],
    ["what is unknown", Unknown],
    ["what is no list", "text"],
  ])("does not look into %s", (_title, value) => {
    const planned = { one: value, many: value, named: value, bag: value };
    const seen = places({ config: planned, prior: null, planned });
    expect(Object.keys(seen)).toEqual(["name", "one", "many", "named", "bag"]);
    expect(seen["many"]).toEqual([value, null, value]);
  });

  it("does not look into elements that are null or unknown", () => {
    const planned = { many: [null, Unknown, port(1)], named: { x: null, y: Unknown } };
    const changed = rebuild(attributes, { config: null, prior: null, planned }, (place) => place.planned);
    expect(changed).toMatchObject(planned);
  });
});

describe("the three versions of a value", () => {
  it("of a single object stand at the same name", () => {
    const seen = places({
      config: { one: port(1) },
      prior: { one: port(2, "s") },
      planned: { one: port(3) },
    });
    expect(seen["one.port"]).toEqual([1, 2, 3]);
    expect(seen["one.serial"]).toEqual([null, "s", null]);
  });

  it("of a list stand at the same index, and of a map at the same key", () => {
    const seen = places({
      config: { many: [port(1), port(2)], named: { b: port(4) } },
      prior: { many: [port(5)], named: { a: port(6), b: port(7) } },
      planned: { many: [port(8), port(9)], named: { a: port(10), b: port(11) } },
    });
    expect(seen["many.0.port"]).toEqual([1, 5, 8]);
    expect(seen["many.1.port"]).toEqual([2, null, 9]);
    expect(seen["named.a.port"]).toEqual([null, 6, 10]);
    expect(seen["named.b.port"]).toEqual([4, 7, 11]);
  });

  it("are null where a version has no such object, or something else in its place", () => {
    const planned = { one: port(1), many: [port(1)], named: { a: port(1) } };
    for (const other of [
      null,
      {},
      { one: null, many: null, named: null },
      { one: "x", many: "x", named: ["x"] },
    ]) {
      const seen = places({ config: other, prior: other, planned });
      for (const at of ["one.port", "many.0.port", "named.a.port"]) expect(seen[at]).toEqual([null, null, 1]);
    }
  });

  it("say whether the object around was configured, and was there", () => {
    const around: Record<string, [boolean, boolean]> = {};
    const note = ({ path, configured, existed, planned }: Place) => {
      around[path.join(".")] = [configured, existed];
      return planned;
    };
    const planned = { one: port(1), many: [port(1), port(2)] };
    rebuild(
      attributes,
      { config: { one: port(null), many: null }, prior: { one: null, many: [port(1)] }, planned },
      note,
    );
    expect(around["one.port"]).toEqual([true, false]);
    expect(around["many.0.port"]).toEqual([false, true]);
    expect(around["many.1.port"]).toEqual([false, false]);
    expect(around["name"]).toEqual([true, true]);
  });

  it("of a set belong to the element with the same configured values, each once", () => {
    const seen = places({
      config: null,
      prior: { bag: [port(1, "one"), port(2, "two"), port(2, "twin")] },
      planned: { bag: [port(2), port(3), port(2), port(2), port(1)] },
    });
    const serials = [0, 1, 2, 3, 4].map((index) => seen[`bag.${index}.serial`]![1]);
    expect(serials).toEqual(["two", null, "twin", null, "one"]);
  });

  const deep = {
    bag: a.setOf(
      {
        inner: a.object(element, optional),
        list: a.listOf(element, optional),
        map: a.mapOf(element, optional),
        set: a.setOf(element, optional),
        tags: a.set(t.string, optional),
        serial: a.string(computed),
      },
      optional,
    ),
  };
  const gaps = { inner: null, list: null, map: null, set: null, tags: null };
  it.each([
    ["a single object", { inner: port(1, "x") }, { inner: port(1) }, true],
    ["a single object of other values", { inner: port(1, "x") }, { inner: port(2) }, false],
    ["a list", { list: [port(1, "x"), port(2)] }, { list: [port(1), port(2, "y")] }, true],
    ["a list in another order", { list: [port(1), port(2)] }, { list: [port(2), port(1)] }, false],
    [
      "a map in another order",
      { map: { a: port(1), b: port(2) } },
      { map: { b: port(2), a: port(1) } },
      true,
    ],
    ["a map with other keys", { map: { a: port(1) } }, { map: { b: port(1) } }, false],
    ["a set in another order", { set: [port(1), port(2)] }, { set: [port(2), port(1)] }, true],
    ["a set of other values", { set: [port(1)] }, { set: [port(2)] }, false],
    ["plain values in another order", { tags: ["a", "b"] }, { tags: ["b", "a"] }, true],
    ["nothing where something was", { inner: port(null) }, { inner: null }, false],
    ["what is unknown where something was", { inner: port(1) }, { inner: Unknown }, false],
  ])("of a set are found by what is nested in its elements: %s", (_title, before, after, found) => {
    const prior = { bag: [{ ...gaps, ...before, serial: "kept" }] };
    const planned = { bag: [{ ...gaps, ...after, serial: null }] };
    const seen = places({ config: null, prior, planned }, deep);
    expect(seen["bag.0.serial"]![1]).toBe(found ? "kept" : null);
  });

  it("of a set ignore elements that are none", () => {
    const seen = places({ config: null, prior: { bag: [null, Unknown] }, planned: { bag: [port(1)] } });
    expect(seen["bag.0.port"]).toEqual([null, null, 1]);
  });
});

describe("the attributes of an object", () => {
  function leaves(values: Values) {
    const seen: [string, unknown][] = [];
    eachLeaf(attributes, values, ({ path, value }) => seen.push([path.join("."), value]));
    return Object.fromEntries(seen);
  }

  it("are visited with those inside, by index and by key, the outermost first", () => {
    const values = {
      name: "x",
      one: port(1),
      many: [port(2), port(3)],
      named: { k: port(4) },
      bag: [port(5)],
    };
    const seen = leaves(values);
    expect(seen).toMatchObject({
      name: "x",
      "one.port": 1,
      "many.0.port": 2,
      "many.1.port": 3,
      "named.k.port": 4,
      "bag.0.port": 5,
    });
    expect(Object.keys(seen).indexOf("many")).toBeLessThan(Object.keys(seen).indexOf("many.0.port"));
  });

  it("are null where the object has none, and nothing inside is visited then", () => {
    expect(leaves({})).toEqual({ name: null, one: null, many: null, named: null, bag: null });
    expect(Object.keys(leaves({ many: [null, Unknown], named: { k: null }, one: "x" }))).toHaveLength(5);
  });
});
