import type { Attributes } from "../schema/attribute";
import type { Config, KnownConfig, State } from "../schema/views";
import type { Json } from "../values/type";
import type { Call, ContextCall } from "./call";

/** What opening gives. */
export interface Opened<Result> {
  result: Result;
  /** When Terraform should call `renew`. */
  renewAt?: Date;
  /** JSON that `renew` and `close` get back. Put everything that `close` needs here: Terraform closes with this one. */
  private?: Json;
}

/** A value that lives only while Terraform runs and never reaches plan or state (Terraform 1.10 and later). */
export interface EphemeralResourceDefinition<Context, A extends Attributes> {
  /** Without the provider's prefix. */
  name: string;
  /** Markdown, full sentences: the page in the registry. */
  description: string;
  deprecated?: string;
  attributes: A;
  validate?(call: Call & { config: Config<A> }): Promise<void> | void;
  /** Opened once in each plan and once in each apply. */
  open(call: ContextCall<Context> & { config: KnownConfig<A> }): Promise<Opened<State<A>>> | Opened<State<A>>;
  renew?(call: ContextCall<Context> & { private: Json }): Promise<Renewed> | Renewed;
  close?(call: ContextCall<Context> & { private: Json }): Promise<void> | void;
}

/** What renewing gives. */
export interface Renewed {
  renewAt?: Date;
  private?: Json;
}

type AnyValues = { [name: string]: unknown };

/** An ephemeral resource whose callbacks' types are erased, as the provider keeps it. */
export interface EphemeralResource<Context, A extends Attributes = Attributes> {
  readonly name: string;
  readonly description: string;
  readonly deprecated?: string;
  readonly attributes: A;
  validate?(call: Call & { config: AnyValues }): Promise<void> | void;
  open(call: ContextCall<Context> & { config: AnyValues }): Promise<Opened<AnyValues>> | Opened<AnyValues>;
  renew?(call: ContextCall<Context> & { private: Json }): Promise<Renewed> | Renewed;
  close?(call: ContextCall<Context> & { private: Json }): Promise<void> | void;
}
