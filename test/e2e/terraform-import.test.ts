import { beforeEach, describe, expect, it } from "vitest";
import { full, minimal } from "../terraform/sample-provider/configurations";
import { onEveryHost } from "../terraform/sample-provider/conformance";
import type { Workbench } from "../terraform/sample-provider/workbench";

onEveryHost((newBench, host) => {
  let bench: Workbench;
  beforeEach(() => {
    bench = newBench();
  });

  describe("import", () => {
    it("by command restores what was in state, private state included, and is followed by an empty plan", async () => {
      await bench.init(full);
      await bench.apply();
      const before = bench.state();
      await bench.ok("state", "rm", "sample_thing.a");
      await bench.ok("import", "sample_thing.a", bench.things[0]!.id);
      // The shelf alone knows its own form of the color.
      expect(bench.state()).toEqual({ "sample_thing.a": { ...before["sample_thing.a"], color: "RED" } });
      expect(await bench.planCode()).toBe(0);
      await bench.apply();
      expect(bench.notes.at(-1)).toBe("read true");
    });

    it("by block is a plan without changes", async () => {
      await bench.init(minimal);
      await bench.apply();
      const { id } = bench.things[0]!;
      await bench.ok("state", "rm", "sample_thing.a");
      bench.write(`${minimal}import {\n  to = sample_thing.a\n  id = "${id}"\n}\n`);
      expect((await bench.ok("plan")).text).toContain("1 to import, 0 to add, 0 to change, 0 to destroy");
    });

    it("writes a configuration that applies, and then plans without changes", async () => {
      // Terraform writes null in place of a secret, and does not quote an empty key.
      await bench.init(full.replace(', secret = "rule-secret"', "").replace(', "" = "empty key"', ""));
      await bench.apply();
      const before = bench.state();
      await bench.ok("state", "rm", "sample_thing.a");
      bench.write(`import {\n  to = sample_thing.a\n  id = "${bench.things[0]!.id}"\n}\n`);
      const { text } = await bench.ok("plan", "-generate-config-out=generated.tf");
      expect(text).toContain("1 to import, 0 to add, 0 to change, 0 to destroy");
      await bench.apply();
      expect(bench.state()).toEqual({ "sample_thing.a": { ...before["sample_thing.a"], color: "RED" } });
      expect(await bench.planCode()).toBe(0);
    });

    it("of a missing object says so", async () => {
      await bench.init(minimal);
      const { code, text } = await bench.run("import", "sample_thing.a", "nothing");
      expect(code).toBe(1);
      expect(text).toContain("There is no thing nothing Look at the shelf for its id.");
    });

    it("of a resource without import says so", async () => {
      await bench.init('resource "sample_relic" "a" { name = "old" }');
      const { text } = await bench.run("import", "sample_relic.a", "x");
      expect(text).toContain("sample_relic cannot be imported");
    });
  });

  describe("state of before", () => {
    it("is upgraded from an older schema version", async () => {
      await bench.init(minimal);
      await bench.apply();
      bench.editState((text) =>
        text
          .replace('"schema_version": 1', '"schema_version": 0')
          .replace('"name": "lamp"', '"title": "lamp"'),
      );
      expect(await bench.planCode()).toBe(0);
    });

    it("gets null for attributes that it lacks and loses those that are unknown now", async () => {
      await bench.init(minimal);
      await bench.apply();
      bench.editState((text) => text.replace('"note": null,', '"former": 1,'));
      expect(await bench.planCode()).toBe(0);
    });

    it.runIf(host.supports("moveAcrossTypes"))("moves over from another resource type", async () => {
      await bench.init('resource "sample_relic" "a" { name = "lamp" }');
      await bench.apply();
      bench.write(`${minimal}moved {\n  from = sample_relic.a\n  to   = sample_thing.a\n}\n`);
      const actions = await bench.actions();
      expect(Object.values(actions)).not.toContain("create");
      expect(Object.keys(actions)).toEqual(["sample_thing.a"]);
    });
  });
});
