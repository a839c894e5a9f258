/** What Terraform's actions mean in Pumble, which cannot undo everything. */
import type { ChangeAction } from "../report";
import { maskedChange, textIn } from "./masked";
import type { ResourceChange } from "./terraform-plan";

/** Types whose destruction leaves what is in Pumble: no API removes it. */
const staysBehind = new Set(["pumble_channel"]);

/** Null for what stays as it is. */
export function actionOf(one: ResourceChange): ChangeAction | null {
  const { actions, importing } = one.change;
  if (importing) return "import";
  if (actions.includes("create") && (actions.includes("delete") || actions.includes("forget")))
    return "replace";
  if (actions.includes("create")) return isThere(one) ? "import" : "create";
  if (actions.includes("delete")) return isForgotten(one) ? "forget" : "destroy";
  if (actions.includes("forget")) return "forget";
  if (actions.includes("update")) return "update";
  return one.previous_address && one.previous_address !== one.address ? "move" : null;
}

/** A channel that is new to Terraform and has an id already: it is taken over, by adopt_existing. */
function isThere(one: ResourceChange): boolean {
  return one.type === "pumble_channel" && textIn(maskedChange(one).after, "id") !== null;
}

function isForgotten(one: ResourceChange): boolean {
  const { before } = maskedChange(one);
  const isDelivered = one.type === "pumble_scheduled_message" && before?.["status"] === "delivered";
  return staysBehind.has(one.type) || before?.["on_destroy"] === "keep" || isDelivered;
}
