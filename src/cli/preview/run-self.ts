/** Runs this command in a process of its own, whose environment knows the throw-away workspace and no secret. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { reachVariable } from "../../scripts/runner/reach";
import { isWorkspacePath, loadWorkspace } from "../../workspace-file";
import { stopWithUs } from "../running/cancellation";
import { previewVariable } from "../running/local-state";

export interface SelfEnded {
  code: number | null;
  /** Standard output and error, as they came. */
  printed: string;
  /** Whether there is a plan in that folder. */
  hasPlanned(dir: string): boolean;
}

interface Run {
  work: { dir: string };
  key: string;
  url: string;
}

/** @param args whose second is the project */
export function runSelf(run: Run, args: string[]): Promise<SelfEnded> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [process.argv[1]!, ...args], {
      env: environmentFor(run, args[1]!),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    stopWithUs(child);
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    }
    child.once("error", fail);
    child.once("close", (code) =>
      done({ code, printed, hasPlanned: (dir) => existsSync(join(dir, "run.json")) }),
    );
  });
}

/** Nothing of the forge, so that no comment or label of the real change takes part. */
const forge = /^(GITHUB_|GITLAB_|CI_|CI$|PUMBLE_FORGE_TOKEN$|ACTIONS_)/;

/** Whether a variable would lead Terraform to the real state, or to what was initialised for it. */
function leadsToState(name: string, value = ""): boolean {
  return name === "TF_DATA_DIR" || (/^TF_CLI_ARGS/.test(name) && /-backend-config|-state\b/.test(value));
}

/** @param env of this process */
export function environmentFor(
  { work, key, url }: Run,
  project: string,
  env = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name, value]) => !forge.test(name) && !leadsToState(name, value));
  const names = variablesOf(project);
  return {
    ...Object.fromEntries(kept),
    [previewVariable]: work.dir,
    [reachVariable]: "workspace",
    ...Object.fromEntries(names.keys.map((name) => [name, key])),
    ...Object.fromEntries(names.urls.map((name) => [name, url])),
  };
}

/** The variables in which a project looks for its key and address. */
function variablesOf(project: string): { keys: string[]; urls: string[] } {
  const found = { keys: ["PUMBLE_API_KEY"], urls: ["PUMBLE_BASE_URL"] };
  if (!isWorkspacePath(project)) return found;
  for (const { apiKeyVariable, baseUrlVariable } of loadWorkspace(project).workspace?.environments.values() ??
    []) {
    found.keys.push(apiKeyVariable);
    found.urls.push(baseUrlVariable);
  }
  return found;
}
