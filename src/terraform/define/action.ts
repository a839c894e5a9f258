import type { Attributes } from "../schema/attribute";
import type { Config, KnownConfig } from "../schema/views";
import type { Call, ContextCall } from "./call";

/** Something to do rather than to keep (Terraform 1.14 and later). */
export interface ActionDefinition<Context, A extends Attributes> {
  /** Without the provider's prefix. */
  name: string;
  /** Markdown, full sentences: the page in the registry. */
  description: string;
  attributes: A;
  validate?(call: Call & { config: Config<A> }): Promise<void> | void;
  /** Looks at the configuration during plan; values may be unknown. */
  plan?(call: ContextCall<Context> & { config: Config<A> }): Promise<void> | void;
  /** Does it. `progress` shows a line to the person who waits. */
  invoke(
    call: ContextCall<Context> & { config: KnownConfig<A>; progress(message: string): void },
  ): Promise<void> | void;
}

type AnyValues = { [name: string]: unknown };

/** An action whose callbacks' types are erased, as the provider keeps it. */
export interface Action<Context, A extends Attributes = Attributes> {
  readonly name: string;
  readonly description: string;
  readonly attributes: A;
  validate?(call: Call & { config: AnyValues }): Promise<void> | void;
  plan?(call: ContextCall<Context> & { config: AnyValues }): Promise<void> | void;
  invoke(
    call: ContextCall<Context> & { config: AnyValues; progress(message: string): void },
  ): Promise<void> | void;
}
