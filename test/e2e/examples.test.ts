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

function examples(kind: string, file: string): [name: string, text: string][] {
  return readdirSync(join(root, kind)).map((name) => [
    name,
    readFileSync(join(root, kind, name, file), "utf8"),
  ]);
}

/** Applies an example and finds nothing left to do. */
async function applied(hcl: string): Promise<void> {
  project.write(hcl);
  await project.init();
  await project.applied();
  expect(await project.changes()).toEqual([]);
}

/** The ids in an import command are made up; those in state, part by part, take their place. */
function realImportId(example: string, stateId: string): string {
  const real = stateId.split("/");
  const parts = example.split("/");
  return parts
    .map((part, index) => (/^[0-9a-f]{24}$/.test(part) ? real[real.length - parts.length + index]! : part))
    .join("/");
}

it("there is an example of everything that the provider offers", () => {
  expect(missingExamples(provider, folderExamples(root))).toEqual([]);
});

describe("an example of a resource", () => {
  it.each(examples("resources", "resource.tf"))(
    "applies, is imported by the command beside it, and is destroyed: %s",
    async (name, hcl) => {
      await applied(hcl);
      const script = join(root, "resources", name, "import.sh");
      if (existsSync(script)) await importsByScript(readFileSync(script, "utf8"));
      const destroyed = await project.destroy();
      expect(destroyed.code, destroyed.text).toBe(0);
    },
  );

  /** Runs the import command of an example on the object that the example has just made, which then stays. */
  async function importsByScript(script: string): Promise<void> {
    const [, address, id] = /^terraform import (\S+) (\S+)$/m.exec(script)!;
    const state = await project.state();
    const before = state[address!]!.values;
    await project.ok("state", "rm", "-no-color", address!);
    await project.ok("import", "-no-color", "-input=false", address!, realImportId(id!, importable(before)));
    await project.applied(); // fills in what only a configuration knows
    expect((await project.state())[address!]!.values["id"]).toBe(before["id"]);
    expect(await project.changes()).toEqual([]);
  }

  /** What names the object in an import: its id, after the message that it hangs on. */
  function importable(values: Record<string, unknown>): string {
    const root = values["thread_root_id"];
    return root ? `${root}/${values["id"]}` : String(values["id"]);
  }
});

it("the example of the provider's configuration applies", async () => {
  project.writeWhole(readFileSync(join(root, "provider", "provider.tf"), "utf8"));
  await project.init();
  await project.applied();
  expect(await project.changes()).toEqual([]);
});

it.each([
  ...examples("data-sources", "data-source.tf"),
  ...examples("functions", "function.tf"),
  ...examples("ephemeral-resources", "ephemeral-resource.tf"),
])("the example of what is read or computed applies: %s", (_name, hcl) => applied(hcl));

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
