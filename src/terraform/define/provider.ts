import type { Attributes } from "../schema/attribute";
import type { Config } from "../schema/views";
import type { Action } from "./action";
import type { Call } from "./call";
import type { DataSource } from "./data-source";
import type { EphemeralResource } from "./ephemeral-resource";
import type { ProviderFunction } from "./function";
import type { Resource } from "./resource";

/** A provider: its configuration and the table of contents of what it offers. */
export interface ProviderDefinition<Context, A extends Attributes> {
  /** The prefix of every type, e.g. `pumble`. */
  name: string;
  /** Registry address, e.g. `registry.terraform.io/pumble-iac/pumble`. */
  address: string;
  version: string;
  /** Markdown, full sentences: the index page in the registry. */
  description: string;
  attributes: A;
  /** Checks the provider block offline. Not called when there is none: check credentials in `configure`. */
  validate?(call: Call & { config: Config<A> }): Promise<void> | void;
  /**
   * Makes what every other call gets as `context`. During plan a configured value may be unknown: do not fail
   * then, because a create needs no API at plan time. Called again on the same process in debug mode.
   */
  configure(call: Call & { config: Config<A>; terraformVersion: string }): Promise<Context> | Context;
  resources?: readonly Resource<Context>[];
  dataSources?: readonly DataSource<Context>[];
  ephemeralResources?: readonly EphemeralResource<Context>[];
  actions?: readonly Action<Context>[];
  functions?: readonly ProviderFunction[];
}

/** A provider whose context and configuration types are erased, as the server runs it. */
export interface Provider {
  readonly name: string;
  readonly address: string;
  readonly version: string;
  readonly description: string;
  readonly attributes: Attributes;
  validate?(call: Call & { config: { [name: string]: unknown } }): Promise<void> | void;
  configure(call: Call & { config: { [name: string]: unknown }; terraformVersion: string }): unknown;
  readonly resources: readonly Resource<unknown>[];
  readonly dataSources: readonly DataSource<unknown>[];
  readonly ephemeralResources: readonly EphemeralResource<unknown>[];
  readonly actions: readonly Action<unknown>[];
  readonly functions: readonly ProviderFunction[];
}
