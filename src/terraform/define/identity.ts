import type { KnownOf, Type } from "../values/type";

/** One part of what names a remote object for ever. Texts, numbers, booleans or lists of these. */
export interface IdentityAttribute<T extends Type = Type> {
  readonly type: T;
  readonly description: string;
  /** Needed by `import { identity = {…} }` (default), or may be left out there. */
  readonly import?: "required" | "optional";
}

/** Identity attributes by name. */
export interface IdentityAttributes {
  readonly [name: string]: IdentityAttribute;
}

/** The identity as a value. */
export type IdentityOf<I extends IdentityAttributes> = { [N in keyof I]: KnownOf<I[N]["type"]> };

/** Resource identity (Terraform 1.12 and later): derived from state, so that it can never disagree with it. */
export interface Identity<State, I extends IdentityAttributes = IdentityAttributes> {
  readonly version?: number;
  readonly attributes: I;
  /** The identity of the object in this state. */
  of(state: State): IdentityOf<I>;
  /** From an older version to the one given here. */
  upgrade?(request: { version: number; identity: { [name: string]: unknown } }): IdentityOf<I>;
}
