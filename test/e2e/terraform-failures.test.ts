import { beforeEach, describe, expect, it } from "vitest";
import { full, minimal } from "../terraform/sample-provider/configurations";
import { onEveryHost } from "../terraform/sample-provider/conformance";
import { finished, type Workbench } from "../terraform/sample-provider/workbench";

/** Resolves once the shelf has noted it; the file system tells when to look. */
async function waitForNote(of: Workbench, note: string): Promise<void> {
  const { watch } = await import("node:fs/promises");
  if (of.notes.includes(note)) return;
  for await (const _ of watch(of.shelf)) if (of.notes.includes(note)) return;
}

onEveryHost((newBench) => {
  let bench: Workbench;
  beforeEach(() => {
    bench = newBench();
  });

  describe("when something goes wrong", () => {
    it("before the object exists, nothing is stored", async () => {
      await bench.init(minimal);
      bench.fault("create");
      const { text } = await bench.failingApply();
      expect(text).toContain("Error: The shelf is full");
      expect(bench.state()).toEqual({});
    });

    it("after the object exists, it is kept as tainted and replaced by the next apply", async () => {
      await bench.init(minimal);
      bench.fault("after-create");
      const { text } = await bench.failingApply();
      expect(text).toContain("Error: The shelf broke down after the thing was made");
      expect(bench.state()["sample_thing.a"]).toMatchObject({ name: "lamp", tainted: true });
      bench.repair();
      await bench.apply();
      expect(bench.things).toHaveLength(1);
      expect(await bench.planCode()).toBe(0);
    });

    it("during an update or a delete, the old state stays", async () => {
      await bench.init(full);
      await bench.apply();
      bench.fault("update");
      bench.fault("delete");
      bench.write(full.replace("level = 3", "level = 4"));
      const { text } = await bench.failingApply();
      expect(text).toContain("Error: The shelf is locked");
      expect(text).toContain("Attribute: settings.mode");
      expect(bench.state()["sample_thing.a"]).toMatchObject({ revision: 1, settings: { level: 3 } });
      const destroyed = await bench.run("destroy", "-auto-approve");
      expect(destroyed.text).toContain("The shelf holds on to the thing");
      expect(bench.state()["sample_thing.a"]).toBeDefined();
    });

    it("in the provider's own code, the message says that it is a bug, without a stack trace", async () => {
      await bench.init(minimal);
      bench.fault("bug");
      const { text } = await bench.failingApply();
      expect(text).toContain("TypeError: undefined is not a shelf");
      expect(text).toContain("This is a bug in the provider.");
      expect(text).not.toContain("    at ");
      expect(text).not.toContain("did not respond");
    });

    it("NaN never reaches Terraform, and the object is not lost", async () => {
      await bench.init(minimal);
      bench.fault("nan");
      const { code, text } = await bench.failingApply();
      expect(code).toBe(1);
      expect(text).toContain("sample_thing returned a wrong value for ratio");
      expect(bench.state()["sample_thing.a"]).toMatchObject({ ratio: null, tainted: true });
    });

    it("an interrupt ends the wait and keeps what was made", async () => {
      await bench.init(minimal);
      bench.fault("slow");
      const child = bench.start(["apply", "-auto-approve"]);
      const done = finished(child);
      // Not by what Terraform prints: a word may come in two pieces, and then nobody would interrupt.
      await Promise.race([waitForNote(bench, "waiting"), done]);
      process.kill(-child.pid!, "SIGINT");
      const { text } = await done;
      expect(text).toContain("sample_thing was interrupted");
      expect(bench.state()["sample_thing.a"]).toMatchObject({ name: "lamp", tainted: true });
    });
  });

  describe("what only the provider can check", () => {
    const cases: Record<string, [hcl: string, ...messages: string[]]> = {
      "a required attribute set to null": ["name = null", "Error: name is required"],
      "a computed attribute that is set": ['name = "x"\n id = "y"', "id cannot be configured"],
      "a validator": ['name = "x"\n kind = "odd"', 'kind must be one of "plain", "fancy", but is "odd".'],
      "a check across attributes": ['name = "x"\n kind = "fancy"', "Error: A fancy thing needs a color"],
      "a nested attribute": ['name = "x"\n settings = { level = null }', "settings.level is required"],
      "a number that is no whole number": [
        'name = "x"\n capacity = 1.5',
        "capacity must be a whole number, but is 1.5.",
      ],
      "a number beyond what is exact": ['name = "x"\n ratio = 9007199254740993', "cannot hold exactly"],
      "a refusal while planning": ['name = "x"\n note = "refuse me"', "Error: Refused while planning"],
    };
    it.each(Object.entries(cases))("is refused with a message: %s", async (_title, [hcl, ...messages]) => {
      await bench.init(`resource "sample_thing" "a" {\n ${hcl}\n}`);
      const { code, text } = await bench.run("plan");
      expect(code).toBe(1);
      for (const message of messages) expect(text).toContain(message);
    });

    it("warns of a deprecated attribute", async () => {
      await bench.init('resource "sample_thing" "a" {\n name = "x"\n old_note = "y"\n}');
      const { text } = await bench.ok("plan");
      expect(text).toContain("Warning: old_note is deprecated");
      expect(text).toContain("Use note instead.");
    });
  });
});
