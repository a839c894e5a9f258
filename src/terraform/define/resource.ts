import type { AttributePath } from "../problem";
import type { Attributes } from "../schema/attribute";
import type { AnyViews, Views, ViewsOf } from "../schema/views";
import type { Call, ContextCall, PrivateState } from "./call";
import type { Identity } from "./identity";
import type { AnyList, List } from "./list";

// biome-ignore lint/suspicious/noConfusingVoidType: a callback may well have no return at all.
type Maybe<T> = T | null | undefined | void;

/** Everything of a resource that is no attribute, for the values `V`. */
interface ResourceOf<Context, V extends Views> {
  /** Without the provider's prefix: `channel` becomes `pumble_channel`. */
  readonly name: string;
  /** Markdown, full sentences: the page in the registry. */
  readonly description: string;
  /** Schema version, raised only when stored state must be rewritten by `upgrade`. Default 0. */
  readonly version?: number;
  /** Marks the resource as deprecated and says what to use instead. */
  readonly deprecated?: string;

  /** Checks across attributes, offline; anything may still be unknown. Runs several times per command. */
  validate?(call: Call & { config: V["config"] }): Promise<void> | void;

  /** Makes the object and returns all of its state. Call `saveState` as soon as it exists, then finish it. */
  create(call: CreateCall<Context, V>): Promise<V["state"]> | V["state"];

  /**
   * Returns the object as it is now, or null when it is gone. Right after an import `state` holds only what
   * `importState` returned, defaults, and null in all other keys, whatever the types say.
   */
  read(call: ReadCall<Context, V>): Promise<V["state"] | null> | V["state"] | null;

  /** Changes the object in place. Without it every configurable attribute forces a new object. */
  update?(call: UpdateCall<Context, V>): Promise<V["state"]> | V["state"];

  /** Removes the object. An object that is already gone is a success. */
  delete(call: DeleteCall<Context, V>): Promise<void> | void;

  /** Turns the id given to `terraform import`, or an identity, into as much state as `read` needs. */
  importState?(call: ImportCall<Context>): Promise<Partial<V["state"]>> | Partial<V["state"]>;

  /**
   * What a generated configuration says about an object in this state (Terraform 1.14 and later), where that is not
   * everything that can be configured: null for what another attribute says already.
   */
  generateConfig?(state: V["state"]): { readonly [N in keyof V["state"]]?: unknown };

  /**
   * Looks at the whole plan: warns, refuses, asks for replacement, or returns a changed plan: computed attributes,
   * and the value in state for what cannot be changed. Also called for a destroy. Called twice per apply; both calls
   * must agree.
   */
  modifyPlan?(call: PlanCall<Context, V>): Promise<Maybe<V["plan"]>> | Maybe<V["plan"]>;

  /** From each older schema version straight to the current one. Missing keys become null, unknown keys go. */
  readonly upgrade?: {
    readonly [version: number]: (call: UpgradeCall) => Partial<V["state"]> | Promise<Partial<V["state"]>>;
  };

  /** Takes over state of another resource type (`moved`). Null when the source is not one it knows. */
  move?(call: MoveCall): Promise<Partial<V["state"]> | null> | Partial<V["state"]> | null;

  /** What names the object for ever (Terraform 1.12 and later). */
  readonly identity?: Identity<V["state"]>;
}

/** Something that Terraform creates, reads, updates and deletes. One object, one file. */
export interface ResourceDefinition<Context, A extends Attributes, L extends Attributes = Attributes>
  extends ResourceOf<Context, ViewsOf<A>> {
  readonly attributes: A;
  /** Lists existing objects for `terraform query` (Terraform 1.14 and later). Needs `identity`. */
  readonly list?: List<Context, ViewsOf<A>["state"], L>;
}

/** A resource as the provider keeps it. */
export interface Resource<Context, A extends Attributes = Attributes> extends ResourceOf<Context, AnyViews> {
  readonly attributes: A;
  readonly list?: AnyList<Context>;
}

export interface CreateCall<Context, V extends Views> extends ContextCall<Context> {
  plan: V["planned"];
  /** The only place where write-only values are. */
  config: V["knownConfig"];
  privateState: PrivateState;
  /** Keeps what exists so far: if `create` then throws, Terraform stores it as tainted instead of losing it. */
  saveState(state: V["state"]): void;
}

export interface ReadCall<Context, V extends Views> extends ContextCall<Context> {
  state: V["state"];
  privateState: PrivateState;
}

export interface UpdateCall<Context, V extends Views> extends CreateCall<Context, V> {
  /** The object before the change. */
  state: V["state"];
}

export interface DeleteCall<Context, V extends Views> extends ContextCall<Context> {
  state: V["state"];
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
export type PlanCall<Context, V extends Views> =
  | (PlanCallBase<Context> & { action: "create"; config: V["config"]; state: null; plan: V["plan"] })
  | (PlanCallBase<Context> & { action: "update"; config: V["config"]; state: V["state"]; plan: V["plan"] })
  | (PlanCallBase<Context> & { action: "destroy"; config: null; state: V["state"]; plan: null });

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
