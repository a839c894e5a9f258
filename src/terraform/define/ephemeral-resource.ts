import type { Attributes } from "../schema/attribute";
import type { AnyViews, Views, ViewsOf } from "../schema/views";
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

/** What renewing gives. */
export interface Renewed {
  renewAt?: Date;
  private?: Json;
}

interface EphemeralResourceOf<Context, V extends Views> {
  /** Without the provider's prefix. */
  readonly name: string;
  /** Markdown, full sentences: the page in the registry. */
  readonly description: string;
  readonly deprecated?: string;
  validate?(call: Call & { config: V["config"] }): Promise<void> | void;
  /** Opened once in each plan and once in each apply. */
  open(
    call: ContextCall<Context> & { config: V["knownConfig"] },
  ): Promise<Opened<V["state"]>> | Opened<V["state"]>;
  renew?(call: ContextCall<Context> & { private: Json }): Promise<Renewed> | Renewed;
  close?(call: ContextCall<Context> & { private: Json }): Promise<void> | void;
}

/** A value that lives only while Terraform runs and never reaches plan or state (Terraform 1.10 and later). */
export interface EphemeralResourceDefinition<Context, A extends Attributes>
  extends EphemeralResourceOf<Context, ViewsOf<A>> {
  readonly attributes: A;
}

/** An ephemeral resource as the provider keeps it. */
export interface EphemeralResource<Context, A extends Attributes = Attributes>
  extends EphemeralResourceOf<Context, AnyViews> {
  readonly attributes: A;
}
