/** What a plan runs beside its changes: Terraform's actions, of which it keeps no state. */
import type { Finding } from "../report";
import { Audience } from "./audience";
import { heardOf, type Surroundings } from "./change";
import { asChange, type TerraformPlan } from "./terraform-plan";

/** Says each action, and whom all of them notify. */
export function actionsOf(
  { action_invocations: invocations }: TerraformPlan,
  around: Surroundings,
): { said: Finding[]; audience: Audience } {
  const audience = new Audience(around.directory);
  const said = new Map<string, Finding>();
  for (const one of invocations) {
    const { address } = one;
    const title = "The apply also runs an action";
    if (one.type === "pumble_send_message") {
      const heard = heardOf(asChange(one), around);
      audience.merge(heard.audience);
      const where = heard.place.name === null ? "" : ` to #${heard.place.name}`;
      said.set(address, { title, detail: `It sends a message${where}.`, address });
    } else said.set(address, { title, detail: "What that does is not told here.", address });
  }
  return { said: [...said.values()], audience };
}
