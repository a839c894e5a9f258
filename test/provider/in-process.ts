/** The provider asked as Terraform asks it, in this process: quicker than a run, and able to hand it any value. */
import { ExtData } from "@msgpack/msgpack";
import type { Provider } from "../../src/terraform";
import { call, plain, serverOf, wire } from "../terraform/rpc/harness";

export type Values = Record<string, unknown>;

/** What Terraform is told. */
export interface Told {
  severity: number;
  summary: string;
  detail: string;
  attribute?: { steps: unknown[] };
}

interface Reply {
  diagnostics: Told[];
  [field: string]: unknown;
}

const nothing = new Uint8Array(0);

/** A value that is not known yet. */
export const unknown = new ExtData(0, Uint8Array.of(0));

/** An object as a resource's calls hand it on. */
export interface Stored {
  state: Values | null;
  private: Uint8Array;
  diagnostics: Told[];
}

type Kind = "resource" | "data source" | "ephemeral resource" | "action" | "list";
const newest = { terraformVersion: "1.14.0", clientCapabilities: { writeOnlyAttributesAllowed: true } };

export class InProcess {
  readonly server: ReturnType<typeof serverOf>["server"];
  readonly #log: string[];

  constructor(private readonly provider: Provider) {
    const { server, log } = serverOf(provider);
    this.server = server;
    this.#log = log;
  }

