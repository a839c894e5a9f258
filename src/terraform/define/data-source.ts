import type { Attributes } from "../schema/attribute";
import type { AnyViews, Views, ViewsOf } from "../schema/views";
import type { Call, ContextCall } from "./call";

interface DataSourceOf<Context, V extends Views> {
  /** Without the provider's prefix. */
  readonly name: string;
  /** Markdown, full sentences: the page in the registry. */
  readonly description: string;
  readonly deprecated?: string;
  /** Checks across attributes, offline; anything may still be unknown. */
  validate?(call: Call & { config: V["config"] }): Promise<void> | void;
  /** Returns every attribute: the configured ones as configured. Throw a `Problem` when there is nothing to find. */
  read(call: ContextCall<Context> & { config: V["knownConfig"] }): Promise<V["state"]> | V["state"];
}

/** Something that Terraform only reads. */
export interface DataSourceDefinition<Context, A extends Attributes>
  extends DataSourceOf<Context, ViewsOf<A>> {
  readonly attributes: A;
}

/** A data source as the provider keeps it. */
export interface DataSource<Context, A extends Attributes = Attributes>
  extends DataSourceOf<Context, AnyViews> {
  readonly attributes: A;
}
