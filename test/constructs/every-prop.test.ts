import { readFileSync } from "node:fs";
import * as cdk from "cdktf";
import { beforeAll, describe, expect, test } from "vitest";
import * as l2 from "../../constructs";
import { provider } from "../../src/provider/provider";
import { configurable } from "./configurable";
import { declareEveryProp } from "./every-prop";
import { appIn, type Synthesised, terraformOf } from "./synth";

const anId = "5f0c1d2e3a4b5c6d7e8f9a0b";
const importIds = {
  ...{ channel: anId, member: anId, members: anId, message: anId, reply: `${anId}/${anId}/${anId}` },
  ...{ reaction: anId, scheduled: anId, direct: anId, key: anId, user: anId },
};

/** What a construct always says by another attribute. */
const elsewhere = ["data messages.channel"];

let stack: cdk.TerraformStack;
let made: Synthesised;
beforeAll(() => {
  const app = appIn({ context: { targetVersions: { terraform: ">=1.11.0", opentofu: ">=1.11.0" } } });
  stack = new cdk.TerraformStack(app, "main");
  declareEveryProp({ cdk, l2 }, stack, importIds);
  made = terraformOf(stack, app);
});

/** The cells of the guide's table of constructs. */
function guideRows(): string[][] {
  const guide = readFileSync("docs/guides/constructs.md", "utf8");
  return guide
    .split("\n")
    .filter((line) => line.startsWith("| `Pumble"))
    .map((row) => row.replace(/^\| | \|$/g, "").split(" | "));
}

/** Names of the attributes that the program sets on objects of a kind, such as `resource channel`. */
function set(kind: string): Set<string> {
  const [where, type] = kind.split(" ") as ["resource" | "data" | "ephemeral", string];
  return new Set(Object.values(made[where][`pumble_${type}`] ?? {}).flatMap(Object.keys));
}

describe("the program that names every property", () => {
  const kinds = [
    ...provider.resources.map(({ name }) => `resource ${name}`),
    ...provider.dataSources.map(({ name }) => `data ${name}`),
    ...provider.ephemeralResources.map(({ name }) => `ephemeral ${name}`),
  ];

  test.each(kinds)("sets every attribute that can be set of %s", (kind) => {
    const given = set(kind);
    const missing = configurable(kind).filter((name) => !given.has(name));
    expect(missing.filter((name) => !elsewhere.includes(`${kind}.${name}`))).toEqual([]);
  });

  test("takes over one of each resource, and goes on with another under a new address", () => {
    const typesOf = (entries: readonly { to?: unknown }[] = []) =>
      [...new Set(entries.map(({ to }) => String(to).split(".")[0]))].sort();
    const resources = provider.resources.map(({ name }) => `pumble_${name}`).sort();
    expect(typesOf(made.import)).toEqual(resources);
    expect(typesOf(made.moved)).toEqual(resources.filter((type) => type !== "pumble_direct_message"));
  });

  test("has around each object what the guide's table says, which adds what it says there", () => {
    const rows = guideRows();
    const classes = new Map<string, unknown>(Object.entries(l2));
    const around = new Map<string, Set<string>>();
    for (const node of stack.node.findAll()) {
      const name = node.constructor.name;
      if (!classes.has(name) || name === "PumbleScript" || name === "PumbleWorkspace") continue;
      const { defaultChild } = node.node as { defaultChild?: cdk.TerraformElement };
      const { terraformResourceType: type } = (defaultChild ?? node) as cdk.TerraformResource;
      if (!type?.startsWith("pumble_")) continue;
      around.set(name, (around.get(name) ?? new Set()).add(type));
    }
    expect(around.size).toBeGreaterThan(12);
    for (const [name, types] of around) {
      const [, objects = "", adds = ""] = rows.find(([first]) => first!.includes(`\`${name}\``))!;
      for (const type of types) expect(objects, name).toContain(`\`${type}\``);
      const made = classes.get(name) as typeof l2.PumbleChannel;
      const members = [...adds.matchAll(/`([a-z]\w+)(?:\(\))?`/g)].map(([, member]) => member!);
      const has = (member: string) => member in made.prototype || member in made || member === "members";
      expect(
        members.filter((member) => !has(member)),
        name,
      ).toEqual([]);
    }
  });

  test("has one of every construct but that which stands for files", () => {
    const classes = Object.entries(l2).flatMap(([name, value]) =>
      /^Pumble(?!Element$|Resource$|Ephemeral$|Workspace$)/.test(name) && typeof value === "function"
        ? [value]
        : [],
    );
    const nodes = stack.node.findAll();
    const unused = classes
      .filter((one) => !nodes.some((node) => node instanceof one))
      .map(({ name }) => name);
    expect(unused).toEqual([]);
  });
});
