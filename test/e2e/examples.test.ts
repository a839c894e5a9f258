/**
 * The examples that the registry's pages show, each run on the real Terraform against a local workspace; those of actions
 * and lists, which Terraform has since 1.14, are compared with their schemas.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { folderExamples, missingExamples } from "../../src/terraform/docs";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";
import { needing } from "./tool";

const root = "examples";

let test: TestStack;
let project: TerraformProject;

beforeAll(async () => {
  test = await startTestStack();
});
afterAll(() => test?.close());
beforeEach(() => {
  project = new TerraformProject(test.env);
});
afterEach(() => project.remove());

interface Example {
  /** Its folder, below `examples`, as a module's name. */
  name: string;
  folder: string;
  hcl: string;
}

function examplesOf(kind: string, file: string): Example[] {
  return readdirSync(join(root, kind)).map((name) => {
    const folder = join(root, kind, name);
    return { name: `${kind}_${name}`, folder, hcl: readFileSync(join(folder, file), "utf8") };
  });
}

/** The ids in an import command are made up; those in state, part by part, take their place. */
function realImportId(example: string, stateId: string): string {
  const real = stateId.split("/");
  const parts = example.split("/");
  return parts
    .map((part, index) => (/^[0-9a-f]{24}$/.test(part) ? real[real.length - parts.length + index]! : part))
    .join("/");
}

/** What names the object in an import: its id, after the message that it hangs on. */
function importable(values: Record<string, unknown>): string {
  const root = values["thread_root_id"];
  return root ? `${root}/${values["id"]}` : String(values["id"]);
}

/** Runs the import commands beside the examples on the objects that these have just made, which then stay. */
async function importAgain(examples: Example[]): Promise<void> {
  const before = await project.state();
  const imports = examples.flatMap(({ name, folder }) => {
    const script = join(folder, "import.sh");
    if (!existsSync(script)) return [];
    const [, address, id] = /^terraform import (\S+) (\S+)$/m.exec(readFileSync(script, "utf8"))!;
    return [{ address: `module.${name}.${address}`, id: id! }];
  });
  if (imports.length === 0) return;
  await project.ok("state", "rm", "-no-color", ...imports.map(({ address }) => address));
  for (const { address, id } of imports) {
    const real = realImportId(id, importable(before[address]!.values));
    await project.ok("import", "-no-color", "-input=false", address, real);
  }
  await project.applied(); // fills in what only a configuration knows
  const after = await project.state();
  for (const { address } of imports) {
    expect(after[address]!.values["id"], address).toBe(before[address]!.values["id"]);
  }
  expect(await project.changes()).toEqual([]);
}

it("there is an example of everything that the provider offers", () => {
  expect(missingExamples(provider, folderExamples(root))).toEqual([]);
});

const all = [
  ...examplesOf("resources", "resource.tf"),
  ...examplesOf("data-sources", "data-source.tf"),
  ...examplesOf("functions", "function.tf"),
  ...examplesOf("ephemeral-resources", "ephemeral-resource.tf"),
];
const withFunctions = all.filter(({ hcl }) => hcl.includes("provider::"));
const withEphemerals = all.filter(({ hcl }) => /^ephemeral /m.test(hcl));
const withNeither = all.filter((one) => !withFunctions.includes(one) && !withEphemerals.includes(one));

/** Each is a module of one configuration: what they say together is what each of them says. */
async function runTogether(examples: Example[]): Promise<void> {
  project.writeModules(Object.fromEntries(examples.map(({ name, hcl }) => [name, hcl])));
  await project.init();
  await project.applied();
  expect(await project.changes()).toEqual([]);
  await importAgain(examples);
  const destroyed = await project.destroy();
  expect(destroyed.code, destroyed.text).toBe(0);
}

const title = "apply, are imported by the commands beside them, and are destroyed";
it(`the examples ${title}`, () => runTogether(withNeither));
needing("functions").it("the examples of functions apply, and are destroyed", () =>
  runTogether(withFunctions),
);
needing("ephemeralResources", "writeOnly").it(`the examples with ephemeral resources ${title}`, () =>
  runTogether(withEphemerals),
);

it("the example of the provider's configuration applies", async () => {
  project.writeWhole(readFileSync(join(root, "provider", "provider.tf"), "utf8"));
  await project.init();
  await project.applied();
  expect(await project.changes()).toEqual([]);
});

describe("an example of what needs a newer Terraform than this may be", () => {
  const definitions = [
    ...provider.actions.map((object) => ({ object, path: `actions/pumble_${object.name}/action.tf` })),
    ...provider.resources.flatMap(({ name, list }) =>
      list ? [{ object: list, path: `list-resources/pumble_${name}/list-resource.tfquery.hcl` }] : [],
    ),
  ];

  it.each(definitions)(
    "configures only what is there, and all that is required: $path",
    ({ object, path }) => {
      const config = /^ {2}config \{\n([\s\S]*?)^ {2}\}/m.exec(readFileSync(join(root, path), "utf8"))![1]!;
      const configured = [...config.matchAll(/^ {4}(\w+) *=/gm)].map((match) => match[1]!);
      expect(Object.keys(object.attributes)).toEqual(expect.arrayContaining(configured));
      const required = Object.entries(object.attributes).filter(([, { mode }]) => mode === "required");
      expect(configured).toEqual(expect.arrayContaining(required.map(([name]) => name)));
    },
  );
});
