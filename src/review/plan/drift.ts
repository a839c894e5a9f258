/** What was changed in Pumble by hand since Terraform last looked. */
import type { Change } from "../report";
import { actionOf } from "./action";
import { attributesOf } from "./attributes";
import { placeOf, type Surroundings } from "./change";
import { contentOf } from "./content";
import { maskedChange, textIn } from "./masked";
import { membershipOf } from "./membership";
import type { ResourceChange, TerraformPlan } from "./terraform-plan";

/** Attributes that go on by themselves, nobody's doing. */
const byItself = new Set(["next_send_at", "status", "last_used_at"]);

/** Each object that is not what it was left as, once. */
export function driftOf(plan: TerraformPlan, around: Surroundings): Change[] {
  return plan.resource_drift
    .filter((one) => one.mode === "managed")
    .map((one) => driftedObject(one, plan, around))
    .filter((one): one is Change => one !== null);
}

function driftedObject(one: ResourceChange, plan: TerraformPlan, around: Surroundings): Change | null {
  const { before, after } = maskedChange(one);
  if (before === null) return null;
  const attributes = attributesOf(one).filter(({ name }) => !byItself.has(name));
  const isGone = one.change.actions.includes("delete");
  if (attributes.length === 0 && !isGone) return null;
  const place = placeOf(one, before, around);
  const words = around.words.get(one.address);
  return {
    address: one.address,
    type: one.type,
    action: isGone ? "destroy" : "update",
    reason: null,
    name: words?.name ?? null,
    channel: place.name,
    channelType: null,
    previousName: null,
    // What a list says now against what it said: nobody has to be asked who is in the channel.
    ...membershipOf({ type: one.type, before, after }, { ...place, id: null }, around.directory),
    because: null,
    content: contentOf(before, after, around.directory),
    when: textIn(after, "send_at"),
    notifies: null,
    byHand: isUndone(one.address, plan) ? "undone" : "stays",
    attributes,
  };
}

/** Whether the plan does something to an object. */
function isUndone(address: string, plan: TerraformPlan): boolean {
  return plan.resource_changes.some((one) => one.address === address && actionOf(one) !== null);
}
