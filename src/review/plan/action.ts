/** What Terraform's actions mean in Pumble, which cannot undo everything. */
import type { ChangeAction } from "../report";
import { maskedChange } from "./masked";
import type { ResourceChange } from "./terraform-plan";

/** Types whose destruction leaves what is in Pumble: no API removes it. */
const staysBehind = new Set(["pumble_channel"]);

/** Null for what stays as it is. */
export function actionOf(one: ResourceChange): ChangeAction | null {
  const { actions, importing } = one.change;
  if (importing) return "import";
  if (actions.includes("create") && (actions.includes("delete") || actions.includes("forget")))
    return "replace";
  if (actions.includes("create")) return "create";
  if (actions.includes("delete")) return isForgotten(one) ? "forget" : "destroy";
  if (actions.includes("forget")) return "forget";
  if (actions.includes("update")) return "update";
  return one.previous_address && one.previous_address !== one.address ? "move" : null;
}

function isForgotten(one: ResourceChange): boolean {
  const { before } = maskedChange(one);
  const isDelivered = one.type === "pumble_scheduled_message" && before?.["status"] === "delivered";
  return staysBehind.has(one.type) || before?.["on_destroy"] === "keep" || isDelivered;
}
