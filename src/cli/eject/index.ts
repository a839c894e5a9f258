/** `pumble eject`: a workspace's files as code, under the addresses that the state has. Never overwrites. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { installForConfiguration } from "../../../constructs/plugin";
import { CliProblem } from "../cli-problem";
import { refuseSecondProject } from "../one-project";
import { shellWord } from "../shell-word";
import { say, sayJson } from "../terminal";
import { writeAnew } from "../write-anew";
import { cdktfFiles } from "./cdktf";
import { hclFiles } from "./hcl";
import { type Source, scriptOf, sourceOf } from "./source";

export interface EjectOptions {
  kind: "cdktf" | "hcl";
  out: string;
  /** An environment of the files. */
  env?: string;
  json?: boolean;
}

const elsewhere = "Name an empty folder: --out DIR";

export async function eject(path: string, { kind, out, env, json }: EjectOptions): Promise<void> {
  const folder = resolve(out);
  const source = sourceOf(path, env, folder);
  const code = Object.fromEntries(kind === "hcl" ? hclFiles(source) : cdktfFiles(source));
  const own = scripts(source);
  for (const name of Object.keys(own)) if (Object.hasOwn(code, name)) throw sameName(name);
  const files = { ...code, ...own };
  refuseSecondProject(folder, Object.keys(files), elsewhere);
  const written = writeAnew(folder, files, elsewhere);
  if (kind === "hcl") installForConfiguration(folder);
  tell(written, next(source, { kind, folder }), json === true);
}

function sameName(name: string): CliProblem {
  return new CliProblem(
    `${name} is a script of the files, and a file of the code too.`,
    "Call the script otherwise in the files, or move it to a folder below, and eject again.",
  );
}

/** Scripts come along as they are. */
function scripts(source: Source): Record<string, string> {
  const files = source.resources
    .filter(({ object }) => object.kind === "script")
    .map((resource) => scriptOf(source, resource));
  return Object.fromEntries(files.map(({ to, path }) => [to, readFileSync(path, "utf8")]));
}

function next({ synthesis }: Source, { kind, folder }: { kind: string; folder: string }): string[] {
  const { apiKeyVariable, baseUrlVariable } = synthesis;
  const renamed = (wanted: string, given: string) =>
    wanted === given ? [] : [`export ${wanted}="$${given}"   # as the environment has it`];
  const packages = ["pumble-iac", "cdktf", "constructs", "tsx"];
  const missing = kind === "cdktf" ? packages.filter((name) => !isInstalled(folder, name)) : [];
  const to = shellWord(relative(process.cwd(), folder) || ".");
  return [
    ...renamed("PUMBLE_API_KEY", apiKeyVariable),
    ...renamed("PUMBLE_BASE_URL", baseUrlVariable).filter(() => process.env[baseUrlVariable]),
    ...(missing.length > 0 ? [`(cd ${to} && npm install ${missing.join(" ")})`] : []),
    `npx pumble plan ${to}`,
  ];
}

/** Where Node would look for it. */
function isInstalled(folder: string, name: string): boolean {
  if (existsSync(join(folder, "node_modules", name))) return true;
  return dirname(folder) !== folder && isInstalled(dirname(folder), name);
}

function tell(files: readonly string[], steps: readonly string[], json: boolean): void {
  if (json) {
    sayJson("eject", { files, next: steps });
    return;
  }
  const lines = [
    ...files.map((name) => `wrote ${name}`),
    "",
    "The state stays where it is, and the code has its addresses.",
    "",
    "Next:",
    ...steps.map((step) => `  ${step}`),
  ];
  say(lines.join("\n"));
}