  /** Codes of all problems so far. */
  get codes(): string[] {
    return this.#log.flatMap((line) => {
      const { diagnostic_codes: codes = [] } = JSON.parse(line) as { diagnostic_codes?: string[] };
      return codes;
    });
  }

  async configure(config: Values): Promise<Told[]> {
    const request = { ...newest, config: wire(this.#filled(this.provider.attributes, config)) };
    return this.#told(await this.server.configureProvider(request as never, call));
  }

  async validate(kind: Kind, name: string, config: Values, ofToday = true): Promise<Told[]> {
    const request = {
      ...{ typeName: this.#type(name), actionType: this.#type(name), ...newest },
      config: wire(this.#filled(this.#attributes(kind, name), config)),
      ...(ofToday ? {} : { clientCapabilities: undefined }),
    };
    const methods = {
      resource: this.server.validateResourceConfig,
      "data source": this.server.validateDataResourceConfig,
      "ephemeral resource": this.server.validateEphemeralResourceConfig,
      action: this.server.validateActionConfig,
      list: this.server.validateListResourceConfig,
    };
    return this.#told(await methods[kind](request as never, call));
  }

  /** Plans a new object or, with what is stored, a change of it; null destroys. */
  async plan(
    name: string,
    config: Values | null,
    stored?: Stored,
  ): Promise<Reply & { planned: Values | null }> {
    const attributes = this.#attributes("resource", name);
    const prior = stored?.state ?? null;
    const full = config && this.#filled(attributes, config);
    const proposed = full && {
      ...full,
      ...Object.fromEntries(
        Object.entries(attributes)
          .filter(([key, { mode }]) => full[key] === null && /omputed$/.test(mode))
          .map(([key]) => [key, prior?.[key] ?? null]),
      ),
    };
    const request = {
      ...{ typeName: this.#type(name), config: wire(full), priorState: wire(prior), ...newest },
      ...{ proposedNewState: wire(proposed), priorPrivate: stored?.private ?? nothing },
    };
    const reply = (await this.server.planResourceChange(request as never, call)) as unknown as Reply;
    return { ...reply, planned: plain(reply["plannedState"] as never) as Values | null };
  }

  /** Plans and, where that is no error, applies. */
  async apply(name: string, config: Values | null, stored?: Stored): Promise<Stored> {
    const planned = await this.plan(name, config, stored);
    const prior = stored?.state ?? null;
    const kept = { state: prior, private: stored?.private ?? nothing };
    if (planned.diagnostics.some(({ severity }) => severity === 1)) {
      return { ...kept, diagnostics: planned.diagnostics };
    }
    const request = {
      ...{ typeName: this.#type(name), priorState: wire(prior), plannedState: planned["plannedState"] },
      config: wire(config && this.#filled(this.#attributes("resource", name), config)),
      plannedPrivate: planned["plannedPrivate"],
    };
    const reply = (await this.server.applyResourceChange(request as never, call)) as unknown as Reply;
    return {
      state: plain(reply["newState"] as never) as Values | null,
      private: (reply["private"] as Uint8Array | undefined) ?? nothing,
      diagnostics: [...planned.diagnostics, ...reply.diagnostics],
    };
  }

  async read(name: string, stored: Stored): Promise<Stored> {
    const request = {
      ...{ typeName: this.#type(name), currentState: wire(stored.state), private: stored.private },
    };
    const reply = (await this.server.readResource(request as never, call)) as unknown as Reply;
    return {
      state: plain(reply["newState"] as never) as Values | null,
      private: (reply["private"] as Uint8Array | undefined) ?? nothing,
      diagnostics: reply.diagnostics,
    };
  }

  async import(name: string, id: string): Promise<Told[]> {
    const request = { typeName: this.#type(name), id, identity: undefined };
    return this.#told(await this.server.importResourceState(request as never, call));
  }

  async data(name: string, config: Values): Promise<Reply> {
    const full = wire(this.#filled(this.#attributes("data source", name), config));
    const request = { typeName: this.#type(name), config: full, ...newest };
    return (await this.server.readDataSource(request as never, call)) as unknown as Reply;
  }

  async open(name: string, config: Values): Promise<Reply> {
    const full = wire(this.#filled(this.#attributes("ephemeral resource", name), config));
    const request = { typeName: this.#type(name), config: full, ...newest };
    return (await this.server.openEphemeralResource(request as never, call)) as unknown as Reply;
  }

  async close(name: string, opened: Reply): Promise<Told[]> {
    const request = { typeName: this.#type(name), private: opened["private"] };
    return this.#told(await this.server.closeEphemeralResource(request as never, call));
  }

  async list(name: string, config: Values): Promise<Told[]> {
    const full = wire(this.#filled(this.#attributes("list", name), config));
    const request = { typeName: this.#type(name), config: full, limit: 100n, includeResourceObject: true };
    const told: Told[] = [];
    for await (const { diagnostic = [] } of this.server.listResource(request as never, call)) {
      told.push(...(diagnostic as unknown as Told[]));
    }
    return told;
  }

  /** What a list finds, as a person sees it. */
  async listed(name: string, config: Values): Promise<string[]> {
    const full = wire(this.#filled(this.#attributes("list", name), config));
    const request = { typeName: this.#type(name), config: full, limit: 100n, includeResourceObject: true };
    const names: string[] = [];
    for await (const { displayName } of this.server.listResource(request as never, call)) {
      names.push(displayName ?? "");
    }
    return names;
  }

  async planAction(name: string, config: Values): Promise<Told[]> {
    const full = wire(this.#filled(this.#attributes("action", name), config));
    const request = { actionType: this.#type(name), config: full, ...newest };
    return this.#told(await this.server.planAction(request as never, call));
  }

  async invoke(name: string, config: Values): Promise<Told[]> {
    const full = wire(this.#filled(this.#attributes("action", name), config));
    const request = { actionType: this.#type(name), config: full, ...newest };
    const told: Told[] = [];
    for await (const { completed } of this.server.invokeAction(request as never, call)) {
      told.push(...((completed?.diagnostics ?? []) as unknown as Told[]));
    }
    return told;
  }

  /** The text of a function's error, or null. */
  async call(name: string, ...args: unknown[]): Promise<string | null> {
    const { error } = await this.#answer(name, args);
    return (error as { text: string } | undefined)?.text ?? null;
  }

  /** What a function gives. @throws Error where it refuses */
  async value(name: string, ...args: unknown[]): Promise<unknown> {
    const { error, result } = await this.#answer(name, args);
    if (error) throw new Error((error as { text: string }).text);
    return plain(result as never);
  }

  #answer(name: string, args: unknown[]) {
    return this.server.callFunction({ name, arguments: args.map(wire) } as never, call);
  }

  #told(reply: object): Told[] {
    return (reply as { diagnostics: Told[] }).diagnostics;
  }

  #type(name: string): string {
    return `${this.provider.name}_${name}`;
  }

  #attributes(kind: Kind, name: string) {
    const { resources, dataSources, ephemeralResources, actions } = this.provider;
    const of = (all: readonly { name: string; attributes: Provider["attributes"] }[]) =>
      all.find((each) => each.name === name)!.attributes;
    if (kind === "list") return resources.find((each) => each.name === name)!.list!.attributes;
    return of(
      {
        resource: resources,
        "data source": dataSources,
        "ephemeral resource": ephemeralResources,
        action: actions,
      }[kind],
    );
  }

  #filled(attributes: Provider["attributes"], config: Values): Values {
    return Object.fromEntries(Object.keys(attributes).map((name) => [name, config[name] ?? null]));
  }
}
