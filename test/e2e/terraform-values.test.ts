import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { objectShape } from "../../src/terraform/schema/object-shape";
import { fingerprint } from "../../src/terraform/values/same";
import { readState } from "../../src/terraform/values/state-json";
import type { Shape } from "../../src/terraform/values/type";
import { attributesOf } from "../terraform/any-provider/provider";
import { anyConfig, anySchema, kept, type Spec, type Specs } from "../terraform/any-provider/spec";
import { bundlePlugin } from "../terraform/process/plugin";
import { hosts } from "../terraform/sample-provider/hosts";
import { Workbench } from "../terraform/sample-provider/workbench";

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let bench: Workbench;

beforeAll(async () => {
  bundle = await bundlePlugin("test/terraform/any-provider/main.ts");
});
afterAll(() => rmSync(bundle.folder, { recursive: true, force: true }));
afterEach(() => bench.remove());

/** Set PROPERTY_SEED to try others. */
const seeds = process.env.PROPERTY_SEED ? [Number(process.env.PROPERTY_SEED)] : [1, 2, 3, 4, 5, 6];

const runs = hosts.flatMap((host) => seeds.map((seed) => ({ host, program: host.name, seed })));

it.each(runs)(
  "any schema loads in $program, and any value survives plan, apply and refresh: seed $seed",
  async ({ host, seed }) => {
    bench = new Workbench(bundle.file, { type: "any", host });
    const cases = fc.sample(
      anySchema.chain((schema) => fc.tuple(fc.constant(schema), anyConfig(schema))),
      { seed, numRuns: 1 },
    );
    const [schema, config] = cases[0]!;
    const schemaFile = join(bench.folder, "schema.json");
    writeFileSync(schemaFile, JSON.stringify(schema));
    bench.env.ANY_SCHEMA = schemaFile;
    writeFileSync(
      join(bench.folder, "thing.tf.json"),
      `{"resource":{"any_thing":{"a":${objectJson(schema, config)}}}}`,
    );
    await bench.init("");
    await bench.apply();
    expect(await bench.planCode()).toBe(0);
    const shape = objectShape(attributesOf(schema));
    const stored = readState(shape, Buffer.from(bench.stateJson("any_thing", "a")), []);
    expect(fingerprint(shape, stored)).toBe(fingerprint(shape, kept(schema, config)));
  },
);

/** Configuration in Terraform's JSON syntax, digit by digit; what is null is left out. */
function objectJson(specs: Specs, values: Record<string, unknown>): string {
  const members = Object.entries(specs)
    .filter(([name]) => values[name] !== null)
    .map(([name, spec]) => `${JSON.stringify(name)}:${attributeJson(spec, values[name])}`);
  return `{${members.join()}}`;
}

function attributeJson({ shape, nested }: Spec, value: unknown): string {
  if (!nested) return shapeJson(shape!, value);
  const inner = (item: unknown) => objectJson(nested.attributes, item as Record<string, unknown>);
  if (nested.nesting === "single") return inner(value);
  if (nested.nesting === "map") return members(value as object, inner);
  return `[${(value as unknown[]).map(inner).join()}]`;
}

function shapeJson(shape: Shape, value: unknown): string {
  if (value === null) return "null";
  switch (shape.kind) {
    case "decimal":
      return String(value);
    case "list":
    case "set":
      return `[${(value as unknown[]).map((item) => shapeJson(shape.element, item)).join()}]`;
    case "map":
      return members(value as object, (item) => shapeJson(shape.element, item));
    case "object": {
      const fields = Object.entries(shape.fields).map(
        ([name, field]) => `"${name}":${shapeJson(field, (value as Record<string, unknown>)[name])}`,
      );
      return `{${fields.join()}}`;
    }
    default:
      return plainJson(value);
  }
}

function plainJson(value: unknown): string {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return `[${value.map(plainJson).join()}]`;
  if (typeof value === "object" && value !== null) return members(value, plainJson);
  return JSON.stringify(value);
}

function members(value: object, inner: (item: unknown) => string): string {
  return `{${Object.entries(value)
    .map(([key, item]) => `${text(key)}:${inner(item)}`)
    .join()}}`;
}

/** Every text is a template there, keys too. */
function text(value: string): string {
  return JSON.stringify(value.replaceAll("${", "$${").replaceAll("%{", "%%{"));
}
