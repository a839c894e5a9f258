import { type KnownOf, type PartlyOf, type Shape, type Type, t } from "../values/type";
import type { Unknown } from "../values/unknown";

/** Who sets an attribute: a person, the provider, or either. `defaulted` is optional with a static default. */
export type Mode = "required" | "optional" | "defaulted" | "optionalComputed" | "computed";

/** Anything with zod's `safeParse`, so that a zod schema can be a validator. */
export interface SafeParser {
  safeParse(value: unknown): {
    success: boolean;
    error?: { readonly issues: readonly { readonly message: string }[] } | undefined;
  };
}

/** Checks one known, non-null value. Returns what is wrong as a sentence, or nothing. A zod schema works too. */
export type Validator<T> = ((value: T) => string | undefined) | SafeParser;

/** What a conditional `replace` decides on. `planned` may still be unknown. */
export interface ReplaceRequest<T> {
  prior: T | null;
  planned: T | null | Unknown;
}

interface Always {
  /** What it is, as full sentences of Markdown: values, default, unit. Docs and bindings are made from it. */
  description: string;
  /** Hidden in Terraform's output and never logged; Terraform's state still holds it in clear. */
  sensitive?: boolean;
  /** Marks the attribute as deprecated and says what to use instead. */
  deprecated?: string;
}

interface Checked<K> extends Always {
  /** Run on known, non-null configured values. */
  validate?: readonly Validator<K>[];
}

interface Settable<K> extends Checked<K> {
  /** A change needs a new object: always, or when the function says so. */
  replace?: true | ((request: ReplaceRequest<K>) => boolean);
  /** True when two values mean the same; the form already in plan or state is then kept. */
  equal?: (one: K, other: K) => boolean;
}

type Refuse<Names extends string> = { [N in Names]?: never };

interface RequiredOptions<K>
  extends Settable<K>,
    Refuse<"optional" | "computed" | "default" | "keepState" | "nullable" | "writeOnly"> {
  required: true;
}
interface OptionalOptions<K>
  extends Settable<K>,
    Refuse<"required" | "computed" | "default" | "keepState" | "nullable" | "writeOnly"> {
  optional: true;
}
/** No state holds its value, so a change of it goes unseen: what to compare with is another attribute's business. */
interface WriteOnlyOptions<K>
  extends Checked<K>,
    Refuse<"computed" | "default" | "keepState" | "nullable" | "replace" | "equal"> {
  /**
   * Sent to the provider but never kept in plan or state (Terraform 1.11 and later). A change of it alone is no change
   * to Terraform: pair `x` with an ordinary `x_version`, which may also have `replace`.
   */
  writeOnly: true;
}
interface DefaultedOptions<K>
  extends Settable<K>,
    Refuse<"required" | "computed" | "keepState" | "nullable" | "writeOnly"> {
  optional: true;
  /** The value that the plan holds when none is configured; outside resources, what `config` holds then. */
  default: K;
}
interface OptionalComputedOptions<K> extends Settable<K>, Refuse<"required" | "default" | "writeOnly"> {
  optional: true;
  computed: true;
  /** While not configured, an update plans the value in state instead of "known after apply". See `ComputedOptions`. */
  keepState?: boolean;
  /** The provider may set it to null. */
  nullable?: boolean;
}
interface ComputedOptions<K>
  extends Always,
    Refuse<"required" | "optional" | "default" | "writeOnly" | "validate" | "replace"> {
  computed: true;
  /**
   * An update plans the value in state instead of "known after apply". For values that never change, like an id. Null in
   * state is kept when the attribute is `nullable`; else it only means that the provider has not filled it in yet, and
   * is planned as unknown.
   */
  keepState?: boolean;
  /** The provider may set it to null. */
  nullable?: boolean;
  /** True when two values mean the same; the form already in plan or state is then kept. */
  equal?: (one: K, other: K) => boolean;
}

/** Every legal mix of flags; an illegal one does not compile. */
export type AttributeOptions<K> =
  | RequiredOptions<K>
  | OptionalOptions<K>
  | (WriteOnlyOptions<K> & ({ required: true; optional?: never } | { optional: true; required?: never }))
  | DefaultedOptions<K>
  | OptionalComputedOptions<K>
  | ComputedOptions<K>;

type OptionName =
  | keyof RequiredOptions<never>
  | keyof WriteOnlyOptions<never>
  | keyof DefaultedOptions<never>
  | keyof OptionalComputedOptions<never>;
/** Refuses options that do not exist, which a generic parameter alone would let through. */
type NoOthers<O> = { [N in Exclude<keyof O, OptionName>]: never };

export type ModeOf<O> = O extends { required: true }
  ? "required"
  : O extends { optional: true; computed: true }
    ? "optionalComputed"
    : O extends { computed: true }
      ? "computed"
      : O extends { default: unknown }
        ? "defaulted"
        : "optional";
export type IsNullable<O> = O extends { nullable: true } ? true : false;
export type IsWriteOnly<O> = O extends { writeOnly: true } ? true : false;

/** What the plan logic reads off an attribute, with the types of its callbacks erased. */
export interface AttributeRules {
  readonly description: string;
  readonly sensitive: boolean;
  readonly deprecated: string | undefined;
  readonly writeOnly: boolean;
  readonly keepState: boolean;
  readonly nullable: boolean;
  readonly default: unknown;
  readonly validate: readonly Validator<unknown>[];
  readonly replace: boolean | ((request: ReplaceRequest<unknown>) => boolean);
  readonly equal: ((one: unknown, other: unknown) => boolean) | undefined;
}

