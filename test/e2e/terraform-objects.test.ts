import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { minimal } from "../terraform/sample-provider/configurations";
import { onEveryHost } from "../terraform/sample-provider/conformance";
import type { Workbench } from "../terraform/sample-provider/workbench";

onEveryHost((newBench, host) => {
  let bench: Workbench;
  beforeEach(() => {
    bench = newBench();
  });

  describe("values that are not known until apply", () => {
    it("pass through every kind of attribute, refined or not, and through the provider's configuration", async () => {
      await bench.init(`
resource "terraform_data" "late" { input = "late" }
locals { late = terraform_data.late.output }
provider "sample" {
  alias  = "late"
  folder = "\${terraform_data.late.output == "late" ? "${bench.shelf}" : ""}"
}
resource "sample_thing" "a" {
  name     = "n-\${local.late}"
  note     = local.late
  capacity = length(local.late)
  tags     = [local.late, "known"]
  labels   = { x = local.late }
  extra    = { x = local.late }
  settings = { level = length(local.late) }
  rules    = [{ port = length(local.late) }]
  parts    = [{ name = local.late }]
}
resource "sample_thing" "b" {
  provider = sample.late
  name     = "b"
}
`);
      await bench.apply();
      expect(bench.state()["sample_thing.a"]).toMatchObject({ name: "n-late", capacity: 4, note: "late" });
      expect(await bench.planCode()).toBe(0);
    });
  });

  describe("other objects of a provider", () => {
    it("a data source is read, and its problem points at the attribute", async () => {
      writeFileSync(join(bench.shelf, "one.json"), JSON.stringify({ id: "one", name: "one", revision: 1 }));
      await bench.init('data "sample_shelf" "a" {}\noutput "names" { value = data.sample_shelf.a.names }');
      await bench.apply();
      expect((await bench.ok("output", "-json", "names")).stdout.trim()).toBe('["one"]');
      bench.write('data "sample_shelf" "a" { prefix = "nowhere" }');
      expect((await bench.run("plan")).text).toContain("Nothing starts so");
    });

    it.runIf(host.supports("functions"))(
      "functions take variadic and dynamic arguments and blame the argument that is wrong",
      async () => {
        await bench.init(`
output "joined" { value = provider::sample::join("-", "a", "b") }
output "echo" { value = provider::sample::echo({ a = [1, "x", null], b = 0.1 }) }
`);
        await bench.apply();
        const outputs = JSON.parse((await bench.ok("output", "-json")).stdout) as Record<
          string,
          { value: unknown }
        >;
        expect(outputs.joined!.value).toBe("a-b");
        expect(outputs.echo!.value).toEqual({ a: [1, "x", null], b: 0.1 });
        bench.write('output "joined" { value = provider::sample::join("", "a") }');
        expect((await bench.run("plan")).text).toContain(
          'Invalid value for "separator" parameter: must not be empty',
        );
      },
    );

    it.runIf(host.supports("ephemeral"))(
      "an ephemeral resource is opened and closed, and its value reaches a write-only attribute only",
      async () => {
        await bench.init(`
ephemeral "sample_lease" "a" { length = 20 }
resource "sample_thing" "a" {
  name     = "x"
  password = ephemeral.sample_lease.a.value
}`);
        await bench.apply();
        expect(bench.notes).toContain("password of 20 characters");
        expect(bench.notes.filter((note) => note === "lease opened")).toHaveLength(2);
        expect(bench.notes.filter((note) => note === 'lease closed {"lease":1}')).toHaveLength(2);
      },
    );

    it("a value is larger than the 4 MiB that gRPC libraries take by default", async () => {
      writeFileSync(join(bench.folder, "large.txt"), "x".repeat(5 * 1024 * 1024));
      await bench.init(minimal.replace("}", '  note = file("large.txt")\n}'));
      await bench.apply();
      expect(String(bench.things[0]!.note)).toHaveLength(5 * 1024 * 1024);
      expect(await bench.planCode()).toBe(0);
    });

    it("many objects are made in parallel", async () => {
      await bench.init(
        'resource "sample_thing" "a" {\n for_each = toset(split("", "abcdefghijkl"))\n name = each.key\n}',
      );
      await bench.apply();
      expect(bench.things).toHaveLength(12);
      expect(await bench.planCode()).toBe(0);
    });
  });
});
