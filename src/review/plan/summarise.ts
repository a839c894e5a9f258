/** From Terraform's plan to a report of one stack. */
import { addressesOnce } from "../new-address";
import type { Change, ChangeAction, Finding, StackReport } from "../report";
import { changeAction } from "../report";
import { actionsOf } from "./actions";
import { Audience } from "./audience";
import { type Facts, factsOf, placeOf, type Surroundings, type Words } from "./change";
import { Directory, nobodyAsked, type WorkspaceLists } from "./directory";
import { driftOf } from "./drift";
import { maskedChange } from "./masked";
import { listedIn } from "./membership";
import { Places } from "./places";
import { resourcesOf, type TerraformPlan } from "./terraform-plan";

export interface SummaryOptions {
  stack: string;
  lists?: WorkspaceLists;
  words?: ReadonlyMap<string, Words>;
  warnings?: Finding[];
}

/** What a plan does, told as facts. */
export function summarise(plan: TerraformPlan, options: SummaryOptions): StackReport {
  const directory = new Directory(options.lists ?? nobodyAsked);
  const places = new Places(plan, directory);
  const words = options.words ?? new Map();
  const around: Surroundings = { directory, places, words, joining: new Map() };
  around.joining = joiningOf(plan, around);
  const facts = plan.resource_changes
    .filter((one) => one.mode === "managed")
    .map((one) => factsOf(one, around))
    .filter((one): one is Facts => one !== null);
  const audience = new Audience(directory);
  for (const one of facts) audience.merge(one.audience);
  const actions = actionsOf(plan, around);
  audience.merge(actions.audience);
  const everyDrift = inOrder(driftOf(plan, around));
  const drift = addressesOnce(everyDrift);
  const drifted = new Set(everyDrift.map(({ address }) => address));
  const changes = inOrder(
    facts.map(({ change }) => (drifted.has(change.address) ? { ...change, byHand: "undone" } : change)),
  );
  return {
    ...emptyStack(options.stack),
    status: changes.length + actions.said.length > 0 || changesOutputs(plan) ? "changes" : "none",
    changes,
    drift,
    counts: countsOf(changes),
    objects: resourcesOf(plan.prior_state?.values?.root_module).filter(({ mode }) => mode === "managed")
      .length,
    notifies: audience.result,
    warnings: [...actions.said, ...(options.warnings ?? []).filter((warning) => !isTold(warning, changes))],
  };
}

/** A stack that nothing is known of. */
export function emptyStack(stack: string): StackReport {
  return {
    stack,
    status: "none",
    changes: [],
    drift: [],
    counts: countsOf([]),
    objects: 0,
    notifies: { people: 0, atLeast: false, broadcast: 0 },
    gates: [],
    errors: [],
    warnings: [],
    outcome: null,
  };
}

function countsOf(changes: readonly Change[]): Record<ChangeAction, number> {
  const zero = Object.fromEntries(changeAction.options.map((action) => [action, 0]));
  const counts = zero as Record<ChangeAction, number>;
  for (const { action } of changes) counts[action]++;
  return counts;
}

/** Title of the provider's warning that names who leaves, as the changes do. */
const membersTakenOut = /^.+ will be taken out of #\S+$/;

/** Whether a warning says no more than the changes do. */
function isTold({ title, detail, address }: Finding, changes: readonly Change[]): boolean {
  if (membersTakenOut.test(title)) {
    const left = changes.find((one) => one.address === address)?.leaves ?? [];
    const named = [...detail.matchAll(/<([^<>]+)>$/gm)].map((match) => match[1]!);
    return named.length > 0 && named.every((person) => left.includes(person));
  }
  if (!title.endsWith("stays in Pumble")) return false;
  // What is not in the code any more has no address in Terraform's warning.
  const isAbout = (change: Change) =>
    address === null ? detail.includes(JSON.stringify(change.channel)) : change.address === address;
  return changes.some(
    (change) =>
      change.type === "pumble_channel" &&
      (change.action === "forget" || change.action === "replace") &&
      isAbout(change),
  );
}

function changesOutputs(plan: TerraformPlan): boolean {
  return Object.values(plan.output_changes).some(({ actions }) => actions.join() !== "no-op");
}

/** By channel, a channel before what stands in it, by address within. */
function inOrder(changes: Change[]): Change[] {
  const key = (one: Change) => [one.channel ?? "\uffff", one.type === "pumble_channel" ? "" : one.address];
  return changes.sort((one, other) => {
    const [left, right] = [key(one).join("\0"), key(other).join("\0")];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

/** People who are in a channel once the plan is done, as far as the plan lists them. */
function joiningOf(plan: TerraformPlan, around: Surroundings): ReadonlyMap<string, readonly string[]> {
  const joining = new Map<string, string[]>();
  for (const one of plan.resource_changes) {
    if (!one.type.startsWith("pumble_channel_member")) continue;
    const { after } = maskedChange(one);
    const place = placeOf(one, after, around);
    const people = listedIn(after);
    for (const key of [place.id, place.address]) {
      if (key) joining.set(key, [...(joining.get(key) ?? []), ...people]);
    }
  }
  return joining;
}
