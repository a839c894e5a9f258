/** What a plan says about a channel: what can be made, what the code changed, and what people changed in Pumble. */
import { normalizeChannelName } from "../../pumble/names";
import { type Diagnostics, isUnknown, type PrivateState, type Unknown } from "../../terraform";
import type { PumbleContext } from "../context";
import { planAlone, planAnother } from "../people/one-owner";
import { channelProblems } from "../problems/channels";
import { knowsValues, wasEver } from "../values/known-values";
import { refuseCollision, wantedOf } from "./channel-collision";

export const sameName = (one: string, other: string) =>
  normalizeChannelName(one) === normalizeChannelName(other);

const byHand = {
  type: channelProblems.channel_type_by_hand,
  description: channelProblems.channel_description_by_hand,
} as const;

interface Attributes {
  id: string;
  name: string;
  type: string;
  description: string;
  adopt_existing: boolean;
  on_destroy: string;
}
type Partly<T> = { [N in keyof T]: T[N] | Unknown };

interface PlanCall<Plan> {
  readonly action: "create" | "update" | "destroy";
  /** As it is written; null when it is destroyed. */
  readonly config: { readonly name: string | Unknown; readonly description: string | null | Unknown } | null;
  readonly state: Attributes | null;
  readonly plan: Plan | null;
  readonly context: PumbleContext;
  readonly diagnostics: Diagnostics;
  readonly privateState: PrivateState;
  requireReplace(attribute: string): void;
}

/** The plan as it can be carried out. @throws {Problem} for what surely cannot */
export async function planChannel<Plan extends Partly<Attributes>>(
  call: PlanCall<Plan>,
): Promise<Plan | undefined> {
  const { diagnostics, state, plan } = call;
  if (!plan) {
    if (state!.on_destroy === "error") throw channelProblems.channel_destroy_refused({ name: state!.name });
    diagnostics.add(channelProblems.channel_stays({ name: state!.name }));
    return;
  }
  const { name } = plan;
  if (isUnknown(name)) {
    if (state) call.requireReplace("name");
    return;
  }
  const normal = normalizeChannelName(name);
  const isOther = state !== null && !sameName(state.name, name);
  const isByHand = isOther && wasEver(call.privateState, "name", normal);
  // A channel that was renamed by hand has no use for another form of its old name.
  if (!isByHand) warnOfForm(call.config!.name, diagnostics);
  refuseTwice(name, isOther && !isByHand, call);
  if (!state) return planNew(name, plan, call);
  if (isOther && !isByHand) return replaceUnder(name, plan, state, call);
  if (isByHand) {
    diagnostics.add(channelProblems.channel_renamed_by_hand({ now: state.name, asked: name, normal }));
  }
  return { ...asItIs(plan, state, call), name: isByHand ? state.name : name };
}

/** A channel, for whichever resource has it. @param name normalised */
export function channelCalled(name: string) {
  return { is: `channel ${name}`, called: `Channel "${name}"`, isAdopted: true };
}

/** Of two that are made, one fails; one that takes the other over does not. */
function refuseTwice(given: string, isAnother: boolean, call: PlanCall<Partly<Attributes>>): void {
  const name = normalizeChannelName(given);
  const twice = () => channelProblems.channel_twice({ name });
  const thing = { ...channelCalled(name), ...(call.plan?.adopt_existing === false && { twice }) };
  (isAnother ? planAnother : planAlone)(call, thing);
}

/** Of what is written: the plan keeps a name that state holds in another form, and would warn for ever. */
function warnOfForm(name: string | Unknown, diagnostics: Diagnostics): void {
  if (isUnknown(name)) return;
  const normal = normalizeChannelName(name);
  if (normal !== name) diagnostics.add(channelProblems.channel_name_form({ name, normal }));
}

/** A channel that is to be adopted is known by its id, so what stands in it need not wait for the apply. */
async function planNew<Plan extends Partly<Attributes>>(
  given: string,
  plan: Plan,
  { config, context, privateState }: PlanCall<Plan>,
): Promise<Plan | undefined> {
  const { type, description, adopt_existing } = plan;
  if (isUnknown(type) || isUnknown(adopt_existing) || !context.configured) return;
  const name = normalizeChannelName(given);
  const { workspace } = context;
  const holder = adopt_existing ? null : await workspace.channelByName(name);
  if (holder && knowsValues(privateState)) throw channelProblems.channel_replaced_by_itself({ name });
  // Of a tainted one nothing is remembered, so it looks like any other that is in state.
  if (holder && workspace.isKept(holder.channel.id)) throw channelProblems.channel_in_state({ name });
  const adopted = await refuseCollision(wantedOf({ name, type, description, adopt_existing }), context);
  if (adopted) {
    const { id, description: found } = adopted.channel;
    return { ...plan, id, description: found ?? "", archived: false };
  }
  if (adopt_existing) return { ...plan, archived: false };
  // Who makes a channel is alone in it.
  const says = config!.description === null ? { description: "" } : {};
  return { ...plan, ...says, archived: false, member_count: 1 };
}

async function replaceUnder<Plan extends Partly<Attributes>>(
  name: string,
  plan: Plan,
  state: Attributes,
  call: PlanCall<Plan>,
): Promise<undefined> {
  if (state.on_destroy === "error") throw channelProblems.channel_destroy_refused({ name: state.name });
  call.requireReplace("name");
  call.diagnostics.add(channelProblems.channel_stays({ name: state.name }));
  const { type, description, adopt_existing } = plan;
  if (isUnknown(type) || isUnknown(adopt_existing) || !call.context.configured) return;
  await refuseCollision(wantedOf({ name, type, description, adopt_existing }), call.context);
}

/** The plan with the type and description that the channel has. @throws {Problem} when the code asks for new ones */
function asItIs<Plan extends Partly<Attributes>>(
  plan: Plan,
  state: Attributes,
  { privateState, diagnostics }: PlanCall<Plan>,
): Plan {
  let kept = plan;
  for (const attribute of ["type", "description"] as const) {
    const asked = plan[attribute];
    const now = state[attribute];
    // What is not known yet is looked at again in the apply.
    if (isUnknown(asked) || asked === now) continue;
    const { name } = state;
    if (wasEver(privateState, attribute, asked) === false) {
      const values = { name, attribute, current: JSON.stringify(now) };
      throw channelProblems.channel_unchangeable(values, attribute);
    }
    const values = { name, now: JSON.stringify(now), asked: JSON.stringify(asked) };
    diagnostics.add(byHand[attribute](values));
    kept = { ...kept, [attribute]: now };
  }
  return kept;
}
