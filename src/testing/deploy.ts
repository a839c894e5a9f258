import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A CDKTF or CDK Terrain app, as far as it matters here. */
export interface SynthesisableApp {
  readonly outdir: string;
  synth(): void;
}

/** What a plan would do to one object. */
export interface PlannedChange {
  /** Such as `pumble_channel.news`. */
  readonly address: string;
  /** Such as `["create"]`. */
  readonly actions: readonly string[];
}

/** An app that was deployed into the workspace under test. */
export interface Deployment {
  /** Outputs by stack and name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What a plan would change now; nothing after a deployment that is complete. */
  changes(): Promise<PlannedChange[]>;
  /** Destroys what was deployed, in the opposite order. */
  destroy(): Promise<void>;
}

interface Stack {
  name: string;
  folder: string;
}

/**
 * Synthesises an app and applies its stacks one after another, with a throw-away state: the app's own backend is not
 * touched.
 * @param env what the provider reads
 * @throws Error with what Terraform said
 */
export async function deploy(app: SynthesisableApp, env: Record<string, string>): Promise<Deployment> {
  app.synth();
  const states = mkdtempSync(join(tmpdir(), "pumble-testing-"));
  const stacks = stacksOf(app.outdir);
  const run = (stack: Stack, ...args: string[]) => terraform(stack.folder, args, env);
  const outputs: Record<string, Record<string, unknown>> = {};
  for (const stack of stacks) {
    keepStateApart(stack, states);
    await run(stack, "init", "-input=false", "-no-color", "-reconfigure");
    await run(stack, "apply", "-auto-approve", "-input=false", "-no-color");
    outputs[stack.name] = outputsIn(await run(stack, "output", "-json", "-no-color"));
  }
  return {
    outputs,
    async changes() {
      const all: PlannedChange[] = [];
      for (const stack of stacks) all.push(...(await planned(stack, run)));
      return all;
    },
    async destroy() {
      for (const stack of stacks.toReversed()) {
        await run(stack, "destroy", "-auto-approve", "-input=false", "-no-color");
      }
      rmSync(states, { recursive: true, force: true });
    },
  };
}

function stacksOf(outdir: string): Stack[] {
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { name: string; workingDirectory: string; dependencies?: string[] }>;
  };
  const all = Object.values(manifest.stacks);
  const order: typeof all = [];
  const visit = (stack: (typeof all)[number]): void => {
    if (order.includes(stack)) return;
    for (const name of stack.dependencies ?? []) visit(manifest.stacks[name]!);
    order.push(stack);
  };
  for (const stack of all) visit(stack);
  return order.map(({ name, workingDirectory }) => ({ name, folder: resolve(outdir, workingDirectory) }));
}

/** Terraform merges files of this ending last, and a backend replaces the one before. */
function keepStateApart({ name, folder }: Stack, states: string): void {
  const backend = { local: { path: join(states, `${name}.tfstate`) } };
  writeFileSync(join(folder, "pumble_testing_override.tf.json"), JSON.stringify({ terraform: { backend } }));
}

type Run = (stack: Stack, ...args: string[]) => Promise<string>;

async function planned(stack: Stack, run: Run): Promise<PlannedChange[]> {
  await run(stack, "plan", "-input=false", "-no-color", "-out=testing.tfplan");
  const plan = JSON.parse(await run(stack, "show", "-json", "testing.tfplan")) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  return (plan.resource_changes ?? [])
    .map(({ address, change }) => ({ address, actions: change.actions }))
    .filter(({ actions }) => !["no-op", "read"].includes(actions.join()));
}

function outputsIn(text: string): Record<string, unknown> {
  const outputs = JSON.parse(text) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

function terraform(cwd: string, args: string[], env: Record<string, string>): Promise<string> {
  const binary = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
  return new Promise((done, failed) => {
    const options = { cwd, env: { ...process.env, ...env, CHECKPOINT_DISABLE: "1" }, maxBuffer: 64 << 20 };
    execFile(binary, args, options, (error, stdout, stderr) => {
      if (!error) return done(stdout);
      failed(new Error(`${binary} ${args[0]} failed in ${cwd}:\n${stdout}${stderr}`.trimEnd()));
    });
  });
}
