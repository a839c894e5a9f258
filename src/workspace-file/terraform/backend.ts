/** Where the state is: the backend that the files ask for, or a file beside them. */
import { join, relative, resolve } from "node:path";
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

function below(fallback: string) {
  return (given: unknown, environment: string) => `${environment}/${String(given ?? fallback)}`;
}

function behind(fallback: string, joint: string) {
  return (given: unknown, environment: string) => `${String(given ?? fallback)}${joint}${environment}`;
}

export function statePlace(workspace: Workspace, where: Where): StatePlace {
  const { environment, workingDirectory, ci } = where;
  const backend = environment?.backend ?? workspace.backend;
  if (!backend) {
    if (ci) return { problem: noSharedState(workspace, environment) };
    const file = environment ? `pumble.${environment.name}.tfstate` : "pumble.tfstate";
    return {
      settings: { backend: { local: { path: pathFrom(workingDirectory, join(workspace.root, file)) } } },
    };
  }
  const settings = { ...backend.settings };
  if (environment && !environment.backend) {
    const known = stateSettings[backend.type];
    if (!known) return { problem: oneStateForAll(backend, environment) };
    settings[known.setting] = known.value(settings[known.setting], environment.name);
  }
  if (backend.type === "local" && typeof settings.path === "string") {
    settings.path = pathFrom(workingDirectory, resolve(workspace.root, settings.path));
  }
  const written = literalValue(settings) as Record<string, unknown>;
  return {
    settings: backend.type === "cloud" ? { cloud: written } : { backend: { [backend.type]: written } },
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
