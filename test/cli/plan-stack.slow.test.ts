import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { installForConfiguration } from "../../constructs/plugin";
import { carryOut, overtaken } from "../../src/cli/running/apply-stack";
import { type Planning, planStack, readPlan } from "../../src/cli/running/plan-stack";
import { type Terraform, terraformFor } from "../../src/cli/running/terraform-process";
import { noLimits, type Stack } from "../../src/cli/stacks/stack";
import { mentionedBefore } from "../../src/cli/stacks/workspace-file";
import { findTerraform } from "../../src/cli/terraform";
import { messageProblems } from "../../src/provider/problems/messages";
import { providerSource } from "../../src/pumble/provider-address";
import { nobodyAsked } from "../../src/review";

let dir: string;
let stack: Stack;
let planning: Planning;
const commands: string[] = [];
const given: string[][] = [];

/** Terraform itself; the commands that it was given are noted. */
async function noting(): Promise<Terraform> {
  const terraform = terraformFor(await findTerraform(), {});
  return {
    ...terraform,
    run: (of, args, onLine) => {
      commands.push(args[0]!);
      given.push(args);
      return terraform.run(of, args, onLine);
    },
  };
}

function write(name: string, backend: object, resources: object = { terraform_data: { a: {} } }): void {
  writeFileSync(join(dir, name), JSON.stringify({ terraform: { backend }, resource: resources }));
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "pumble-plan-stack-"));
  stack = { name: "a", dir, dependsOn: [], words: new Map(), limits: noLimits };
  const terraform = await noting();
  planning = { terraform, lists: async () => nobodyAsked, leave: new Set(), args: [], lockTimeout: "0s" };
  write("main.tf.json", { local: { path: "one.tfstate" } });
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

async function commandsOfPlan(): Promise<string[]> {
  commands.length = 0;
  const { report } = await planStack(stack, planning, join(dir, "plan"));
  expect(report.errors).toEqual([]);
  return [...commands];
}

it("where the CLI configuration hides the plugin, a plan says so, and what to write there", async () => {
  const config = join(dir, "rc");
  writeFileSync(config, 'provider_installation {\n  filesystem_mirror {\n    path = "/nowhere"\n  }\n}\n');
  vi.stubEnv("TF_CLI_CONFIG_FILE", config);
  installForConfiguration(dir);
  const required_providers = { pumble: { source: providerSource } };
  writeFileSync(join(dir, "main.tf.json"), JSON.stringify({ terraform: { required_providers } }));
  const { report } = await planStack(stack, { ...planning, terraform: await noting() }, join(dir, "plan"));
  const [error] = report.errors;
  expect(error?.title).toBe("Terraform cannot be initialised");
  expect(error?.detail).toContain(`${config} has a provider_installation block:`);
  expect(error?.detail).toContain('path    = "terraform.d/plugins"');
});

it("a folder is initialised for its first plan, and again when Terraform asks for it", async () => {
  expect(await commandsOfPlan()).toEqual(["init", "plan", "show"]);
  expect(await commandsOfPlan()).toEqual(["plan", "show"]);
  write("main.tf.json", { local: { path: "two.tfstate" } });
  commands.length = 0;
  const { report } = await planStack(stack, planning, join(dir, "plan"));
  expect(commands).toEqual(["plan", "init"]);
  expect(report.errors).toEqual([
    {
      ...{ title: "The backend has changed", address: null },
      detail: `The state is still where the old one keeps it. To take it along:
(cd ${dir} && terraform init -migrate-state)
To go on with what the new one holds, and leave the old state where it is:
(cd ${dir} && terraform init -reconfigure)`,
    },
  ]);
  rmSync(join(dir, ".terraform"), { recursive: true });
  expect(await commandsOfPlan()).toEqual(["init", "plan", "show"]);
});

it("Terraform works on as many objects at a time as the stack can, unless somebody says otherwise", async () => {
  const many = { plan: 91, apply: 37 };
  const parallelism = async (...args: string[]) => {
    planning.args = args;
    given.length = 0;
    const file = join(dir, "plan");
    const planned = await planStack({ ...stack, parallelism: many }, planning, file);
    const applying = { planning, onStep: () => {} };
    await carryOut({ ...stack, parallelism: many }, { ...planned, file }, applying);
    const of = given.filter(([command]) => command === "plan" || command === "apply");
    return of.map((arguments_) => arguments_.filter((arg) => /parallelism/.test(arg) || /^\d+$/.test(arg)));
  };
  expect(await parallelism()).toEqual([["-parallelism=91"], ["-parallelism=37"]]);
  expect(await parallelism("-parallelism=2", "-replace=terraform_data.a")).toEqual([
    ["-parallelism=2"],
    ["-parallelism=2"],
  ]);
  vi.stubEnv("TF_CLI_ARGS_apply", "-parallelism=3");
  expect(await parallelism("-replace=terraform_data.a")).toEqual([[], []]);
});

