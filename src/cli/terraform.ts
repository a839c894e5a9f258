/** Finds the Terraform or OpenTofu on this machine and checks that it is new enough. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { hostVersions } from "../terraform/host-versions";
import { CliProblem } from "./cli-problem";

/** Oldest versions that the provider works with. */
export const minimumVersion = {
  terraform: `${hostVersions.provider.terraform}.0`,
  tofu: `${hostVersions.provider.tofu}.0`,
} as const;

export interface TerraformBinary {
  product: "Terraform" | "OpenTofu";
  /** Name or path to start it by. */
  binary: string;
  version: string;
}

const install = [
  "Install Terraform (https://developer.hashicorp.com/terraform/install) or",
  "OpenTofu (https://opentofu.org/docs/intro/install/), or name one with",
  "TERRAFORM_BINARY_NAME=/path/to/terraform.",
].join("\n");

/** The environment for Terraform: no calls home, and no CLI configuration that is not there, which it would warn of. */
export function terraformEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: file, ...rest } = process.env;
  const config = file && existsSync(file) ? { TF_CLI_CONFIG_FILE: file } : {};
  return { ...rest, ...config, CHECKPOINT_DISABLE: "1", ...extra };
}

/** The same without what would lead Terraform to the app's own data: its folder, workspace, backend and arguments. */
export function withoutTerraformSettings(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const entries = Object.entries(terraformEnvironment(extra));
  return Object.fromEntries(
    entries.filter(([name]) => !/^TF_(DATA_DIR|WORKSPACE|HTTP_|CLI_ARGS)/.test(name)),
  );
}

/**
 * The binary that TERRAFORM_BINARY_NAME names, else `terraform`, else `tofu` on the PATH.
 * @throws CliProblem when none is there, or it is too old
 */
export async function findTerraform(): Promise<TerraformBinary> {
  const named = process.env.TERRAFORM_BINARY_NAME;
  const candidates = named ? [startable(named)] : ["terraform", "tofu"];
  for (const binary of candidates) {
    const found = await versionOf(binary);
    if (found) return checked(found);
  }
  throw named
    ? new CliProblem(
        `TERRAFORM_BINARY_NAME names ${named}, which is neither Terraform nor OpenTofu.`,
        install,
      )
    : new CliProblem("Neither terraform nor tofu was found on the PATH.", install);
}

/** A path is meant from here, and Terraform is started in the folder of a stack. */
function startable(named: string): string {
  return /[\\/]/.test(named) ? resolve(named) : named;
}

/** The version of a binary, or null where it is none of ours, or not there. */
export async function versionOf(binary: string): Promise<TerraformBinary | null> {
  try {
    const { stdout } = await promisify(execFile)(binary, ["version"], { env: terraformEnvironment() });
    const match = /(Terraform|OpenTofu) v(\d+\.\d+\.\d+)/.exec(stdout);
    if (!match) return null;
    return { product: match[1] as TerraformBinary["product"], binary, version: match[2]! };
  } catch {
    return null;
  }
}

function checked(found: TerraformBinary): TerraformBinary {
  const minimum = minimumVersion[found.product === "Terraform" ? "terraform" : "tofu"];
  if (isOlder(found.version, minimum)) {
    throw new CliProblem(
      `${found.product} ${found.version} is too old: ${minimum} or newer is needed.`,
      install,
    );
  }
  return found;
}

/** Whether version `a` comes before version `b`, both as x.y.z. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let i = 0; i < 3; i++) if (left![i] !== right![i]) return left![i]! < right![i]!;
  return false;
}
