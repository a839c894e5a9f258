/** The plugins that are in place here: those of the project, and those of the person. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { providerAddress } from "../../pumble/provider-address";
import { version } from "../../pumble/version";
import { userMirrors } from "../../terraform/install";
import { type Finding, right, skipped, wrong } from "../finding";
import { shellWord } from "../shell-word";
import { cdktfSettings } from "../stacks/cdktf-app";

const what = "In place";

/** @param folder of a project */
export function checkInstalled(folder: string): Finding {
  const roots = [...projectRoots(folder), ...Object.values(userMirrors())];
  const known = roots.filter((root) => versionsIn(root).length > 0);
  if (known.length === 0) {
    return skipped(what, "no plugin here yet: pumble plan, cdktf synth or pumble provider install puts it");
  }
  const stale = known.filter((root) => !versionsIn(root).includes(version));
  if (stale.length === 0)
    return right(what, `${version} in ${known.map((root) => shown(root, folder)).join(", ")}`);
  const places = stale.map((root) => `${versionsIn(root).join(", ")} in ${shown(root, folder)}`).join("; ");
  const next = `Put it anew: pumble plan or cdktf synth in a project, or: pumble provider install ${shellWord(shown(stale[0]!, folder))}`;
  return wrong(what, `${places}, and this is ${version}`, next);
}

/** Where an app's stacks are written; cdktf's own folder where nothing else can be read. */
function outputOf(folder: string): string {
  try {
    return cdktfSettings.parse(JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8"))).output;
  } catch {
    return cdktfSettings.shape.output.parse(undefined);
  }
}

function projectRoots(folder: string): string[] {
  const stacks = join(resolve(folder, outputOf(folder)), "stacks");
  const environments = join(folder, ".pumble");
  const inside = [stacks, environments].flatMap((dir) => foldersIn(dir).map((name) => join(dir, name)));
  return [folder, ...inside].map((dir) => join(dir, "terraform.d", "plugins"));
}

function versionsIn(root: string): string[] {
  const { host, namespace, type } = providerAddress;
  return foldersIn(join(root, host, namespace, type));
}

/** By name; those that a link leads to, too, as Terraform takes them. */
function foldersIn(dir: string): string[] {
  return isFolder(dir) ? readdirSync(dir).filter((name) => isFolder(join(dir, name))) : [];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function shown(path: string, folder: string): string {
  const near = relative(folder, path);
  return near.startsWith("..") ? path : near;
}