it("a folder is initialised before every plan where somebody hands settings to init", async () => {
  await commandsOfPlan();
  vi.stubEnv("TF_CLI_ARGS_init", "-no-color");
  expect(await commandsOfPlan()).toEqual(["init", "plan", "show"]);
});

it("what is kept from a plan of workspace files is the provider's own title", () => {
  expect(messageProblems.mentioned_channel_missing({ name: "ops" }).title).toBe(mentionedBefore);
});

it("a plan that somebody else was faster than is out of date, and nothing of it is done", async () => {
  const applying = { planning, onStep: () => {} };
  const files = [join(dir, "mine"), join(dir, "theirs")];
  const [mine, theirs] = [
    await planStack(stack, planning, files[0]!),
    await planStack(stack, planning, files[1]!),
  ];
  expect(overtaken(await carryOut(stack, { ...theirs, file: files[1]! }, applying)).status).toBe("applied");
  const report = overtaken(await carryOut(stack, { ...mine, file: files[0]! }, applying));
  expect(report.status).toBe("stale");
  expect(report.errors.map(({ title }) => title)).toEqual([
    "The plan is out of date: somebody else applied since it was made",
  ]);
  expect(report.outcome?.notDone).toEqual(["terraform_data.a"]);
});

it("a saved plan is for its owner alone from its first byte on, for it holds what is secret", async () => {
  const file = join(dir, "plan");
  writeFileSync(file, "", { mode: 0o644 });
  const modes: number[] = [];
  const { terraform } = planning;
  const run: Terraform["run"] = async (...given) => {
    const result = await terraform.run(...given);
    modes.push(statSync(file).mode & 0o777);
    return result;
  };
  await planStack(stack, { ...planning, terraform: { ...terraform, run } }, file);
  expect(statSync(file).size).toBeGreaterThan(0);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});

it("where a plan fails, none of an earlier one is left to be applied in its place", async () => {
  const file = join(dir, "plan");
  await planStack(stack, planning, file);
  expect(existsSync(file)).toBe(true);
  planning.args = ["-var=nothing=1"];
  expect((await planStack(stack, planning, file)).report.status).toBe("failed");
  expect(existsSync(file)).toBe(false);
});

it("a plan that removes more than its limit is refused, and with leave is not", async () => {
  const file = join(dir, "plan");
  const applying = { planning, onStep: () => {} };
  await carryOut(stack, { ...(await planStack(stack, planning, file)), file }, applying);
  const limited = { ...stack, limits: { ...noLimits, maxRemoved: 0.5 } };
  planning.args = ["-destroy"];
  expect((await planStack(limited, planning, file)).report.status).toBe("refused");
  const leave = new Set(["allow-removal" as const]);
  expect((await planStack(limited, { ...planning, leave }, file)).report.status).toBe("changes");
});

it.each([["-var=of=prod"], ["--var", "of=prod"]])(
  "the look at who is in a channel after an apply has the plan's variables: %j",
  async (...args) => {
    write("main.tf.json", { local: { path: "one.tfstate" } }, { terraform_data: { a: {} } });
    const variables = { variable: { of: { default: "dev" } }, output: { of: { value: `\${var.of}` } } };
    writeFileSync(join(dir, "of.tf.json"), JSON.stringify(variables));
    planning.args = [...args, "-replace=terraform_data.a"];
    const file = join(dir, "plan");
    const { plan, report } = await planStack(stack, planning, file);
    const changes = report.changes.map((change) => ({ ...change, type: "pumble_channel_member" }));
    const made = { plan, report: { ...report, changes }, file };
    expect((await carryOut(stack, made, { planning, onStep: () => {} })).status).toBe("applied");
    expect(given.at(-1)).toContain("-refresh-only");
    expect((await planning.terraform.run(stack, ["output", "-raw", "of"])).stdout).toBe("prod");
  },
);

it("a plan that was cut, as by a full disk, is told with what to do", async () => {
  const file = join(dir, "cut");
  writeFileSync(file, "PK");
  await expect(readPlan(stack, planning.terraform, file)).rejects.toMatchObject({
    message: "The plan of a that was saved cannot be read.",
    nextStep: expect.stringMatching(/\nPlan again\.$/),
  });
});
