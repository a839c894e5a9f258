/**
 * Whether the CLI configuration of Terraform or OpenTofu hides a plugin that was put into `terraform.d/plugins`: with a
 * `provider_installation` block, they look nowhere but where the block says.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { formatAddress, type ProviderAddress } from "./address";
import { installationMethods, type Method } from "./installation-methods";

export interface HiddenBy {
  /** The configuration file with the block. */
  readonly file: string;
  /** Whether the block names a network mirror that may have the provider. */
  readonly perhapsMirrored: boolean;
}

export interface HiddenOptions {
  readonly address: ProviderAddress;
  readonly version: string;
  /** Folder of the configuration, from which relative paths count. */
  readonly folder: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** @returns null where the plugin will be found */
export function hiddenBy(options: HiddenOptions): HiddenBy | null {
  const { address, env = process.env } = options;
  for (const file of configFiles(env)) {
    const methods = installationMethods(readText(file));
    if (!methods) continue;
    const matching = methods.filter((method) => covers(method, address));
    if (matching.some((method) => holdsPackage(method, options))) return null;
    return { file, perhapsMirrored: matching.some(({ kind }) => kind === "network_mirror") };
  }
  return null;
}

/** In the order in which the first one counts. */
function configFiles(env: NodeJS.ProcessEnv): string[] {
  const named = env.TF_CLI_CONFIG_FILE || env.TERRAFORM_CONFIG;
  if (named) return [named];
  const home = env.HOME || homedir();
  const tofu = basename(env.TERRAFORM_BINARY_NAME ?? "").includes("tofu");
  const single =
    process.platform === "win32" ? join(env.APPDATA ?? home, "terraform.rc") : join(home, ".terraformrc");
  const own = tofu
    ? [join(home, ".tofurc"), join(env.XDG_CONFIG_HOME ?? join(home, ".config"), "opentofu", "tofurc")]
    : [];
  return [...own, single, ...fragments(join(home, ".terraform.d"))];
}

function fragments(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => /\.tfrc(\.json)?$/.test(name))
    .map((name) => join(folder, name));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // Terraform goes on without it too
  }
}

/** `include` and `exclude` hold patterns whose parts may be `*`; parts that are left out stand for HashiCorp's. */
function covers({ include, exclude }: Method, address: ProviderAddress): boolean {
  const matches = (pattern: string) => {
    const parts = pattern.split("/");
    const whole = ["registry.terraform.io", "hashicorp"].slice(0, 3 - parts.length).concat(parts);
    return formatAddress(address)
      .split("/")
      .every((part, at) => whole[at] === "*" || whole[at] === part);
  };
  return (!include || include.some(matches)) && !exclude?.some(matches);
}

function holdsPackage({ kind, path, overrides }: Method, options: HiddenOptions): boolean {
  const { address, version, folder } = options;
  const { host, namespace, type } = address;
  if (kind === "dev_overrides") {
    return overrides.some((source) => [`${namespace}/${type}`, formatAddress(address)].includes(source));
  }
  if (kind !== "filesystem_mirror" || !path) return false;
  const own = resolve(folder, path) === resolve(folder, "terraform.d", "plugins");
  const inMirror = join(resolve(folder, path), host, namespace, type);
  return (
    own || existsSync(join(inMirror, version)) || packed(inMirror, `terraform-provider-${type}_${version}_`)
  );
}

function packed(folder: string, start: string): boolean {
  return namesIn(folder).some((name) => name.startsWith(start));
}

/** Of what is no folder, or cannot be looked into, Terraform takes nothing either. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
