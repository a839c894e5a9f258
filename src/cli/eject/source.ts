/** What is ejected: the configuration of the files, and the texts that it is made of. */

import { join, posix } from "node:path";
import {
  type Content,
  loadWorkspace,
  type Synthesis,
  synthesise,
  type Workspace,
  type WorkspaceObject,
} from "../../workspace-file";
import { pass } from "../terminal";
import { problemText, refuseErrors } from "../workspace-problems";

export type Body = Readonly<Record<string, unknown>>;

/** One resource, with where it comes from. Texts of its body are templates of Terraform's. */
export interface EjectedResource {
  readonly type: string;
  readonly name: string;
  readonly address: string;
  readonly body: Body;
  readonly object: WorkspaceObject;
  /** A Markdown file that says what it says, relative to the new folder; null where the text stands in the code. */
  readonly markdownFile: string | null;
}

export interface Configuration {
  readonly terraform: { readonly required_providers: Body } & Body;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly locals?: Readonly<Record<string, string>>;
  readonly moved?: readonly Readonly<Record<string, string>>[];
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
}

export interface Source {
  readonly workspace: Workspace;
  readonly synthesis: Synthesis;
  readonly configuration: Configuration;
  readonly resources: readonly EjectedResource[];
  /** Markdown files and scripts that come along: path → text. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * @param out the new folder, absolute: the way to the state begins there
 * @throws {WorkspaceProblems} when the files are not right
 */
export function sourceOf(path: string, environment: string | undefined, out: string): Source {
  const { workspace, problems } = loadWorkspace(path);
  refuseErrors(problems);
  if (problems.length > 0) pass(`${problemText(problems)}\n`, process.stderr);
  const made = synthesise(workspace!, { environment, workingDirectory: out, command: ["npx", "pumble"] });
  refuseErrors(made.problems);
  const synthesis = made.synthesis!;
  const configuration = JSON.parse(synthesis.files.get("main.tf.json")!) as Configuration;
  const files = new Map<string, string>();
  const resources = [...synthesis.objects].map(([address, object]): EjectedResource => {
    const dot = address.indexOf(".");
    const [type, name] = [address.slice(0, dot), address.slice(dot + 1)];
    const body = configuration.resource![type]![name]!;
    const content = contentOf(workspace!, object);
    // An environment may have changed the text: then it is written out.
    const isFile = content?.file != null && unescaped(String(body["markdown"])) === content.value;
    if (isFile) files.set(content.file!, content.value);
    return { type, name, address, body, object, markdownFile: isFile ? content.file : null };
  });
  return { workspace: workspace!, synthesis, configuration, resources, files };
}

/** A template's text, where it is only text. */
export function unescaped(text: string): string {
  return text.replace(/([$%])\1(?=\{)/g, "$1");
}

/** The script that a resource runs: its key's, in its channel. */
export function scriptOf({ workspace }: Source, { object }: EjectedResource) {
  if (object.kind !== "script") throw new Error("not a script");
  const script = workspace.channels.get(object.channel)!.scripts.find(({ key }) => key === object.key)!;
  return { ...script, path: join(workspace.root, script.file), to: posix.normalize(script.file) };
}

function contentOf({ channels }: Workspace, object: WorkspaceObject): Content | null {
  const channel = channels.get(object.channel)!;
  switch (object.kind) {
    case "announcement":
      return channel.announcements.find(({ key }) => key === object.key)!.content;
    case "reply": {
      const { replies } = channel.announcements.find(({ key }) => key === object.announcement)!;
      return replies.find(({ key }) => key === object.key)!.content;
    }
    case "schedule":
      return channel.schedules.find(({ key }) => key === object.key)!.content;
    default:
      return null;
  }
}

/** Resources by the YAML file that defines their channel, in order. */
export function byFile({ resources, workspace }: Source): Map<string, EjectedResource[]> {
  const found = new Map<string, EjectedResource[]>();
  for (const resource of resources) {
    const { file } = workspace.channels.get(resource.object.channel)!.place;
    const name = file.replace(/\.ya?ml$/i, "");
    found.set(name, [...(found.get(name) ?? []), resource]);
  }
  return found;
}
