import type { Attributes } from "../schema/attribute";
import type { Config, KnownConfig, State } from "../schema/views";
import type { Call, ContextCall } from "./call";

/** Something that Terraform only reads. */
export interface DataSourceDefinition<Context, A extends Attributes> {
  /** Without the provider's prefix. */
  name: string;
  /** Markdown, full sentences: the page in the registry. */
  description: string;
  deprecated?: string;
  attributes: A;
  /** Checks across attributes, offline; anything may still be unknown. */
  validate?(call: Call & { config: Config<A> }): Promise<void> | void;
  /** Returns every attribute: the configured ones as configured. Throw a `Problem` when there is nothing to find. */
  read(call: ContextCall<Context> & { config: KnownConfig<A> }): Promise<State<A>> | State<A>;
}

type AnyValues = { [name: string]: unknown };

/** A data source whose callbacks' types are erased, as the provider keeps it. */
export interface DataSource<Context, A extends Attributes = Attributes> {
  readonly name: string;
  readonly description: string;
  readonly deprecated?: string;
  readonly attributes: A;
  validate?(call: Call & { config: AnyValues }): Promise<void> | void;
  read(call: ContextCall<Context> & { config: AnyValues }): Promise<AnyValues> | AnyValues;
}
