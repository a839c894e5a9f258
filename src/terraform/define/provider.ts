import type { Attributes } from "../schema/attribute";
import type { Config } from "../schema/views";
import type { Values } from "../schema/walk";
import type { Action } from "./action";
import type { Call } from "./call";
import type { DataSource } from "./data-source";
import type { EphemeralResource } from "./ephemeral-resource";
import type { ProviderFunction } from "./function";
import type { Resource } from "./resource";

interface ProviderOf<Configuration> {
  /** The prefix of every type, e.g. `pumble`. */
  readonly name: string;
  /** Registry address, e.g. `registry.terraform.io/pumble-iac/pumble`. */
  readonly address: string;
  readonly version: string;
  /** Markdown, full sentences: the index page in the registry. */
  readonly description: string;
  /** Checks the provider block offline. Not called when there is none: check credentials in `configure`. */
  validate?(call: Call & { config: Configuration }): Promise<void> | void;
}

/** What a provider offers, by kind. */
interface Contents<Context> {
  readonly resources: readonly Resource<Context>[];
  readonly dataSources: readonly DataSource<Context>[];
  readonly ephemeralResources: readonly EphemeralResource<Context>[];
  readonly actions: readonly Action<Context>[];
  readonly functions: readonly ProviderFunction[];
}

/** A provider: its configuration and the table of contents of what it offers. */
export interface ProviderDefinition<Context, A extends Attributes>
  extends ProviderOf<Config<A>>,
    Partial<Contents<Context>> {
  readonly attributes: A;
  /**
   * Makes what every other call gets as `context`. During plan a configured value may be unknown: do not fail
   * then, because a create needs no API at plan time. Called again on the same process in debug mode.
   */
  configure(call: Call & { config: Config<A>; terraformVersion: string }): Promise<Context> | Context;
}

/** A provider whose context and configuration types are erased, as the server runs it. */
export interface Provider extends ProviderOf<Values>, Contents<unknown> {
  readonly attributes: Attributes;
  configure(call: Call & { config: Values; terraformVersion: string }): unknown;
}