/** How nested attributes repeat. */
export type Nesting = "single" | "list" | "set" | "map";

declare const typed: unique symbol;

/** One attribute of a schema, made by a builder of `a`. The type parameter carries what the views are inferred from. */
export interface Attribute<I extends Inferred = Inferred> {
  readonly mode: Mode;
  readonly shape: Shape;
  readonly rules: AttributeRules;
  /** Set for nested attributes only. */
  readonly nested: { readonly nesting: Nesting; readonly attributes: Attributes } | undefined;
  readonly [typed]?: I;
}

/** What TypeScript remembers of an attribute. */
export interface Inferred {
  mode: Mode;
  nullable: boolean;
  writeOnly: boolean;
  known: unknown;
  partly: unknown;
  nesting: Nesting | undefined;
  attributes: Attributes;
}

/** Attributes by name: lower-case letters, digits and underscores. */
export interface Attributes {
  readonly [name: string]: Attribute;
}

interface Flat<K, P, O> extends Inferred {
  mode: ModeOf<O>;
  nullable: IsNullable<O>;
  writeOnly: IsWriteOnly<O>;
  known: K;
  partly: P;
  nesting: undefined;
}
interface Nested<A extends Attributes, N extends Nesting, O> extends Inferred {
  mode: ModeOf<O>;
  nullable: IsNullable<O>;
  writeOnly: IsWriteOnly<O>;
  nesting: N;
  attributes: A;
}

interface LooseOptions extends Always {
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  default?: unknown;
  writeOnly?: boolean;
  keepState?: boolean;
  nullable?: boolean;
  validate?: readonly Validator<never>[];
  replace?: unknown;
  equal?: unknown;
}

function modeOf(options: LooseOptions): Mode {
  if (options.required) return "required";
  if (options.computed) return options.optional ? "optionalComputed" : "computed";
  return options.default === undefined ? "optional" : "defaulted";
}

function rulesOf(options: LooseOptions): AttributeRules {
  return {
    description: options.description,
    sensitive: options.sensitive ?? false,
    deprecated: options.deprecated,
    writeOnly: options.writeOnly ?? false,
    keepState: options.keepState ?? false,
    nullable: options.nullable ?? false,
    default: options.default,
    validate: (options.validate ?? []) as AttributeRules["validate"],
    replace: (options.replace ?? false) as AttributeRules["replace"],
    equal: options.equal as AttributeRules["equal"],
  };
}

function flat<K, P>(type: Type<K, P>) {
  return <const O extends AttributeOptions<K>>(options: O & NoOthers<O>): Attribute<Flat<K, P, O>> => ({
    mode: modeOf(options),
    shape: type.shape,
    rules: rulesOf(options),
    nested: undefined,
  });
}

function nestedShape(nesting: Nesting, attributes: Attributes): Shape {
  const fields = Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, attribute.shape]),
  );
  const object: Shape = { kind: "object", fields };
  return nesting === "single" ? object : { kind: nesting, element: object };
}

function nestedAttribute<N extends Nesting>(nesting: N) {
  return <A extends Attributes, const O extends AttributeOptions<NestedValue>>(
    attributes: A,
    options: O & NoOthers<O>,
  ): Attribute<Nested<A, N, O>> => ({
    mode: modeOf(options),
    shape: nestedShape(nesting, attributes),
    rules: rulesOf(options),
    nested: { nesting, attributes },
  });
}

/** What options of nested attributes (default, validate, replace) see: plain objects and arrays. */
export type NestedValue = { readonly [name: string]: unknown } | readonly unknown[];

/**
 * Builders of attributes. Collections take the type of their elements from `t` first: `a.list(t.string, {…})`;
 * nested objects take attributes: `a.listOf({ name: a.string({…}) }, {…})`.
 */
export const a = {
  string: flat(t.string),
  bool: flat(t.bool),
  /** A JavaScript number. A configured value that it cannot hold exactly is refused. */
  number: flat(t.number),
  /** A whole JavaScript number. A fraction, or a value beyond ±(2^53−1), is refused. */
  int: flat(t.int),
  /** An exact number as plain decimal text, e.g. "9007199254740993". */
  decimal: flat(t.decimal),
  /** A value whose type the configuration decides. */
  dynamic: flat(t.dynamic),
  list: <T extends Type, const O extends AttributeOptions<KnownOf<T>[]>>(
    element: T,
    options: O & NoOthers<O>,
  ) => flat(t.list(element as Type<KnownOf<T>, PartlyOf<T>>))(options),
  set: <T extends Type, const O extends AttributeOptions<KnownOf<T>[]>>(
    element: T,
    options: O & NoOthers<O>,
  ) => flat(t.set(element as Type<KnownOf<T>, PartlyOf<T>>))(options),
  map: <T extends Type, const O extends AttributeOptions<Record<string, KnownOf<T>>>>(
    element: T,
    options: O & NoOthers<O>,
  ) => flat(t.map(element as Type<KnownOf<T>, PartlyOf<T>>))(options),
  /** One nested object. */
  object: nestedAttribute("single"),
  /** A list of nested objects. */
  listOf: nestedAttribute("list"),
  /** A set of nested objects: no order, no duplicates. */
  setOf: nestedAttribute("set"),
  /** Nested objects by key. */
  mapOf: nestedAttribute("map"),
} as const;
