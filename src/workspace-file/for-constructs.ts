/** A workspace's files as the constructs take them: plain data, made by a bundle that is loaded when it is first wanted. */

import { meant } from "../pumble/nearest";
import { renderProblems } from "./files/render";
import { loadWorkspace } from "./load";
import { addressName } from "./terraform/address";
import type { Resource } from "./terraform/resource";
import { allResources, chooseEnvironment, configurationOf } from "./terraform/synthesise";
import type { Backend, Workspace } from "./workspace";

export interface FilesForConstructs {
  /** Everything that is wrong, told as `pumble validate` does; empty when nothing is. Nothing else is there then. */
  readonly problems: string;
  readonly resources: readonly ResourceForConstructs[];
  /** `data`, `locals`, `moved` and `import` of the configuration. */
  readonly around: Readonly<Record<string, unknown>>;
  /** `workspace.yaml:3` where the files say where the state is, which is for the app to say; else null. */
  readonly backendPlace: string | null;
  /** The name of a channel's resource, by its key; what to say when there is none. */
  readonly channels: ReadonlyMap<string, string>;
  /** `Did you mean "ops"?` for a key that is not there, or an empty text. */
  meant(key: string): string;
}

export interface ResourceForConstructs {
  readonly type: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** A channel as the constructs take it; null for everything else. */
  readonly channel: ChannelForConstructs | null;
  readonly isScript: boolean;
}

/** Texts mean themselves. */
export interface ChannelForConstructs {
  readonly name: string;
  readonly type: "PUBLIC" | "PRIVATE";
  readonly description?: string;
  readonly adoptExisting?: boolean;
  readonly onDestroy?: "error";
}

export interface ConstructOptions {
  readonly environment?: string | undefined;
  /** Where paths in the result start, absolute. */
  readonly workingDirectory: string;
}

const nothing = { resources: [], around: {}, backendPlace: null, channels: new Map(), meant: () => "" };

/**
 * The files' configuration, with the addresses that `pumble plan` gives.
 * @param path of a file or folder
 */
export function filesForConstructs(path: string, options: ConstructOptions): FilesForConstructs {
  const { workspace, problems } = loadWorkspace(path);
  if (!workspace) return { ...nothing, problems: renderProblems(problems) };
  const chosen = chooseEnvironment(workspace, options.environment);
  if ("problem" in chosen) return { ...nothing, problems: renderProblems([chosen.problem]) };
  const { environment } = chosen;
  const prefix = environment?.channelPrefix ?? "";
  const settings = { workingDirectory: options.workingDirectory, command: [] as string[] };
  const resources = allResources(workspace, settings, prefix);
  const { resource: _, ...around } = configurationOf(workspace, resources, prefix);
  return {
    ...{ problems: "", around, backendPlace: placeOf(environment?.backend ?? workspace.backend) },
    resources: resources.map((one) => forConstructs(one, workspace)),
    channels: new Map([...workspace.channels.keys()].map((key) => [key, addressName(key)])),
    meant: (key) => meant(key, workspace.channels.keys()),
  };
}

function forConstructs({ type, name, body, object }: Resource, { channels }: Workspace) {
  const isScript = object.kind === "script";
  if (object.kind !== "channel") return { type, name, body, isScript, channel: null };
  const { name: called, type: kind, adopt_existing: adopt } = body as unknown as WrittenChannel;
  const { description, protect } = channels.get(object.channel)!;
  const channel: ChannelForConstructs = {
    ...{ name: called, type: kind },
    ...(description === null ? {} : { description }),
    ...(adopt ? { adoptExisting: true } : {}),
    ...(protect ? { onDestroy: "error" } : {}),
  };
  return { type, name, body, isScript, channel };
}

interface WrittenChannel {
  readonly name: string;
  readonly type: "PUBLIC" | "PRIVATE";
  readonly adopt_existing?: boolean;
}

function placeOf(backend: Backend | null): string | null {
  return backend && `${backend.place.file}:${backend.place.line}`;
}
