import { dependable, type ITerraformDependable, type TerraformResourceLifecycle, Token } from "cdktf";
import { lateText, pieces } from "../text/tokens";

/**
 * A lifecycle whose `replaceTriggeredBy` names addresses: CDKTF would write them as `${…}`, which Terraform does not take
 * there in JSON.
 */
export function withAddresses(lifecycle: TerraformResourceLifecycle): TerraformResourceLifecycle {
  const { replaceTriggeredBy } = lifecycle;
  return { ...lifecycle, ...(replaceTriggeredBy && { replaceTriggeredBy: replaceTriggeredBy.map(address) }) };
}

/** @param trigger an element, or its address and an attribute, such as `${ops.fqn}.name` */
function address(trigger: string | ITerraformDependable): string {
  if (typeof trigger !== "string") return dependable(trigger);
  if (!Token.isUnresolved(trigger)) return bare(trigger);
  return lateText((context) =>
    pieces(trigger)
      .map((part, index) => (index % 2 === 0 ? part : bare(String(context.resolve(part)))))
      .join(""),
  );
}

function bare(expression: string): string {
  return expression.replace(/^\$\{(.*)\}$/, "$1");
}
