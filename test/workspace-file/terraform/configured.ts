/** The configuration of Terraform that a workspace's files become. */
import { type Synthesis, type SynthesisOptions, synthesise } from "../../../src/workspace-file";
import { workspaceOf } from "../folder";

type Files = Record<string, string | Uint8Array>;

export function synthesisOf(files: string | Files, options: Partial<SynthesisOptions> = {}): Synthesis {
  const workspace = workspaceOf(typeof files === "string" ? { "workspace.yaml": files } : files);
  const workingDirectory = `${workspace.root}/.pumble/default`;
  const { synthesis, problems } = synthesise(workspace, {
    workingDirectory,
    command: ["pumble"],
    ...options,
  });
  if (!synthesis) throw new Error(problems.map(({ message }) => message).join("\n"));
  return synthesis;
}

/** `main.tf.json`, parsed. */
export function configured(files: string | Files, options: Partial<SynthesisOptions> = {}) {
  const text = synthesisOf(files, options).files.get("main.tf.json")!;
  return JSON.parse(text) as Record<string, Record<string, Record<string, Record<string, unknown>>>>;
}

/** What stands in the configuration under an address; undefined where there is nothing. */
export function bodyOf(
  files: string | Files,
  address: string,
  options: Partial<SynthesisOptions> = {},
): Record<string, unknown> | undefined {
  const [type, name] = address.split(".") as [string, string];
  return configured(files, options).resource?.[type]?.[name];
}
