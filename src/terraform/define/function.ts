import type { Values } from "../schema/walk";
import type { KnownOf, PartlyOf, Type } from "../values/type";

/** One parameter of a provider function. */
export interface Parameter<T extends Type = Type> {
  readonly type: T;
  readonly description: string;
  /** Null is passed on instead of refused. */
  readonly allowNull?: boolean;
  /** Unknown values are passed on; otherwise Terraform does not call until all is known. */
  readonly allowUnknown?: boolean;
}

type ArgumentOf<P> =
  P extends Parameter<infer T>
    ?
        | (P extends { readonly allowUnknown: true } ? PartlyOf<T> : KnownOf<T>)
        | (P extends { readonly allowNull: true } ? null : never)
    : never;

/** Arguments by parameter name. */
export type Arguments<P extends Parameters> = { [N in keyof P]: ArgumentOf<P[N]> };

/** Parameters by name, in the order in which they are written. */
export interface Parameters {
  readonly [name: string]: Parameter;
}

interface FunctionOf {
  readonly name: string;
  /** One short line. */
  readonly summary: string;
  /** Markdown, full sentences: the page in the registry. */
  readonly description: string;
  readonly deprecated?: string;
}

/** A pure function, called as `provider::<name>::<function>(…)`. It runs in a process that is never configured. */
export interface FunctionDefinition<P extends Parameters, V extends Parameter | undefined, R extends Type>
  extends FunctionOf {
  readonly parameters: P;
  /** Takes any number of further arguments. */
  readonly variadic?: V & { readonly name?: string };
  readonly returns: R;
  /** Same arguments, same result. Throw a `Problem` with `attribute` = parameter name to blame an argument. */
  call(
    arguments_: Arguments<P>,
    ...more: V extends Parameter ? ArgumentOf<V>[] : []
  ): PartlyOf<R> | KnownOf<R> | null | Promise<PartlyOf<R> | KnownOf<R> | null>;
}

/** A function as the provider keeps it. */
export interface ProviderFunction extends FunctionOf {
  readonly parameters: Parameters;
  readonly variadic?: Parameter & { readonly name?: string };
  readonly returns: Type;
  call(arguments_: Values, ...more: unknown[]): unknown;
}

/** Defines a provider function. */
export function defineFunction<
  const P extends Parameters,
  R extends Type,
  const V extends Parameter | undefined = undefined,
>(definition: FunctionDefinition<P, V, R>): ProviderFunction {
  return definition as unknown as ProviderFunction;
}
