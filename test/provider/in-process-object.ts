/** What Terraform does with one object of the provider, in this process: a plan takes milliseconds, not seconds. */
import { ExtData } from "@msgpack/msgpack";
import { provider } from "../../src/provider/provider";
import type { TestStack } from "../e2e/test-stack";
import { call, plain, serverOf, wire } from "../terraform/rpc/harness";

type Values = Record<string, unknown>;
type Server = ReturnType<typeof serverOf>["server"];

/** Known after apply. */
export const unknown = new ExtData(0, Uint8Array.of(0));
const nothing = new Uint8Array(0);

/** A diagnostic as a person reads it. */
export interface Told {
  severity: "error" | "warning";
  summary: string;
  detail: string;
  /** Both, for searching. */
  text: string;
}

export type Action = "create" | "update" | "replace" | "no-op" | "delete";

/** What a plan says. */
export interface Plan {
  action: Action;
  /** Null for a delete. */
  planned: Values | null;
  told: Told[];
  errors: Told[];
  warnings: Told[];
}

interface Stored {
  state: Values;
  privateBytes: Uint8Array;
}

const attributesOf = (type: string) =>
  provider.resources.find(({ name }) => `pumble_${name}` === type)!.attributes;

/** A configuration or state with null in every other attribute. */
export function complete(type: string, values: Values): Values {
  const empty = Object.fromEntries(Object.keys(attributesOf(type)).map((name) => [name, null]));
  return { ...empty, ...values };
}

/** What Terraform proposes: the configuration, and where it says nothing what the provider set before. */
function proposed(type: string, config: Values, prior: Values | null): Values {
  const entries = Object.entries(attributesOf(type)).map(([name, { mode }]) => {
    const isComputed = mode !== "required" && mode !== "optional";
    return [name, config[name] === null && isComputed && prior ? prior[name] : config[name]];
  });
  return Object.fromEntries(entries);
}

export class InProcessObject {
  /** What Terraform has stored. */
  stored: Stored | null = null;
  /** What the last command told. */
  told: Told[] = [];
  /** Codes of all problems so far. */
  readonly codes: string[] = [];
  private server!: Server;
  private log: string[] = [];

  constructor(
    private test: Pick<TestStack, "apiKey" | "stack">,
    readonly type: string,
    /** Whose key is used; may be changed between commands. */
    public apiKey: unknown = test.apiKey,
  ) {}

  /** What comes next is asked of another workspace, with a key of it. */
  movedTo(other: Pick<TestStack, "apiKey" | "stack">): void {
    this.test = other;
    this.apiKey = other.apiKey;
  }

  get state(): Values | null {
    return this.stored?.state ?? null;
  }

  get privateState(): Values {
    return JSON.parse(Buffer.from(this.stored?.privateBytes ?? nothing).toString() || "{}") as Values;
  }

  /** Validates, refreshes and plans, as `terraform plan` does. Stores nothing. */
  async plan(configured: Values, options: PlanOptions = {}): Promise<Plan> {
    await this.begin();
    const { plan } = await this.planned(configured, options);
    return plan;
  }

  /** Plans several objects in one process: new ones, and those that another has stored. */
  async planTogether(
    planned: readonly (Values | InProcessObject)[],
    configured: Values = {},
  ): Promise<Told[]> {
    await this.begin();
    for (const each of planned) {
      const prior = each instanceof InProcessObject ? each.stored : null;
      const config = complete(this.type, each instanceof InProcessObject ? configured : each);
      const proposedNewState = proposed(this.type, config, prior?.state ?? null);
      await this.planOne({ prior, config, proposedNewState });
    }
    return this.told;
  }

  /** Plans a new object in the process of the command before. */
  async planAnother(configured: Values): Promise<Told[]> {
    this.told = [];
    const config = complete(this.type, configured);
    await this.planOne({ prior: null, config, proposedNewState: proposed(this.type, config, null) });
    return this.told;
  }

  /** Plans and, unless there was an error, applies in a process of its own. */
  async apply(configured: Values, options: PlanOptions = {}): Promise<Plan> {
    await this.begin();
    const { plan, refreshed } = await this.planned(configured, options);
    if (plan.errors.length > 0) return plan;
    this.stored = refreshed;
    if (plan.action === "no-op") return plan;
    await options.meanwhile?.();
    const told = await this.applyPlan(configured, plan, options);
    return { ...plan, ...sorted([...plan.told, ...told]) };
  }

