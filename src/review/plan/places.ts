/** Which channel an object of a plan is about, by name, also while the channel is not made yet. */
import type { Directory } from "./directory";
import { maskedChange, maskedState, textIn, type Values } from "./masked";
import { type ConfigModule, type ResourceChange, resourcesOf, type TerraformPlan } from "./terraform-plan";

/** What is known of a channel at plan time. */
export interface Place {
  /** Null while it is not made yet. */
  id: string | null;
  name: string | null;
  /** Address of the resource that makes it, where one does. */
  address: string | null;
}

/** `[0]`, or `["a]b"]` with whatever the text holds. */
const instanceKey = /\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g;

/** Finds channels by id, and by the expression that an unknown id comes from. */
export class Places {
  private readonly names = new Map<string, string>();
  private readonly changes = new Map<string, ResourceChange>();
  private readonly expressions = new Map<string, Record<string, unknown>>();

  constructor(
    plan: TerraformPlan,
    private readonly directory: Directory,
  ) {
    for (const { type, values, sensitive_values } of resourcesOf(plan.prior_state?.values?.root_module)) {
      if (type === "pumble_channel") this.learn(maskedState(values ?? {}, sensitive_values));
    }
    for (const one of [...plan.resource_drift, ...plan.resource_changes]) {
      const { before, after } = maskedChange(one);
      if (one.type === "pumble_channel") for (const values of [before, after]) this.learn(values);
    }
    for (const one of plan.resource_changes) this.changes.set(one.address, one);
    this.read(plan.configuration?.root_module, "");
  }

  /** @param values of the object, before or after the change */
  of(change: ResourceChange, values: Values | null): Place {
    const id = textIn(values, "channel_id");
    if (id !== null) return { id, name: this.nameOf(id), address: null };
    return this.referred(change, "channel_id", 0);
  }

  nameOf(id: string): string | null {
    return this.names.get(id) ?? this.directory.channel(id)?.channel.name ?? null;
  }

  private learn(values: Values | null): void {
    const [id, name] = [textIn(values, "id"), textIn(values, "name")];
    if (id !== null && name !== null) this.names.set(id, name);
  }

  private read(module: ConfigModule | undefined, prefix: string): void {
    for (const { address, expressions } of module?.resources ?? []) {
      if (expressions) this.expressions.set(prefix + address, expressions);
    }
    for (const [name, call] of Object.entries(module?.module_calls ?? {})) {
      this.read(call.module, `${prefix}module.${name}.`);
    }
  }

  /** Follows a reference such as `pumble_message.welcome.channel_id`, a few steps at most. */
  private referred(change: ResourceChange, attribute: string, depth: number): Place {
    const nowhere = { id: null, name: null, address: null };
    const expressions = this.expressions.get(change.address.replace(instanceKey, ""));
    const { references } = (expressions?.[attribute] ?? {}) as { references?: string[] };
    const target = this.targetOf(change, references ?? []);
    if (!target || depth > 5) return nowhere;
    const { before, after } = maskedChange(target);
    const values = after ?? before;
    if (target.type === "pumble_channel") {
      return { id: textIn(values, "id"), name: textIn(values, "name"), address: target.address };
    }
    const id = textIn(values, "channel_id");
    if (id !== null) return { id, name: this.nameOf(id), address: null };
    return this.referred(target, "channel_id", depth + 1);
  }

  /** The resource that one of the references is about; of several instances the one with the same key. */
  private targetOf(change: ResourceChange, references: string[]): ResourceChange | undefined {
    const prefix = change.module_address ? `${change.module_address}.` : "";
    const key = change.index === undefined ? "" : `[${JSON.stringify(change.index)}]`;
    for (const reference of references) {
      for (const address of [reference, `${reference}${key}`]) {
        const found = this.changes.get(prefix + address);
        if (found) return found;
      }
    }
    return undefined;
  }
}
