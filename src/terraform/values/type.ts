import type { Unknown } from "./unknown";

/** Type JSON as Terraform's protocol writes it, e.g. `["list","string"]`. */
export type TypeJson =
  | string
  | [string, TypeJson]
  | ["tuple", TypeJson[]]
  | ["object", { [name: string]: TypeJson }];

/** How a value is laid out. `number`, `int` and `decimal` are all Terraform numbers; they differ in TypeScript. */
export type Shape =
  | { kind: "string" | "bool" | "number" | "int" | "decimal" | "dynamic" }
  | { kind: "list" | "set" | "map"; element: Shape }
  | { kind: "tuple"; elements: readonly Shape[] }
  | { kind: "object"; fields: { readonly [name: string]: Shape } };

declare const known: unique symbol;
declare const partly: unique symbol;

/** A type of value: `Known` when Terraform knows all of it, `Partly` when parts may be `Unknown`. */
export interface Type<Known = unknown, Partly = unknown> {
  readonly shape: Shape;
  readonly [known]?: Known;
  readonly [partly]?: Partly;
}

/** The TypeScript value of a type that is wholly known. */
export type KnownOf<T> = T extends Type<infer Known, unknown> ? Known : never;
/** The TypeScript value of a type of which parts may be `Unknown`. */
export type PartlyOf<T> = T extends Type<unknown, infer Partly> ? Partly : never;

/** A value of any type, as `dynamic` gives it: what JSON could hold. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
/** A dynamic value of which parts may be `Unknown`. */
export type PartlyJson =
  | string
  | number
  | boolean
  | null
  | Unknown
  | PartlyJson[]
  | { [name: string]: PartlyJson };

type Nullable<T> = T | null;

function scalar<T>(kind: "string" | "bool" | "number" | "int" | "decimal"): Type<T, T | Unknown> {
  return { shape: { kind } };
}

/**
 * Types of values, for elements of collections, function parameters and results.
 * `number` and `int` are JavaScript numbers: a configured value that these cannot hold exactly is refused with a
 * diagnostic. `decimal` is exact at any size, as plain decimal text such as "9007199254740993" or "0.1".
 */
export const t = {
  string: scalar<string>("string"),
  bool: scalar<boolean>("bool"),
  number: scalar<number>("number"),
  int: scalar<number>("int"),
  decimal: scalar<string>("decimal"),
  /** Any value; the configuration decides its type. */
  dynamic: { shape: { kind: "dynamic" } } as Type<Json, PartlyJson>,
  list<K, P>(element: Type<K, P>): Type<K[], P[] | Unknown> {
    return { shape: { kind: "list", element: element.shape } };
  },
  /** A collection without order or duplicates; an array here. */
  set<K, P>(element: Type<K, P>): Type<K[], P[] | Unknown> {
    return { shape: { kind: "set", element: element.shape } };
  },
  map<K, P>(element: Type<K, P>): Type<Record<string, K>, Record<string, P> | Unknown> {
    return { shape: { kind: "map", element: element.shape } };
  },
  /** An object type without flags per field; every field may be null. For fields with flags use `a.object`. */
  object<F extends { readonly [name: string]: Type }>(
    fields: F,
  ): Type<
    { [N in keyof F]: Nullable<KnownOf<F[N]>> },
    { [N in keyof F]: Nullable<PartlyOf<F[N]>> } | Unknown
  > {
    const entries = Object.entries(fields).map(([name, field]) => [name, field.shape] as const);
    return { shape: { kind: "object", fields: Object.fromEntries(entries) } };
  },
} as const;
