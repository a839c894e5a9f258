/** A 64-bit integer: a number while it is exact (up to 2^53), a bigint beyond. Either may be given. */
export type Int64 = number | bigint;

/**
 * A message that is being built: every field may be left out, at any depth. What is left out travels as protobuf's
 * default (empty, zero, false) or, for messages and `optional` fields, as absent.
 */
export type Draft<T> = T extends Uint8Array | string | number | bigint | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Draft<Item>[]
    : { readonly [Key in keyof T]?: Draft<T[Key]> | undefined };

/** What every handler knows about its call. */
export interface WireCall {
  /** Aborted when the client cancels, goes away, or its deadline has passed. */
  readonly signal: AbortSignal;
}

/** How a field is repeated: once, once with presence, many times, or as a map from string. */
export type Cardinality = "one" | "optional" | "list" | "map";

/** One field, ready for the codec. */
export interface Field {
  readonly number: number;
  readonly name: string;
  readonly cardinality: Cardinality;
  /** A scalar kind (lower case), or undefined for a message. */
  readonly scalar: Scalar | undefined;
  /** The table of the message that the field holds. */
  readonly message: MessageTable<unknown> | undefined;
}

/** The scalar kinds that the definitions use; enums travel as int32. */
export type Scalar = "string" | "bytes" | "bool" | "int64" | "int32" | "uint32";

/** One message's fields. They are read from their one-line text when first asked for. */
export class MessageTable<T> {
  /** Carries the type only; never set. */
  declare readonly type: T;
  #fields: readonly Field[] | undefined;
  #byNumber: ReadonlyMap<number, Field> | undefined;

  constructor(
    /** As in TypeScript, `Schema_Attribute`. */
    readonly name: string,
    private readonly spec: string,
    private readonly lookup: (name: string) => MessageTable<unknown>,
  ) {}

  /** Fields in order of declaration. */
  get fields(): readonly Field[] {
    this.#fields ??= this.spec === "" ? [] : this.spec.split(", ").map((text) => this.#parse(text));
    return this.#fields;
  }

  /** The same fields by number. */
  get byNumber(): ReadonlyMap<number, Field> {
    this.#byNumber ??= new Map(this.fields.map((field) => [field.number, field]));
    return this.#byNumber;
  }

  #parse(text: string): Field {
    const words = text.split(" ");
    const kind = words.pop()!;
    const isMessage = /^[A-Z]/.test(kind);
    return {
      number: Number(words[0]),
      name: words[1]!,
      cardinality: (words[2] as Cardinality | undefined) ?? "one",
      scalar: isMessage ? undefined : (kind as Scalar),
      message: isMessage ? this.lookup(kind) : undefined,
    };
  }
}

/** All messages of one definition. */
export class MessageSet<Messages> {
  readonly #tables = new Map<string, MessageTable<unknown>>();

  constructor(private readonly specs: Readonly<Record<keyof Messages & string, string>>) {}

  /** The table of one message; always the same object for the same name. */
  table<Name extends keyof Messages & string>(name: Name): MessageTable<Messages[Name]> {
    return this.lookup(name) as MessageTable<Messages[Name]>;
  }

  /** As `table`, for a name that is only known at run time. */
  lookup(name: string): MessageTable<unknown> {
    let table = this.#tables.get(name);
    if (!table) {
      if (!Object.hasOwn(this.specs, name)) {
        throw new Error(`There is no message ${name} in the protocol definition.`);
      }
      const spec = (this.specs as Readonly<Record<string, string>>)[name]!;
      table = new MessageTable<unknown>(name, spec, (inner) => this.lookup(inner));
      this.#tables.set(name, table);
    }
    return table;
  }
}

/** One RPC: what goes in and out. */
export interface MethodTable {
  /** As in the definition, `GetProviderSchema`. */
  readonly name: string;
  /** Its member in the service's server interface, `getProviderSchema`. */
  readonly member: string;
  readonly request: MessageTable<unknown>;
  readonly response: MessageTable<unknown>;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** One gRPC service. `Server` is the interface that answers it. */
export class ServiceTable<Server> {
  /** Carries the type only; never set. */
  declare readonly type: Server;

  constructor(
    /** As on the wire, `tfplugin6.Provider`. */
    readonly name: string,
    private readonly messages: { lookup(name: string): MessageTable<unknown> },
    private readonly specs: Readonly<Record<string, string>>,
  ) {}

  /** The names of its methods as on the wire. */
  get methodNames(): string[] {
    return Object.keys(this.specs);
  }

  /** One method by its name on the wire; undefined when the service has none of that name. */
  method(name: string): MethodTable | undefined {
    if (!Object.hasOwn(this.specs, name)) return undefined;
    const [request, response] = this.specs[name]!.split(" -> ") as [string, string];
    const table = (text: string): MessageTable<unknown> => this.messages.lookup(text.replace("stream ", ""));
    return {
      name,
      member: name.charAt(0).toLowerCase() + name.slice(1),
      request: table(request),
      response: table(response),
      requestStream: request.startsWith("stream "),
      responseStream: response.startsWith("stream "),
    };
  }
}
