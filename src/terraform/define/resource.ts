import type { AttributePath } from "../problem";
import type { Attributes } from "../schema/attribute";
import type { Config, KnownConfig, Plan, Planned, State } from "../schema/views";
import type { Call, ContextCall, PrivateState } from "./call";
import type { Identity } from "./identity";
import type { ErasedList, List } from "./list";

// biome-ignore lint/suspicious/noConfusingVoidType: a callback may well have no return at all.
type Maybe<T> = T | null | undefined | void;

/** Something that Terraform creates, reads, updates and deletes. One object, one file. */
export interface ResourceDefinition<Context, A extends Attributes, L extends Attributes = Attributes> {
  /** Without the provider's prefix: `channel` becomes `pumble_channel`. */
  name: string;
  /** Markdown, full sentences: the page in the registry. */
  description: string;
  /** Schema version, raised only when stored state must be rewritten by `upgrade`. Default 0. */
  version?: number;
  /** Marks the resource as deprecated and says what to use instead. */
  deprecated?: string;
  attributes: A;

  /** Checks across attributes, offline; anything may still be unknown. Runs several times per command. */
  validate?(call: Call & { config: Config<A> }): Promise<void> | void;

  /** Makes the object and returns all of its state. Call `saveState` as soon as it exists, then finish it. */
  create(call: CreateCall<Context, A>): Promise<State<A>> | State<A>;

  /**
   * Returns the object as it is now, or null when it is gone. Right after an import `state` holds only what
   * `importState` returned, defaults, and null in all other keys, whatever the types say.
   */
  read(call: ReadCall<Context, A>): Promise<State<A> | null> | State<A> | null;

  /** Changes the object in place. Without it every configurable attribute forces a new object. */
  update?(call: UpdateCall<Context, A>): Promise<State<A>> | State<A>;

  /** Removes the object. An object that is already gone is a success. */
  delete(call: DeleteCall<Context, A>): Promise<void> | void;

  /** Turns the id given to `terraform import`, or an identity, into as much state as `read` needs. */
  importState?(call: ImportCall<Context>): Promise<Partial<State<A>>> | Partial<State<A>>;

  /**
   * What a generated configuration says about an object in this state (Terraform 1.14 and later), where that is not
   * everything that can be configured: null for what another attribute says already.
   */
  generateConfig?(state: State<A>): { readonly [N in keyof A]?: unknown };

  /**
   * Looks at the whole plan: warns, refuses, asks for replacement, or returns a changed plan: computed attributes,
   * and the value in state for what cannot be changed. Also called for a destroy. Called twice per apply; both calls must agree.
   */
  modifyPlan?(call: PlanCall<Context, A>): Promise<Maybe<Plan<A>>> | Maybe<Plan<A>>;

  /** From each older schema version straight to the current one. Missing keys become null, unknown keys go. */
  upgrade?: {
    readonly [version: number]: (call: UpgradeCall) => Partial<State<A>> | Promise<Partial<State<A>>>;
  };

  /** Takes over state of another resource type (`moved`). Null when the source is not one it knows. */
  move?(call: MoveCall): Promise<Partial<State<A>> | null> | Partial<State<A>> | null;

  /** What names the object for ever (Terraform 1.12 and later). */
  identity?: Identity<State<A>>;

  /** Lists existing objects for `terraform query` (Terraform 1.14 and later). Needs `identity`. */
  list?: List<Context, State<A>, L>;
}

export interface CreateCall<Context, A extends Attributes> extends ContextCall<Context> {
  plan: Planned<A>;
  /** The only place where write-only values are. */
  config: KnownConfig<A>;
  privateState: PrivateState;
  /** Keeps what exists so far: if `create` then throws, Terraform stores it as tainted instead of losing it. */
  saveState(state: State<A>): void;
}

export interface ReadCall<Context, A extends Attributes> extends ContextCall<Context> {
  state: State<A>;
  privateState: PrivateState;
}

