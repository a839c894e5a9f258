/** One resource, and what the parts that make resources share. */
import type { SynthesisOptions, WorkspaceObject } from "../synthesis";
import type { Channel, Workspace } from "../workspace";
import { addressName } from "./address";

/** One resource: where it is in the configuration, what it says, and what it is in the files' words. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly body: Record<string, unknown>;
  readonly object: WorkspaceObject;
}

export interface ResourceContext {
  readonly workspace: Workspace;
  readonly options: SynthesisOptions;
  readonly prefix: string;
  /** Names of the workspace's channels, without prefix, and their identities. */
  readonly keysByName: ReadonlyMap<string, string>;
}

/** A channel whose resources are made. */
export interface Owner {
  readonly channel: Channel;
  /** With the environment's prefix. */
  readonly channelName: string;
  readonly context: ResourceContext;
}

export function address({ type, name }: Pick<Resource, "type" | "name">): string {
  return `${type}.${name}`;
}

export function channelAddress(key: string): string {
  return `pumble_channel.${addressName(key)}`;
}

/** Terraform's expression for the id of a resource. */
export function idOf(resource: string): string {
  return `\${${resource}.id}`;
}

/** What every object says of its channel. */
export function inWords({ channel, channelName }: Owner, place = channel.place) {
  return { channel: channel.key, channelName, place };
}

/** What has to be there before, in an order that does not depend on where it was found. */
export function dependsOn(...addresses: readonly string[]): { depends_on?: string[] } {
  return addresses.length > 0 ? { depends_on: [...new Set(addresses)].sort() } : {};
}
