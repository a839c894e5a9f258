/** Projects that have this package as a user gets it: packed, installed, in a folder outside the repository. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { asOnNode22, plain } from "../../../src/cli/cdktf";
import { terraformName } from "../terraform-name";

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program with nothing set but what is given, and a home of its own. */
export function run(
  folder: string,
  command: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const [file, ...args] = command as [string, ...string[]];
  const { PATH = "", npm_config_registry } = process.env;
  const child = spawn(file, args, {
    cwd: folder,
    env: {
      PATH,
      HOME: folder,
      CHECKPOINT_DISABLE: "1",
      DISABLE_VERSION_CHECK: "1",
      CI: "1",
      npm_config_cache: join(tmpdir(), "pumble-iac-npm-cache"),
      ...(npm_config_registry && { npm_config_registry }),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((settle, fail) => {
    child.once("error", fail);
    child.once("close", (code) => settle({ code, output: plain(output) }));
  });
}

/** The same for a program that must succeed. @returns what it printed */
export async function ok(
  folder: string,
  command: readonly string[],
  env?: Record<string, string>,
): Promise<string> {
  const { code, output } = await run(folder, command, env);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${output}`);
  return output;
}

/** Newest change of what goes into the package. */
function newest(): number {
  const files = readdirSync("dist", { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = ["package.json", ...files.map((file) => join(file.parentPath, file.name))];
  return Math.max(...paths.map((path) => statSync(path).mtimeMs));
}

/** The packed package: made once, and again after a build. @returns the tarball's path */
export async function packed(): Promise<string> {
  const folder = join(tmpdir(), `pumble-iac-packed-${process.ppid}-${Math.round(newest())}`);
  if (!existsSync(folder)) {
    // Whole from the moment that it is there: another worker may want it at the same time.
    const making = mkdtempSync(`${folder}-`);
    await ok(process.cwd(), ["npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", making]);
    try {
      renameSync(making, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
      rmSync(making, { recursive: true });
    }
  }
  return join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz"))!);
}

/** Terraform makes what an app synthesised, which spares the start of the framework's CLI. @returns what it printed */
export async function applied(stack: string, env: Record<string, string>): Promise<string> {
  await ok(stack, [terraformName, "init", "-input=false"], env);
  return ok(stack, [terraformName, "apply", "-auto-approve", "-input=false"], env);
}

/** Plans and destroys a stack as the framework's CLI would, but without waiting for the CLI to start. */
export async function unchangedThenDestroyed(stack: string, env: Record<string, string>): Promise<void> {
  const plan = await run(stack, [terraformName, "plan", "-input=false", "-detailed-exitcode"], env);
  if (plan.code !== 0) throw new Error(`A second plan of ${stack} ended with ${plan.code}:\n${plan.output}`);
  await ok(stack, [terraformName, "destroy", "-auto-approve", "-input=false"], env);
}

export type Framework = "cdktf" | "cdktn";

/** What each framework is installed as, and its CLI in this repository. */
const frameworks = {
  cdktf: { packages: ["cdktf@~0.21.0"], cli: "cdktf-cli/bundle/bin/cdktf" },
  cdktn: { packages: ["cdktn@~0.24.0"], cli: "cdktn-cli/bin/cdktn" },
};

/** How the framework's CLI is started; CDK Terrain's is written for a newer Node than the oldest one here. */
export function cli(framework: Framework): string[] {
  return [process.execPath, ...asOnNode22, resolve("node_modules", frameworks[framework].cli)];
}

/** The name by which an app imports this package. */
export const packageFor = (framework: Framework): string =>
  framework === "cdktf" ? "pumble-iac" : "pumble-iac/cdktn";

/** A project as `cdktf init --template=typescript` writes it, with this package and without Jest. */
export class PackedProject {
  readonly folder = mkdtempSync(join(tmpdir(), "pumble-iac-project-"));

  constructor(readonly framework: Framework = "cdktf") {
    const template = resolve("node_modules/cdktf-cli/bundle/templates/typescript");
    for (const name of ["tsconfig.json", "package.json"]) cpSync(join(template, name), this.path(name));
    this.write("package.json", this.read("package.json").replaceAll(/\{\{.*?\}\}/g, "project"));
    const config = readFileSync(join(template, "cdktf.json"), "utf8");
    const filled = config.replace("{{projectId}}", "packed").replace("{{sendCrashReports}}", "false");
    this.write("cdktf.json", filled.replace("{{futureFlags}}", ""));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** Installs the tarball, the framework and what the template needs. */
  async install(...more: string[]): Promise<void> {
    const { packages } = frameworks[this.framework];
    // ts-node needs a TypeScript that has a programming interface.
    const tools = ["typescript@~5.9.0", "ts-node@^10.9.2", "@types/node@^20"];
    const all = [await packed(), ...packages, "constructs@~10.6.0", ...tools, ...more];
    await ok(this.folder, ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", ...all]);
  }

  /** Runs the framework's CLI, which must succeed. @returns what it printed */
  ok(args: readonly string[], env: Record<string, string>): Promise<string> {
    return ok(this.folder, [...cli(this.framework), ...args], env);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
