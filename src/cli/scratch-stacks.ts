/** Whether an app can be deployed to a throw-away workspace, and that it then is. */
import { providerSource } from "../pumble/provider-address";
import { redirectStacks, type SynthesisedStack, stacksIn } from "../testing/scratch-stacks";
import { CliProblem } from "./problem";

/** Providers that make nothing outside Terraform's state. What else a stack needs could reach something real. */
const harmless = ["null", "random", "time", "tls"].map((name) => `registry.terraform.io/hashicorp/${name}`);

/**
 * Redirects every stack below `outdir`, the folder that an app was synthesised into.
 * @param states folder for their states
 * @throws CliProblem, with nothing changed, when a stack could reach something real in another way
 */
export function scratchStacks(outdir: string, states: string): SynthesisedStack[] {
  const stacks = stacksIn(outdir);
  for (const stack of stacks) refuseForeign(stack);
  redirectStacks(stacks, { states });
  return stacks;
}

function refuseForeign({ name: stack, configuration: { terraform } }: SynthesisedStack): void {
  const sources = Object.entries(terraform?.required_providers ?? {}).map(([name, { source = name }]) => {
    const parts = source.split("/");
    return ["registry.terraform.io", "hashicorp"]
      .slice(0, 3 - parts.length)
      .concat(parts)
      .join("/");
  });
  const foreign = sources.filter((source) => source !== providerSource && !harmless.includes(source));
  if (foreign.length === 0) return;
  throw new CliProblem(
    `Stack "${stack}" also uses ${foreign.join(", ")}.`,
    "quickstart deploys to a throw-away workspace, and that provider would make real things.\nRun it in an app, or a folder, whose stacks use pumble alone.",
  );
}
