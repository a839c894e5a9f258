import type { Unknown } from "../values/unknown";
import type { Attribute, Attributes, Inferred, Nesting } from "./attribute";
import type { Values } from "./walk";

/** The moments at which a resource sees its attributes; each has its own idea of what may be null or unknown. */
type View = "config" | "knownConfig" | "plan" | "planned" | "state";

/** Attributes themselves, or anything defined by them (a resource, a data source). */
type Source = Attributes | { readonly attributes: Attributes };
type AttributesOf<S> = S extends { readonly attributes: infer A extends Attributes } ? A : S;

type Repeat<N extends Nesting | undefined, T> = N extends "single"
  ? T
  : N extends "map"
    ? Record<string, T>
    : T[];

/** A value that is known, in a view whose nested attributes follow that same view. */
type Whole<I extends Inferred, V extends View> = I["nesting"] extends undefined
  ? I["known"]
  : Repeat<I["nesting"], Flatten<ViewOf<I["attributes"], V>>>;

/** A value of which parts may be unknown. */
type Partial<I extends Inferred, V extends View> = I["nesting"] extends undefined
  ? I["partly"]
  : Repeat<I["nesting"], Flatten<ViewOf<I["attributes"], V>>> | Unknown;

type OrNull<Condition, T> = Condition extends true ? T | null : T;

type ConfigValue<I extends Inferred, T> = I["mode"] extends "computed"
  ? null
  : I["mode"] extends "required"
    ? T
    : T | null;

type SetByProvider = "computed" | "optionalComputed";

type Value<I extends Inferred, V extends View> = V extends "config"
  ? ConfigValue<I, Partial<I, V>>
  : V extends "knownConfig"
    ? ConfigValue<I, Whole<I, V>>
    : I["mode"] extends "optional"
      ? (V extends "plan" ? Partial<I, V> : Whole<I, V>) | null
      : V extends "state"
        ? OrNull<I["nullable"], Whole<I, V>>
        : V extends "plan"
          ? OrNull<I["nullable"], Partial<I, V>>
          : I["mode"] extends SetByProvider
            ? OrNull<I["nullable"], Partial<I, V>>
            : Whole<I, V>;

type InferredOf<A> = A extends Attribute<infer I> ? I : never;
type WriteOnlyNames<A> = { [N in keyof A]: InferredOf<A[N]>["writeOnly"] extends true ? N : never }[keyof A];

/** In plan and state a write-only attribute is always null, and may be left out. */
type ViewOf<A, V extends View> = V extends "config" | "knownConfig"
  ? { [N in keyof A]: Value<InferredOf<A[N]>, V> }
  : { [N in Exclude<keyof A, WriteOnlyNames<A>>]: Value<InferredOf<A[N]>, V> } & {
      [N in WriteOnlyNames<A>]?: null;
    };

type Flatten<T> = { [N in keyof T]: T[N] };

/** What a person configured, at validate and plan: null where nothing was set, `Unknown` where not known yet. */
export type Config<S extends Source> = Flatten<ViewOf<AttributesOf<S>, "config">>;
/** What a person configured, at apply: wholly known. Write-only values are only here. */
export type KnownConfig<S extends Source> = Flatten<ViewOf<AttributesOf<S>, "knownConfig">>;
/** The planned object while it is still being planned: anything may be `Unknown`. */
export type Plan<S extends Source> = Flatten<ViewOf<AttributesOf<S>, "plan">>;
/** The planned object at apply: configured values are known, computed ones may be `Unknown`. */
export type Planned<S extends Source> = Flatten<ViewOf<AttributesOf<S>, "planned">>;
/** The object as it is stored: every key present, nothing unknown. */
export type State<S extends Source> = Flatten<ViewOf<AttributesOf<S>, "state">>;

/** What the callbacks of an object get and give, view by view. */
export interface Views {
  config: object;
  knownConfig: object;
  plan: object;
  planned: object;
  state: object;
}

/** The views of an object with these attributes, for those who define it. */
export interface ViewsOf<A extends Attributes> extends Views {
  config: Config<A>;
  knownConfig: KnownConfig<A>;
  plan: Plan<A>;
  planned: Planned<A>;
  state: State<A>;
}

/** The views of just any object, for what keeps objects of many kinds in one table. */
export interface AnyViews extends Views {
  config: Values;
  knownConfig: Values;
  plan: Values;
  planned: Values;
  state: Values;
}
