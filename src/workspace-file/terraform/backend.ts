/** Where the state is: the backend that the files ask for, or a file beside them. */
import { relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { WorkspaceProblem } from "../files/file-problem";
import type { Place } from "../files/place";
import type { Backend, Environment, Workspace } from "../workspace";
import { literalValue } from "./template";

interface Where {
  readonly environment: Environment | null;
  readonly workingDirectory: string;
  readonly ci: boolean;
}

/** `terraform` settings that say where the state is, or why it cannot be said. */
export type StatePlace =
  | { readonly settings: Record<string, unknown> }
  | { readonly problem: WorkspaceProblem };

/** The setting that tells one state from another, and how an environment's name goes into it. */
const stateSettings: Record<
  string,
  { setting: string; value: (given: unknown, environment: string) => string }
> = {
  s3: { setting: "key", value: below("pumble.tfstate") },
  azurerm: { setting: "key", value: below("pumble.tfstate") },
  cos: { setting: "key", value: below("pumble.tfstate") },
  oss: { setting: "key", value: below("pumble.tfstate") },
  gcs: { setting: "prefix", value: below("pumble") },
  consul: { setting: "path", value: below("pumble") },
  pg: { setting: "schema_name", value: behind("terraform_remote_state", "_") },
  kubernetes: { setting: "secret_suffix", value: behind("pumble", "-") },
  local: { setting: "path", value: below("terraform.tfstate") },
};

/** What tells one state from another; what is not written there is given to Terraform otherwise, as by its variables. */
function settingOf(type: string): string {
  return stateSettings[type]?.setting ?? (type === "http" ? "address" : "workspaces");
}

function below(fallback: string) {
  return (given: unknown, environment: string) => `${environment}/${String(given ?? fallback)}`;
}

function behind(fallback: string, joint: string) {
  return (given: unknown, environment: string) => `${String(given ?? fallback)}${joint}${environment}`;
}

export function statePlace(workspace: Workspace, where: Where): StatePlace {
  const { environment, workingDirectory, ci } = where;
  const backend = environment?.backend ?? workspace.backend;
  if (!backend && ci) return { problem: noSharedState(workspace, environment) };
  const chosen = placeOf(workspace, environment);
  if (!chosen) return { problem: oneStateForAll(backend!, environment!) };
  const { type, settings } = chosen;
  const isSame = (other: Environment) => isDeepStrictEqual(placeOf(workspace, other), chosen);
  const others = [...workspace.environments.values()].filter((other) => other !== environment);
  const sharing = settings[settingOf(type)] === undefined ? undefined : others.find(isSame);
  if (sharing) return { problem: sharedState(environment!, sharing) };
  const path = type === "local" ? settings["path"] : undefined;
  const inFolder =
    typeof path === "string" ? { path: pathFrom(workingDirectory, resolve(workspace.root, path)) } : {};
  const written = literalValue({ ...settings, ...inFolder }) as Record<string, unknown>;
  return { settings: type === "cloud" ? { cloud: written } : { backend: { [type]: written } } };
}

/** Where an environment's state is, as `workspace.yaml` says it; null where the backend has only one for all. */
function placeOf(
  workspace: Workspace,
  environment: Environment | null,
): Pick<Backend, "type" | "settings"> | null {
  const backend = environment?.backend ?? workspace.backend;
  if (!backend) {
    const path = environment ? `pumble.${environment.name}.tfstate` : "pumble.tfstate";
    return { type: "local", settings: { path } };
  }
  const { type, settings } = backend;
  if (!environment || environment.backend) return { type, settings };
  const known = stateSettings[type];
  if (!known) return null;
  return {
    type,
    settings: { ...settings, [known.setting]: known.value(settings[known.setting], environment.name) },
  };
}

/** Relative, so that a moved project still finds its state. */
function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll("\\", "/");
}

function noSharedState(workspace: Workspace, environment: Environment | null): WorkspaceProblem {
  const top: Place = { file: workspace.files[0] ?? ".", line: 1, column: 1, length: 1 };
  return {
    ...{ code: "backend", severity: "error", sourceLine: null },
    place: environment?.place ?? workspace.policy.place ?? top,
    message: "A state in a local file is lost at the end of a run in CI",
    nextStep:
      "Write a backend that keeps it into the root file, such as\n  backend: { s3: { bucket: NAME, key: pumble.tfstate, region: REGION } }\nor, where the file is kept otherwise, backend: { local: { path: pumble.tfstate } }.",
  };
}

function oneStateForAll(backend: Backend, environment: Environment): WorkspaceProblem {
  return {
    ...{ code: "backend", severity: "error", sourceLine: null },
    place: backend.place,
    message: `The backend ${JSON.stringify(backend.type)} has one state, and each environment needs its own`,
    nextStep: `Write a backend under environments.${environment.name}, and under each other one.`,
  };
}

function sharedState(environment: Environment, other: Environment): WorkspaceProblem {
  return {
    ...{ code: "backend", severity: "error", sourceLine: null },
    place: other.backend?.place ?? other.place,
    message: `The environments ${environment.name} and ${other.name} have one state, so a plan of one removes what the other has`,
    nextStep: "Give each a backend of its own, such as another key, prefix or path.",
  };
}
