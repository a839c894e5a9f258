import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundlePlugin } from "../terraform/process/plugin";
import { finished, Workbench } from "../terraform/sample-provider/workbench";

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let bench: Workbench;

beforeAll(async () => {
  bundle = await bundlePlugin("test/terraform/sample-provider/main.ts");
});
afterAll(() => rmSync(bundle.folder, { recursive: true, force: true }));
beforeEach(() => {
  bench = new Workbench(bundle.file);
});
afterEach(() => bench.remove());

const minimal = 'resource "sample_thing" "a" {\n  name = "lamp"\n}\n';
const full = `
resource "sample_thing" "a" {
  name     = "lamp"
  note     = "caf\u0065\u0301"
  kind     = "fancy"
  color    = "Red"
  region   = "north"
  capacity = 5
  ratio    = 0.1
  exact    = 9007199254740993
  tags     = ["b", "a", "b"]
  steps    = ["one", ""]
  labels   = { x = "1", "" = "empty key" }
  extra    = { n = 1, list = ["a", 2, null], on = true }
  settings = { level = 3 }
  rules    = [{ port = 80 }, { port = 443, secret = "rule-secret" }]
  peers    = { east = { address = "10.0.0.1" } }
  parts    = [{ name = "bulb" }, { name = "foot", size = 2 }]
}
`;

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

describe("import", () => {
  it("by command is followed by an empty plan, private state included", async () => {
    await bench.init(minimal);
    await bench.apply();
    const { id } = bench.things[0]!;
    await bench.ok("state", "rm", "sample_thing.a");
    await bench.ok("import", "sample_thing.a", id);
    expect(await bench.planCode()).toBe(0);
  });

  it("by block is a plan without changes", async () => {
    await bench.init(minimal);
    await bench.apply();
    const { id } = bench.things[0]!;
    await bench.ok("state", "rm", "sample_thing.a");
    bench.write(`${minimal}import {\n  to = sample_thing.a\n  id = "${id}"\n}\n`);
    expect((await bench.ok("plan")).text).toContain("1 to import, 0 to add, 0 to change, 0 to destroy");
  });

  it("writes a configuration that plans without changes", async () => {
    await bench.init(full);
    await bench.apply();
    const { id } = bench.things[0]!;
    await bench.ok("state", "rm", "sample_thing.a");
    bench.write(`import {\n  to = sample_thing.a\n  id = "${id}"\n}\n`);
    const { text } = await bench.ok("plan", "-generate-config-out=generated.tf");
    expect(text).toContain("1 to import, 0 to add");
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
      text.replace('"schema_version": 1', '"schema_version": 0').replace('"name": "lamp"', '"title": "lamp"'),
    );
    expect(await bench.planCode()).toBe(0);
  });

  it("gets null for attributes that it lacks and loses those that are unknown now", async () => {
    await bench.init(minimal);
    await bench.apply();
    bench.editState((text) => text.replace('"note": null,', '"former": 1,'));
    expect(await bench.planCode()).toBe(0);
  });

  it("moves over from another resource type", async () => {
    await bench.init('resource "sample_relic" "a" { name = "lamp" }');
    await bench.apply();
    bench.write(`${minimal}moved {\n  from = sample_relic.a\n  to   = sample_thing.a\n}\n`);
    const actions = await bench.actions();
    expect(Object.values(actions)).not.toContain("create");
    expect(Object.keys(actions)).toEqual(["sample_thing.a"]);
  });
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
    child.stdout!.on("data", (chunk: Buffer) => {
      if (String(chunk).includes("Creating..."))
        waitForNote(bench, "waiting").then(() => process.kill(-child.pid!, "SIGINT"));
    });
    const { text } = await done;
    expect(text).toContain("sample_thing was interrupted");
    expect(bench.state()["sample_thing.a"]).toMatchObject({ name: "lamp", tainted: true });
  });
});

/** Resolves once the shelf has noted it; the file system tells when to look. */
async function waitForNote(of: Workbench, note: string): Promise<void> {
  const { watch } = await import("node:fs/promises");
  if (of.notes.includes(note)) return;
  for await (const _ of watch(of.shelf)) if (of.notes.includes(note)) return;
}

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

describe("secrets", () => {
  it("are in no log, no output and no state, and a write-only one reaches the provider", async () => {
    const hcl = (password: string, turn: number) => `
provider "sample" { key = "the-provider-key" }
resource "sample_thing" "a" {
  name             = "x"
  password         = "${password}"
  password_version = ${turn}
  rules            = [{ port = 1, secret = "rule-secret" }]
}`;
    await bench.init(hcl("hunter2-is-long", 1));
    const env = { TF_LOG_PROVIDER: "trace" };
    const applied = await bench.runWith(env, "apply", "-auto-approve");
    expect(applied.code).toBe(0);
    expect(applied.stderr).toContain("tf_req_duration_ms");
    const log = applied.stderr.replace(/.*\[DEBUG\] provider: starting.*/g, "");
    for (const secret of ["hunter2-is-long", "the-provider-key", "rule-secret", "token-of-thing"]) {
      expect(log.includes(secret) || applied.stdout.includes(secret)).toBe(false);
    }
    expect(JSON.stringify(bench.state())).not.toContain("hunter2");
    expect(bench.notes).toContain("password of 15 characters");

    bench.write(hcl("another-password", 1));
    expect(await bench.actions()).toEqual({});
    bench.write(hcl("another-password", 2));
    await bench.apply();
    expect(bench.notes).toContain("password again 16");
  });

  it("are masked in a provider's own message", async () => {
    await bench.init(`provider "sample" { key = "wrong-key" }\n${minimal}`);
    const { text } = await bench.run("plan");
    expect(text).toContain("The key (sensitive) does not fit");
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

  it("functions take variadic and dynamic arguments and blame the argument that is wrong", async () => {
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
  });

  it("an ephemeral resource is opened and closed, and its value reaches a write-only attribute only", async () => {
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
