import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redirectStacks, type SynthesisedStack, stacksIn } from "./scratch-stacks";

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

/** What the provider reads. */
export type WorkspaceEnv = Readonly<Record<"PUMBLE_API_KEY" | "PUMBLE_BASE_URL", string>>;

/**
 * Synthesises an app and applies its stacks one after another, with a throw-away state, in the workspace of `env`: the
 * app's own backend and whatever workspace its providers name are not touched.
 * @throws Error with what Terraform said
 */
export async function deploy(app: SynthesisableApp, env: WorkspaceEnv): Promise<Deployment> {
  app.synth();
  const states = mkdtempSync(join(tmpdir(), "pumble-testing-"));
  const stacks = stacksIn(app.outdir);
  redirectStacks(stacks, { states, baseUrl: env.PUMBLE_BASE_URL });
  const run: Run = ({ folder }, ...args) => terraform(folder, args, env);
  const outputs: Record<string, Record<string, unknown>> = {};
  for (const stack of stacks) {
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

type Run = (stack: SynthesisedStack, ...args: string[]) => Promise<string>;

async function planned(stack: SynthesisedStack, run: Run): Promise<PlannedChange[]> {
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

/** What would lead Terraform to the app's own data: its folder, workspace, backend and arguments. */
const ofTheApp = /^TF_(DATA_DIR|WORKSPACE|HTTP_|CLI_ARGS)/;

function terraform(cwd: string, args: string[], workspace: WorkspaceEnv): Promise<string> {
  const { TERRAFORM_BINARY_NAME: binary = "terraform", ...all } = process.env;
  const own = Object.fromEntries(Object.entries(all).filter(([name]) => !ofTheApp.test(name)));
  const env = { ...own, ...workspace, CHECKPOINT_DISABLE: "1" };
  return new Promise((done, failed) => {
    execFile(binary, args, { cwd, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (!error) return done(stdout);
      failed(new Error(`${binary} ${args[0]} failed in ${cwd}:\n${stdout}${stderr}`.trimEnd()));
    });
  });
}
