import type { Attributes } from "../schema/attribute";
import type { AnyViews, Views, ViewsOf } from "../schema/views";
import type { Call, ContextCall } from "./call";

interface ActionOf<Context, V extends Views> {
  /** Without the provider's prefix. */
  readonly name: string;
  /** Markdown, full sentences: the page in the registry. */
  readonly description: string;
  validate?(call: Call & { config: V["config"] }): Promise<void> | void;
  /** Looks at the configuration during plan; values may be unknown. */
  plan?(call: ContextCall<Context> & { config: V["config"] }): Promise<void> | void;
  /** Does it. `progress` shows a line to the person who waits. */
  invoke(
    call: ContextCall<Context> & { config: V["knownConfig"]; progress(message: string): void },
  ): Promise<void> | void;
}

/** Something to do rather than to keep (Terraform 1.14 and later). */
export interface ActionDefinition<Context, A extends Attributes> extends ActionOf<Context, ViewsOf<A>> {
  readonly attributes: A;
}

/** An action as the provider keeps it. */
export interface Action<Context, A extends Attributes = Attributes> extends ActionOf<Context, AnyViews> {
  readonly attributes: A;
}