  /** Plans as usual first, as `terraform destroy` does. */
  async destroy(configured: Values): Promise<Plan> {
    await this.begin();
    const { plan, refreshed } = await this.planned(configured, {});
    const done = { ...plan, action: "delete" as const, planned: null };
    if (plan.errors.length > 0) return done;
    this.stored = refreshed;
    if (!this.stored) return done;
    const deleted = await this.deleted();
    return { ...done, ...sorted([...plan.told, ...deleted]) };
  }

  /** `terraform plan -destroy` without the plan before it. */
  async planDestroy(): Promise<Told[]> {
    await this.begin();
    await this.planOne({ prior: this.stored, config: null, proposedNewState: null });
    return this.told;
  }

  /** Destroys what is stored as it was planned before, whatever happened since. */
  async destroyStored(): Promise<Told[]> {
    await this.begin();
    await this.deleteStored();
    return this.told;
  }

  /** Reads what is stored, and answers with what would be stored then. */
  async refresh(): Promise<Stored | null> {
    await this.begin();
    return this.read(this.stored);
  }

  /** Imports by id or identity; stores what came of it. */
  async import(by: string | Values): Promise<Told[]> {
    await this.begin();
    const identity = typeof by === "string" ? undefined : { identityData: wire(by) };
    const answer = await this.server.importResourceState(
      { typeName: this.type, id: typeof by === "string" ? by : "", identity } as never,
      call,
    );
    this.tell(answer.diagnostics);
    const [found] = answer.importedResources ?? [];
    if (!found) return this.told;
    const imported = plain(found.state as never) as Values;
    const read = await this.read({ state: imported, privateBytes: found.private as Uint8Array });
    this.stored = hasError(this.told) ? null : read;
    return this.told;
  }

  private async begin(): Promise<void> {
    const { server, log } = serverOf(provider);
    this.server = server;
    this.log = log;
    this.told = [];
    const config = wire({
      ...{ api_key: this.apiKey, base_url: this.test.stack.addonUrl },
      ...{ max_requests_per_minute: null, request_timeout_seconds: null },
    });
    const request = { terraformVersion: "1.14.0", config, clientCapabilities: undefined };
    this.tell((await this.server.configureProvider(request, call)).diagnostics);
  }

  private async planned(configured: Values, options: PlanOptions) {
    const config = complete(this.type, configured);
    const validated = await this.server.validateResourceConfig(
      {
        typeName: this.type,
        config: wire(config),
        clientCapabilities: { writeOnlyAttributesAllowed: true },
      } as never,
      call,
    );
    this.tell(validated.diagnostics);
    const refreshed = options.refresh === false ? this.stored : await this.read(this.stored);
    const plan = hasError(this.told) ? nothingPlanned : await this.planFrom(refreshed, config, options);
    return { plan: { ...plan, ...sorted(this.told) }, refreshed };
  }

  private async planFrom(prior: Stored | null, config: Values, { replace, taint }: PlanOptions) {
    if (taint && prior) {
      const { planned } = await this.planOne(this.anew(config, null));
      return { action: "replace" as const, planned };
    }
    const first = await this.planOne({
      prior,
      config,
      proposedNewState: proposed(this.type, config, prior?.state ?? null),
    });
    if (!prior) return { action: "create" as const, planned: first.planned };
    const isReplaced = replace || first.replaces(prior.state);
    if (!isReplaced) {
      const isSame = JSON.stringify(first.planned) === JSON.stringify(prior.state);
      return { action: isSame ? ("no-op" as const) : ("update" as const), planned: first.planned };
    }
    const told = this.told;
    const second = await this.planOne(this.anew(config, first.plannedPrivate));
    // Terraform shows the errors of the second plan, not its warnings.
    this.told = [...told, ...this.told.slice(told.length).filter(({ severity }) => severity === "error")];
    return { action: "replace" as const, planned: second.planned };
  }

  private anew(config: Values, priorPrivate: Uint8Array | null) {
    return { prior: null, config, proposedNewState: config, ...(priorPrivate ? { priorPrivate } : {}) };
  }

  private async planOne(given: {
    prior: Stored | null;
    config: Values | null;
    proposedNewState: Values | null;
    priorPrivate?: Uint8Array;
  }) {
    const { prior, config, proposedNewState, priorPrivate = prior?.privateBytes ?? nothing } = given;
    const answer = await this.server.planResourceChange(
      {
        ...{ typeName: this.type, config: wire(config), priorState: wire(prior?.state ?? null) },
        ...{ proposedNewState: wire(proposedNewState), priorPrivate },
      } as never,
      call,
    );
    this.tell(answer.diagnostics);
    const planned = plain(answer.plannedState as never) as Values | null;
    const paths = (answer.requiresReplace ?? []).map(
      (path) => (path.steps?.[0] as { attributeName?: string } | undefined)?.attributeName ?? "",
    );
    return {
      planned,
      plannedPrivate: answer.plannedPrivate as Uint8Array,
      replaces: (before: Values) =>
        paths.some((name) => JSON.stringify(before[name]) !== JSON.stringify(planned?.[name])),
    };
  }

