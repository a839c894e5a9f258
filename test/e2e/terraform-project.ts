/** A folder with plain HCL, and the real `terraform` run in it. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFile, installForConfiguration } from "../../constructs/plugin";
import { providerAddress, providerSource } from "../../src/pumble/provider-address";
import { version } from "../../src/pumble/version";
import { asStandalone, replaceByStandalone } from "../standalone";
import { terraformName } from "./terraform-name";

export interface TerraformResult {
  code: number;
  stdout: string;
  stderr: string;
  /** Standard output and error together, without box-drawing and line breaks of wrapped text. */
  text: string;
}

export interface ResourceChange {
  address: string;
  change: {
    actions: string[];
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
  };
}

export interface StateResource {
  address: string;
  type: string;
  values: Record<string, unknown>;
}

/** A resource in a state file, with what Terraform keeps of each of its objects. */
interface StoredResource {
  module?: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  instances: { index_key?: string | number; attributes: Record<string, unknown>; deposed?: string }[];
}

function objectsOf({ module, mode, type, name, instances }: StoredResource): StateResource[] {
  const resource = [...(module ? [module] : []), ...(mode === "data" ? ["data"] : []), type, name].join(".");
  return instances
    .filter(({ deposed }) => deposed === undefined)
    .map(({ index_key: key, attributes: values }) => ({
      address: key === undefined ? resource : `${resource}[${JSON.stringify(key)}]`,
      ...{ type, values },
    }));
}

const header = `
terraform {
  required_providers {
    pumble = { source = "${providerSource}", version = "${version}" }
  }
}
`;

/** Runs terraform in `dir` to its end. */
export function runTerraform(
  dir: string,
  args: string[],
  env: Record<string, string>,
): Promise<TerraformResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(terraformName, args, {
      cwd: dir,
      env: { PATH: process.env.PATH, HOME: dir, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      const text = `${stdout}\n${stderr}`.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
      resolve({ code: code ?? 1, stdout, stderr, text });
    });
  });
}

export class TerraformProject {
  readonly dir = mkdtempSync(join(tmpdir(), "pumble-hcl-"));

  /** @param env what the provider reads, such as PUMBLE_API_KEY */
  constructor(private readonly env: Record<string, string>) {
    installForConfiguration(this.dir);
    if (asStandalone) {
      replaceByStandalone(this.dir, { address: providerAddress, version, bundleFile: bundleFile() });
    }
  }

  /** Replaces the configuration; the terraform block is added. */
  write(hcl: string): void {
    this.writeWhole(header + hcl);
  }

  /** Replaces the configuration, its terraform block included. */
  writeWhole(hcl: string): void {
    writeFileSync(join(this.dir, "main.tf"), hcl);
  }

  /** Replaces the configuration by modules in folders of their own, each with its terraform block. */
  writeModules(modules: Record<string, string>): void {
    for (const [name, hcl] of Object.entries(modules)) {
      mkdirSync(join(this.dir, name), { recursive: true });
      writeFileSync(join(this.dir, name, "main.tf"), header + hcl);
    }
    this.write(
      Object.keys(modules)
        .map((name) => `module "${name}" {\n  source = "./${name}"\n}\n`)
        .join(""),
    );
  }

  run(...args: string[]): Promise<TerraformResult> {
    return runTerraform(this.dir, args, this.env);
  }

  /** Runs and expects success. */
  async ok(...args: string[]): Promise<TerraformResult> {
    const result = await this.run(...args);
    if (result.code !== 0) throw new Error(`terraform ${args.join(" ")}: ${result.text}`);
    return result;
  }

  /** Installs what the configuration needs, which is nothing where the provider is attached. */
  async init(): Promise<void> {
    if (this.env.TF_REATTACH_PROVIDERS) return;
    await this.ok("init", "-input=false", "-no-color");
  }

  apply(...args: string[]): Promise<TerraformResult> {
    return this.run("apply", "-auto-approve", "-input=false", "-no-color", ...args);
  }

  async applied(...args: string[]): Promise<TerraformResult> {
    return this.ok("apply", "-auto-approve", "-input=false", "-no-color", ...args);
  }

  plan(...args: string[]): Promise<TerraformResult> {
    return this.run("plan", "-input=false", "-no-color", ...args);
  }

  /** What a plan would change, without the no-ops. */
  async changes(...args: string[]): Promise<ResourceChange[]> {
    const plan = ["plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=plan.bin", ...args];
    const { code, text } = await this.run(...plan);
    if (code === 0) return [];
    if (code !== 2) throw new Error(`terraform ${plan.join(" ")}: ${text}`);
    const { stdout } = await this.ok("show", "-json", "plan.bin");
    const shown = JSON.parse(stdout) as { resource_changes?: ResourceChange[] };
    return (shown.resource_changes ?? []).filter((one) => one.change.actions.join() !== "no-op");
  }

  destroy(...args: string[]): Promise<TerraformResult> {
    return this.run("destroy", "-auto-approve", "-input=false", "-no-color", ...args);
  }

  /** Resources in state, those of modules too, by address. */
  async state(): Promise<Record<string, StateResource>> {
    if (!existsSync(join(this.dir, "terraform.tfstate"))) return {};
    const { resources } = JSON.parse(this.read("terraform.tfstate")) as { resources: StoredResource[] };
    const all = resources.flatMap(objectsOf);
    return Object.fromEntries(all.map((one) => [one.address, one]));
  }

  /** Goes on with what another folder has stored. */
  async takeState(other: TerraformProject): Promise<void> {
    writeFileSync(join(this.dir, "terraform.tfstate"), other.read("terraform.tfstate"));
  }

  read(file: string): string {
    return readFileSync(join(this.dir, file), "utf8");
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
