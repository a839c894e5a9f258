/** A folder of plain HCL: one stack. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { installPumblePlugin } from "../../../constructs/plugin";
import { providerSource } from "../../pumble/provider-address";
import { version } from "../../pumble/version";
import { userMirrors } from "../../terraform/install";
import type { Project, ProjectOptions } from "./stack";

/** Whether Terraform would find a configuration in the folder. */
export function isHclFolder(dir: string): boolean {
  return isFolder(dir) && readdirSync(dir).some((name) => /\.(tf|tofu)(\.json)?$/.test(name));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

export function hclProject(dir: string, { limits }: ProjectOptions): Project {
  ensurePlugin(dir);
  const name = basename(dir);
  const stack = { name, dir, dependsOn: [], words: new Map(), limits };
  return { kind: "hcl", name, environment: null, stacks: [stack], env: {} };
}

/** Puts the plugin beside the configuration, unless `pumble provider install` has put it where Terraform looks anyway. */
function ensurePlugin(dir: string): void {
  const own = join(dir, "terraform.d", "plugins");
  const mirrors = [own, ...Object.values(userMirrors())];
  if (mirrors.some((mirror) => existsSync(join(mirror, providerSource, version)))) return;
  installPumblePlugin(own);
}
