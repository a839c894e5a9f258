/** `pumble init`: a new project. Writes all of it or nothing, and never over what is there. */
import { existsSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { version } from "../../pumble/version";
import { makeFolder } from "../make-folder";
import { CliProblem, usageProblem } from "../problem";
import { say, sayJson } from "../terminal";
import { choice } from "./ask";
import { ciFiles, type Forge, forges } from "./ci-files";
import { type Kind, kinds, starterOf } from "./kinds";

export interface InitOptions {
  kind?: Kind;
  ci?: Forge;
  json?: boolean;
}

export async function init(dir: string, options: InitOptions): Promise<void> {
  const kind = options.kind ?? (await asked("kind", kinds));
  const ci = options.ci ?? (options.kind ? "none" : await asked("ci", forges));
  const folder = resolve(dir);
  const { files, packages } = starterOf(kind);
  const all = { ...files, ...ciFiles(ci) };
  const taken = Object.keys(all).filter((name) => name !== ".gitignore" && existsSync(join(folder, name)));
  if (taken.length > 0) {
    throw new CliProblem(
      `${taken.join(", ")} ${taken.length === 1 ? "is" : "are"} there already, and nothing was written.`,
      "Move what is there, or name an empty folder: pumble init DIR",
    );
  }
  const written = write(folder, { ...all, ...manifest(folder, packages) });
  tell(written, next({ dir, folder, packages }), options.json === true);
}

async function asked<Name extends string>(flag: string, options: Record<Name, string>): Promise<Name> {
  if (process.stdin.isTTY) return choice(`Which ${flag}?`, options);
  const names = Object.keys(options).join(", ");
  throw usageProblem(`There is no terminal to ask on: --${flag} is needed.`, `It is one of ${names}.`);
}

/** A package.json where there is none, so that `npx pumble` is this very version. */
export function manifest(folder: string, packages: Readonly<Record<string, string>>): Record<string, string> {
  if (existsSync(join(folder, "package.json"))) return {};
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const content = {
    ...{ name: name || "workspace", private: true },
    dependencies: { "pumble-iac": version, ...packages },
  };
  return { "package.json": `${JSON.stringify(content, null, 2)}\n` };
}

function write(folder: string, files: Readonly<Record<string, string>>): string[] {
  const written: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    if (existsSync(path)) continue;
    makeFolder(dirname(path));
    writeFileSync(path, text, { flag: "wx" });
    written.push(name);
  }
  return written;
}

/** A folder that a project was written to. */
export interface Place {
  dir: string;
  folder: string;
  packages: Readonly<Record<string, string>>;
}

/** What to type next, in order. */
export function next({ dir, folder, packages }: Place): string[] {
  const isInstalled = (name: string) => existsSync(join(folder, "node_modules", name));
  const missing = ["pumble-iac", ...Object.keys(packages)].filter((name) => !isInstalled(name));
  const install = existsSync(join(folder, "node_modules"))
    ? `npm install ${missing.join(" ")}`
    : "npm install";
  return [
    ...(dir === "." ? [] : [`cd ${dir}`]),
    ...(missing.length > 0 ? [install] : []),
    ...(process.env.PUMBLE_API_KEY ? [] : ["export PUMBLE_API_KEY=…   # in Pumble: /api-keys generate"]),
    "npx pumble plan",
  ];
}

function tell(files: readonly string[], steps: readonly string[], json: boolean): void {
  if (json) sayJson("init", { files, next: steps });
  else {
    const lines = [...files.map((name) => `wrote ${name}`), "", "Next:", ...steps.map((step) => `  ${step}`)];
    say(lines.join("\n"));
  }
}