  private async read(stored: Stored | null): Promise<Stored | null> {
    if (!stored) return null;
    const answer = await this.server.readResource(
      {
        ...{ typeName: this.type, currentState: wire(stored.state), private: stored.privateBytes },
      } as never,
      call,
    );
    this.tell(answer.diagnostics);
    const state = plain(answer.newState as never) as Values | null;
    return state && { state, privateBytes: answer.private as Uint8Array };
  }

  private async applyPlan(configured: Values, plan: Plan, options: PlanOptions): Promise<Told[]> {
    await this.begin();
    const config = complete(this.type, configured);
    if (plan.action === "replace") await this.deleteStored();
    if (hasError(this.told)) return this.told;
    const prior = this.stored;
    const again = await this.planOne({
      prior,
      config,
      proposedNewState: proposed(this.type, config, prior?.state ?? null),
    });
    expectAgreement(plan.planned, again.planned, options);
    if (hasError(this.told)) return this.told;
    const answer = await this.server.applyResourceChange(
      {
        ...{ typeName: this.type, config: wire(config), priorState: wire(prior?.state ?? null) },
        ...{ plannedState: wire(again.planned), plannedPrivate: again.plannedPrivate },
      } as never,
      call,
    );
    this.tell(answer.diagnostics);
    const state = plain(answer.newState as never) as Values | null;
    this.stored = state && { state, privateBytes: answer.private as Uint8Array };
    if (state && !hasError(this.told)) expectAgreement(again.planned, state, options);
    return this.told;
  }

  private async deleted(): Promise<Told[]> {
    await this.planOne({ prior: this.stored, config: null, proposedNewState: null });
    if (hasError(this.told)) return this.told;
    await this.begin();
    await this.deleteStored();
    return this.told;
  }

  private async deleteStored(): Promise<void> {
    if (!this.stored) return;
    const answer = await this.server.applyResourceChange(
      {
        ...{ typeName: this.type, config: wire(null), priorState: wire(this.stored.state) },
        ...{ plannedState: wire(null), plannedPrivate: this.stored.privateBytes },
      } as never,
      call,
    );
    this.tell(answer.diagnostics);
    if (!hasError(this.told)) this.stored = null;
  }

  private tell(diagnostics: readonly { severity?: unknown; summary?: string; detail?: string }[] = []) {
    for (const line of this.log.splice(0)) {
      const { diagnostic_codes: codes = [] } = JSON.parse(line) as { diagnostic_codes?: string[] };
      this.codes.push(...codes);
    }
    for (const { severity, summary = "", detail = "" } of diagnostics) {
      const isError = severity === 1 || severity === "ERROR";
      this.told.push({
        ...{ severity: isError ? "error" : "warning", summary, detail },
        text: `${summary}\n${detail}`,
      });
    }
  }
}

export interface PlanOptions {
  /** `-replace=ADDRESS`. */
  replace?: boolean;
  /** The object in state is tainted. */
  taint?: boolean;
  /** Default true. */
  refresh?: boolean;
  /** What happens between the plan and the apply. */
  meanwhile?: () => unknown;
}

const nothingPlanned = { action: "no-op" as const, planned: null };

function hasError(told: readonly Told[]): boolean {
  return told.some(({ severity }) => severity === "error");
}

function sorted(told: readonly Told[]) {
  return {
    told: [...told],
    errors: told.filter(({ severity }) => severity === "error"),
    warnings: told.filter(({ severity }) => severity === "warning"),
  };
}

/** Terraform's own rule: what was planned as known is what comes. */
function expectAgreement(planned: Values | null, now: Values | null, _options: PlanOptions): void {
  for (const [name, value] of Object.entries(planned ?? {})) {
    if (holdsUnknown(value)) continue;
    const [before, after] = [comparable(value), comparable(now?.[name])];
    if (before !== after) throw new Error(`${name} was planned as ${before} and is ${after}`);
  }
}

function holdsUnknown(value: unknown): boolean {
  if (value instanceof ExtData) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}

/** Sets have no order. */
function comparable(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
}
