/** `pumble quickstart`: the main job from nothing to a deployed, visible channel, on embedded defaults. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { PumbleClient } from "../client";
import { reachVariable } from "../scripts/runner/reach";
import type { SynthesisedStack } from "../testing/scratch-stacks";
import { cdktfCommand, frameworkClis, plain, runCommand, stopCommands } from "./cdktf";
import { CliProblem } from "./cli-problem";
import { exitCodes } from "./exit-codes";
import { type LocalStack, startLocalStack } from "./local-stack";
import { createProgress } from "./progress";
import { scratchStacks } from "./scratch-stacks";
import { causeIn } from "./stacks/app-failure";
import { say, sayJson } from "./terminal";
import { findTerraform, isOlder, type TerraformBinary, withoutTerraformSettings } from "./terraform";
import { untilStopped } from "./until-stopped";

interface Run {
  terraform: TerraformBinary;
  /** Throw-away folder for the database, the states and the synthesised stacks. */
  scratch: string;
  stack: LocalStack;
  env: NodeJS.ProcessEnv;
}

class Stopped extends Error {}

export async function quickstart(options: { once?: boolean; json?: boolean }): Promise<void> {
  if (!existsSync("cdktf.json")) {
    throw new CliProblem(
      "There is no cdktf.json in this folder.",
      "Run quickstart at the top of a CDKTF project.",
    );
  }
  let stopping = false;
  const stopped = untilStopped().then(() => {
    stopping = true;
    stopCommands();
  });
  const progress = createProgress(options.json ? process.stderr : process.stdout);
  const guarded: typeof progress.step = (title, action) => {
    if (stopping) throw new Stopped();
    return progress.step(title, action);
  };
  const terraform = await guarded("Terraform", async (note) => {
    const found = await findTerraform();
    note(`${found.product} ${found.version}`);
    return found;
  });
  const scratch = mkdtempSync(join(tmpdir(), "pumble-quickstart-"));
  let stack: LocalStack | null = null;
  try {
    stack = await guarded("Workspace and addon", async (note) => {
      const started = await startLocalStack({ port: 0, dataDir: null, addonDir: scratch });
      note(`app installed by ${started.member.name}`);
      return started;
    });
    const apiKey = await guarded("/api-keys generate", async (note) => {
      const key = await stack!.issueKey("quickstart");
      note(`key ${key.slice(0, 16)}_…`);
      return key;
    });
    const env = withoutTerraformSettings({
      PUMBLE_API_KEY: apiKey,
      PUMBLE_BASE_URL: stack.addonUrl,
      TERRAFORM_BINARY_NAME: terraform.binary,
      SYNTH_HCL_OUTPUT: "false",
      [reachVariable]: "workspace",
    });
    const run: Run = { terraform, scratch, stack, env };
    const stacks = await synth(run, guarded);
    await deploy(run, guarded);
    const { pageUrl, addonUrl } = stack;
    if (options.json) sayJson("quickstart", { pageUrl, addonUrl, apiKey });
    else await report(run, apiKey);
    if (options.once) {
      await secondPlan(run, stacks, guarded);
      await destroy(run, guarded);
    } else {
      if (!options.json) say("\nCtrl-C stops everything and forgets it.");
      await stopped;
    }
  } catch (error) {
    if (!stopping) throw error;
    say("Stopped before it was done.");
    process.exitCode = exitCodes.stopped;
  } finally {
    await stack?.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

type Step = ReturnType<typeof createProgress>["step"];

async function cdktf(run: Run, ...args: string[]): Promise<string> {
  const { name, command } = cdktfCommand();
  const { code, output } = await runCommand([...command, ...args, "--output", outdir(run)], { env: run.env });
  if (code !== 0) {
    throw new CliProblem(
      `${name} ${args[0]} failed (exit code ${code}):`,
      causeIn(plain(output), process.cwd()),
    );
  }
  return plain(output);
}

/** cdktf wants a folder relative to the project. */
function outdir(run: Run): string {
  return relative(process.cwd(), join(run.scratch, "cdktf.out"));
}

/** From here on, nothing of the app itself is used: its states and its workspace stay as they are. */
function synth(run: Run, step: Step): Promise<SynthesisedStack[]> {
  return step("Synthesise", async (note) => {
    await cdktf(run, "synth");
    const stacks = scratchStacks(join(run.scratch, "cdktf.out"), run.scratch);
    note(stacks.map(({ name }) => name).join(", "));
    return stacks;
  });
}

async function deploy(run: Run, step: Step): Promise<void> {
  await step("Deploy", async (note) => {
    const output = await cdktf(run, "deploy", "*", "--skip-synth", "--auto-approve");
    note(`${sum(output, /(\d+) added/g)} created`);
  });
}

/** Over all stacks. */
function sum(output: string, pattern: RegExp): number {
  return [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}

async function secondPlan(run: Run, stacks: readonly SynthesisedStack[], step: Step): Promise<void> {
  await step("Second plan", async (note) => {
    for (const { name, folder } of stacks) {
      const command = [run.terraform.binary, "plan", "-detailed-exitcode", "-input=false", "-no-color"];
      const { code, output } = await runCommand(command, { env: run.env, cwd: folder });
      if (code === 2) throw new CliProblem(`The second plan of ${name} is not empty:`, output.trim());
      if (code !== 0) throw new CliProblem(`The second plan of ${name} failed:`, output.trim());
    }
    note("no changes");
  });
}

async function destroy(run: Run, step: Step): Promise<void> {
  await step("Destroy", async (note) => {
    const output = await cdktf(run, "destroy", "*", "--skip-synth", "--auto-approve");
    note(`${sum(output, /(\d+) destroyed/g)} destroyed`);
  });
}

/** Prints what people can see now, read back through the public API. */
async function report(run: Run, apiKey: string): Promise<void> {
  const lines = [""];
  const client = new PumbleClient({ apiKey, baseUrl: run.stack.addonUrl });
  for (const { channel, users } of await client.listChannels({})) {
    if (channel.channelType !== "PUBLIC" && channel.channelType !== "PRIVATE") continue;
    const about = channel.description ? `  ${channel.description}` : "";
    const count = users?.length ?? 0;
    lines.push(`#${channel.name}  (${count} ${count === 1 ? "member" : "members"})${about}`);
    const { messages } = await client.listMessages({ channelId: channel.id });
    for (const message of messages.filter((one) => !one.subtype && !one.deleted)) {
      lines.push(`    ${shortened(message.text.split("\n")[0]!, 74)}`);
    }
  }
  await client.close();
  lines.push("", `See it at ${run.stack.pageUrl}`, "");
  lines.push("Your app's own state was not touched. To use this workspace in another terminal:");
  lines.push(`  export PUMBLE_BASE_URL=${run.stack.addonUrl}`);
  lines.push(`  export PUMBLE_API_KEY=${apiKey}`);
  // cdktf looks for terraform alone.
  const { binary } = run.terraform;
  if (binary !== "terraform") lines.push(`  export TERRAFORM_BINARY_NAME=${binary}`);
  lines.push(
    "  npx pumble export     # what is there",
    `  ${deployCommand().padEnd(21)} # your app, with its own state`,
    "",
  );
  say(lines.join("\n"));
}

/** What deploys the app by hand: the command line of its framework, where that is for this Node. */
function deployCommand(): string {
  const { name } = cdktfCommand();
  const own = frameworkClis(process.cwd()).find((cli) => cli.name === `${name}-cli`);
  const isForNewer = own?.oldestNode !== undefined && isOlder(process.versions.node, own.oldestNode);
  return isForNewer ? "npx pumble apply" : `npx ${name} deploy`;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
