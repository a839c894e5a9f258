import type { Attributes } from "../schema/attribute";
import type { KnownConfig } from "../schema/views";
import type { Values } from "../schema/walk";
import type { ContextCall } from "./call";

/** One object found by a list. */
export interface Listed<State> {
  /** What a person sees in the list. */
  displayName: string;
  /** The whole object; its identity is taken from it. */
  state: State;
}

interface ListOf<Context, State, Filter> {
  readonly description: string;
  /** Yields objects; Terraform stops reading at `limit`. */
  run(
    call: ContextCall<Context> & { config: Filter; limit: number; includeResource: boolean },
  ): AsyncIterable<Listed<State>>;
}

/** Lists existing objects of a resource type. */
export interface List<Context, State, A extends Attributes> extends ListOf<Context, State, KnownConfig<A>> {
  /** Configuration of the list itself, e.g. a filter. */
  readonly attributes: A;
}

/** A list as the provider keeps it. */
export interface AnyList<Context> extends ListOf<Context, Values, Values> {
  readonly attributes: Attributes;
}
