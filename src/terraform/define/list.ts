import type { Attributes } from "../schema/attribute";
import type { KnownConfig } from "../schema/views";
import type { ContextCall } from "./call";

/** One object found by a list. */
export interface Listed<State> {
  /** What a person sees in the list. */
  displayName: string;
  /** The whole object; its identity is taken from it. */
  state: State;
}

/** Lists existing objects of a resource type. */
export interface List<Context, State, A extends Attributes> {
  description: string;
  /** Configuration of the list itself, e.g. a filter. */
  attributes: A;
  /** Yields objects; Terraform stops reading at `limit`. */
  run(
    call: ContextCall<Context> & { config: KnownConfig<A>; limit: number; includeResource: boolean },
  ): AsyncIterable<Listed<State>>;
}

/** A list whose configuration's type is erased, as the provider keeps it. */
export interface ErasedList<Context> {
  readonly description: string;
  readonly attributes: Attributes;
  run(
    call: ContextCall<Context> & {
      config: { [name: string]: unknown };
      limit: number;
      includeResource: boolean;
    },
  ): AsyncIterable<Listed<{ [name: string]: unknown }>>;
}