export interface UpdateCall<Context, A extends Attributes> extends CreateCall<Context, A> {
  /** The object before the change. */
  state: State<A>;
}

export interface DeleteCall<Context, A extends Attributes> extends ContextCall<Context> {
  state: State<A>;
  privateState: PrivateState;
}

export interface ImportCall<Context> extends ContextCall<Context> {
  /** What a person gave to import; empty when an identity was given instead. */
  id: string;
  identity: { readonly [name: string]: unknown } | null;
  privateState: PrivateState;
}

interface PlanCallBase<Context> extends ContextCall<Context> {
  privateState: PrivateState;
  /**
   * Makes this change a replacement because of one attribute. Only counts when that attribute changes; a write-only one
   * always counts, so ask for it only when the attribute that says its version changed.
   */
  requireReplace(attribute: AttributePath): void;
}

/** A plan to look at; `action` tells which of config, state and plan are there. */
export type PlanCall<Context, A extends Attributes> =
  | (PlanCallBase<Context> & { action: "create"; config: Config<A>; state: null; plan: Plan<A> })
  | (PlanCallBase<Context> & { action: "update"; config: Config<A>; state: State<A>; plan: Plan<A> })
  | (PlanCallBase<Context> & { action: "destroy"; config: null; state: State<A>; plan: null });

/** State of an older schema version, as plain JSON values (numbers as numbers where these are exact, else text). */
export interface UpgradeCall extends Call {
  version: number;
  state: { readonly [name: string]: unknown };
}

/** State of another resource type. */
export interface MoveCall extends Call {
  /** Full address, e.g. `registry.terraform.io/hashicorp/null`. */
  sourceProvider: string;
  /** E.g. `null_resource`. */
  sourceType: string;
  sourceVersion: number;
  sourceState: { readonly [name: string]: unknown };
  /** What this provider kept with the source, which goes over with it; empty when it was another provider's. */
  privateState: PrivateState;
}

/** A resource whose callbacks' types are erased, as the provider keeps it. `attributes` still infers its views. */
export interface Resource<Context, A extends Attributes = Attributes> extends Erased<Context> {
  readonly attributes: A;
}

type AnyValues = { [name: string]: unknown };
/** The runtime face of a resource: objects by attribute name. Only the plan logic and handlers use it. */
interface Erased<Context> {
  readonly name: string;
  readonly description: string;
  readonly version?: number;
  readonly deprecated?: string;
  validate?(call: Call & { config: AnyValues }): Promise<void> | void;
  create(call: ErasedChange<Context>): Promise<AnyValues> | AnyValues;
  read(call: ErasedStored<Context>): Promise<AnyValues | null> | AnyValues | null;
  update?(call: ErasedChange<Context> & { state: AnyValues }): Promise<AnyValues> | AnyValues;
  delete(call: ErasedStored<Context>): Promise<void> | void;
  importState?(call: ImportCall<Context>): Promise<AnyValues> | AnyValues;
  generateConfig?(state: AnyValues): AnyValues;
  modifyPlan?(call: ErasedPlan<Context>): Promise<Maybe<AnyValues>> | Maybe<AnyValues>;
  readonly upgrade?: { readonly [version: number]: (call: UpgradeCall) => AnyValues | Promise<AnyValues> };
  move?(call: MoveCall): Promise<AnyValues | null> | AnyValues | null;
  readonly identity?: Identity<AnyValues>;
  readonly list?: ErasedList<Context>;
}

interface ErasedStored<Context> extends ContextCall<Context> {
  state: AnyValues;
  privateState: PrivateState;
}
interface ErasedChange<Context> extends ContextCall<Context> {
  plan: AnyValues;
  config: AnyValues;
  privateState: PrivateState;
  saveState(state: AnyValues): void;
}
interface ErasedPlan<Context> extends PlanCallBase<Context> {
  action: "create" | "update" | "destroy";
  config: AnyValues | null;
  state: AnyValues | null;
  plan: AnyValues | null;
}
