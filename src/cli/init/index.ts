/** `pumble init`: a new project. Writes all of it or nothing, and never over what is there. */
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { version } from "../../pumble/version";
import { type Choice, choice } from "../ask";
import { usageProblem } from "../cli-problem";
import { refuseSecondProject } from "../one-project";
import { shellWord } from "../shell-word";
import { say, sayJson } from "../terminal";
import { writeAnew } from "../write-anew";
import { ciFiles, type Forge, forges } from "./ci-files";
import { type Kind, kinds, starterOf } from "./kinds";

export interface InitOptions {
  kind?: Kind;
  ci?: Forge;
  json?: boolean;
}

export async function init(dir: string, options: InitOptions): Promise<void> {
  const kind = options.kind ?? (await asked("kind", "Which kind of project?", { options: kinds }));
  const ci =
    options.ci ??
    (options.kind
      ? "none"
      : await asked("ci", "Files for CI?", { options: forges, fallback: "none" as const }));
  const folder = resolve(dir);
  const { files, packages } = starterOf(kind);
  const all = { ...files, ...ciFiles(ci), ...manifest(folder, packages) };
  refuseSecondProject(folder, Object.keys(all), elsewhere);
  const written = writeAnew(folder, all, elsewhere);
  const steps = next({ dir, folder, packages });
  if (options.json) sayJson("init", { files: written, next: steps });
  else tell(written, steps, ci === "none" ? [] : beforeCi(Object.keys(files)[0]!));
}

/** @param main the file in which a backend is written */
function beforeCi(main: string): string[] {
  return [
    ...["", `Before CI runs it, write a backend into ${main}, to keep the state,`],
    "and store PUMBLE_API_KEY as a secret of the repository:",
    "  node_modules/pumble-iac/docs/guides/ci.md",
  ];
}

const elsewhere = "Move what is there, or name an empty folder: pumble init DIR";

async function asked<Name extends string>(flag: string, question: string, of: Choice<Name>): Promise<Name> {
  if (process.stdin.isTTY) return choice(question, of);
  const names = Object.keys(of.options).join(", ");
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
    ...(dir === "." ? [] : [`cd ${shellWord(dir)}`]),
    ...(missing.length > 0 ? [install] : []),
    ...(process.env.PUMBLE_API_KEY ? [] : ["export PUMBLE_API_KEY=…   # in Pumble: /api-keys generate"]),
    "npx pumble plan",
  ];
}

function tell(files: readonly string[], steps: readonly string[], notes: readonly string[]): void {
  const lines = [...files.map((name) => `wrote ${name}`), "", "Next:", ...steps.map((step) => `  ${step}`)];
  say([...lines, ...notes].join("\n"));
}
