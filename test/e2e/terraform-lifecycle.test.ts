import { beforeEach, describe, expect, it } from "vitest";
import { eachAttribute, full, minimal, nulls } from "../terraform/sample-provider/configurations";
import { onEveryHost } from "../terraform/sample-provider/conformance";
import { hosts } from "../terraform/sample-provider/hosts";
import type { Workbench } from "../terraform/sample-provider/workbench";

if (hosts.every(({ name }) => name !== "tofu")) {
  console.info("tofu is not on the PATH: what follows runs on Terraform and is skipped on OpenTofu.");
}

onEveryHost((newBench) => {
  let bench: Workbench;
  beforeEach(() => {
    bench = newBench();
  });

  describe("a resource on the real Terraform", () => {
    it("is created from its required attributes and then planned without changes", async () => {
      await bench.init(minimal);
      await bench.apply();
      expect(bench.state()["sample_thing.a"]).toMatchObject({
        name: "lamp",
        kind: "plain",
        capacity: 10,
        revision: 1,
        note: null,
        password: null,
      });
      expect(await bench.planCode()).toBe(0);
    });

    it("keeps every kind of value exactly, and then is planned without changes", async () => {
      await bench.init(full);
      await bench.apply();
      expect(await bench.planCode()).toBe(0);
      expect(bench.things[0]).toMatchObject({
        note: "caf\u00e9",
        ratio: 0.1,
        exact: "9007199254740993",
        tags: ["a", "b"],
        labels: { x: "1", "": "empty key" },
        extra: { n: 1, list: ["a", 2, null], on: true },
        settings: { level: 3, mode: "auto", stamp: "stamped" },
        parts: [
          { name: "bulb", size: 1 },
          { name: "foot", size: 2 },
        ],
      });
      expect(bench.state()["sample_thing.a"]).toMatchObject({ color: "Red" });
    });

    it("is updated in place when an attribute changes, and again when optional ones are removed", async () => {
      await bench.init(full);
      await bench.apply();
      bench.write(full.replace("port = 80", "port = 81").replace("size = 2", "size = 3"));
      expect(await bench.actions()).toEqual({ "sample_thing.a": "update" });
      await bench.apply();
      expect(await bench.planCode()).toBe(0);
      bench.write(minimal.replace("}", '  region = "north"\n}'));
      expect(await bench.actions()).toEqual({ "sample_thing.a": "update" });
      await bench.apply();
      expect(bench.things[0]).toMatchObject({
        note: null,
        settings: null,
        rules: null,
        capacity: 5,
        revision: 3,
      });
      expect(await bench.planCode()).toBe(0);
    });

    it("is not planned for change when only the letters' case of a color changes", async () => {
      await bench.init(full);
      await bench.apply();
      bench.write(full.replace('"Red"', '"RED"'));
      expect(await bench.actions()).toEqual({});
    });

    it("keeps a computed value in an update that does not touch it, and marks the changing one unknown", async () => {
      await bench.init(minimal);
      await bench.apply();
      bench.write(minimal.replace("lamp", "desk"));
      const [change] = await bench.changes();
      expect(Object.keys(change!.change.after_unknown)).toEqual(expect.arrayContaining(["revision"]));
      expect(change!.change.after).toMatchObject({ capacity: 10, token: "token-of-thing" });
    });
  });

  describe("each attribute", () => {
    const rows = Object.entries(eachAttribute);
    /** One thing for each attribute, with that attribute configured as `fragment` says. */
    const things = (fragment: (row: (typeof eachAttribute)[string]) => string) =>
      rows
        .map(([name, row]) => {
          const own = fragment(row);
          return `resource "sample_thing" "${name}" {\n${own.startsWith("name") ? "" : 'name = "lamp"\n'}${own}\n}\n`;
        })
        .join("");
    const planned = (key: "changed" | "drifted" | "removed") =>
      Object.fromEntries(
        rows
          .filter(([, row]) => row[key] !== "none")
          .map(([name, row]) => [`sample_thing.${name}`, row[key]]),
      );
    const applied = async () => {
      await bench.apply();
      expect(await bench.planCode()).toBe(0);
    };

    it("is changed, drifts and is removed on its own, with an empty plan after each apply", async () => {
      await bench.init(things(({ before }) => before));
      await applied();

      bench.write(things(({ after }) => after));
      expect(await bench.actions()).toEqual(planned("changed"));
      await applied();

      const state = bench.state();
      for (const [name, { drift }] of rows) bench.drift(drift, String(state[`sample_thing.${name}`]!.id));
      expect(await bench.actions()).toEqual(planned("drifted"));
      await applied();

      bench.write(things(() => ""));
      expect(await bench.actions()).toEqual(planned("removed"));
      await applied();

      await bench.ok("destroy", "-auto-approve");
      expect(bench.things).toEqual([]);
    }, 300_000);

    it("is the same when it is null as when it is left out", async () => {
      await bench.init(minimal);
      await bench.apply();
      bench.write(minimal.replace("}", `${nulls}}`));
      expect(await bench.planCode()).toBe(0);
    });
  });

  describe("a resource that is no more than it has to be", () => {
    it("is made, left alone, made again when it is gone, and destroyed", async () => {
      await bench.init('resource "sample_relic" "a" { name = "old" }');
      await bench.apply();
      expect(await bench.planCode()).toBe(0);
      bench.throwAwayAll();
      expect(await bench.actions()).toEqual({ "sample_relic.a": "create" });
      await bench.apply();
      expect(await bench.planCode()).toBe(0);
      await bench.ok("destroy", "-auto-approve");
      expect(bench.things).toEqual([]);
      await bench.ok("destroy", "-auto-approve");
    });
  });

  describe("replacement", () => {
    const replaced = { "sample_thing.a": "delete,create" };

    it("follows an attribute that always replaces", async () => {
      await bench.init(full);
      await bench.apply();
      bench.write(full.replace("north", "south"));
      expect(await bench.actions()).toEqual(replaced);
      await bench.apply();
      expect(bench.things).toHaveLength(1);
      expect(await bench.planCode()).toBe(0);
    });

    it("follows a condition: growing updates, shrinking replaces", async () => {
      await bench.init(full);
      await bench.apply();
      bench.write(full.replace("capacity = 5", "capacity = 9"));
      expect(await bench.actions()).toEqual({ "sample_thing.a": "update" });
      bench.write(full.replace("capacity = 5", "capacity = 4"));
      expect(await bench.actions()).toEqual(replaced);
    });

    it("follows modifyPlan", async () => {
      await bench.init(minimal);
      await bench.apply();
      bench.write(minimal.replace("}", '  note = "replace me"\n}'));
      expect(await bench.actions()).toEqual(replaced);
    });

    it("is the only way for a resource that cannot update", async () => {
      await bench.init('resource "sample_relic" "a" { name = "old" }');
      await bench.apply();
      bench.write('resource "sample_relic" "a" { name = "older" }');
      expect(await bench.actions()).toEqual({ "sample_relic.a": "delete,create" });
    });
  });

  describe("what happens behind Terraform's back", () => {
    beforeEach(async () => {
      await bench.init(full);
      await bench.apply();
    });

    it("is drift: a changed attribute is planned back", async () => {
      bench.drift({ note: "someone else's" });
      expect(await bench.actions()).toEqual({ "sample_thing.a": "update" });
      await bench.apply();
      expect(bench.things[0]).toMatchObject({ note: "caf\u00e9" });
    });

    it("is no drift when the service only writes the same value differently", async () => {
      bench.drift({ color: "rEd" });
      expect(await bench.actions()).toEqual({});
    });

    it("is a new thing when the old one is gone", async () => {
      bench.throwAwayAll();
      expect(await bench.actions()).toEqual({ "sample_thing.a": "create" });
    });

    it("does not stop a destroy, also a second one", async () => {
      bench.throwAwayAll();
      await bench.ok("destroy", "-auto-approve");
      await bench.ok("destroy", "-auto-approve");
      expect(bench.state()).toEqual({});
    });
  });
});
