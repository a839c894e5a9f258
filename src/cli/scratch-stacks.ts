/** Whether an app can be deployed to a throw-away workspace, and that it then is. */
import { isDeepStrictEqual } from "node:util";
import { providerSource } from "../pumble/provider-address";
import {
  type Configuration,
  redirectStacks,
  type SynthesisedStack,
  stacksIn,
} from "../testing/scratch-stacks";
import { CliProblem } from "./cli-problem";
import { harmlessProviders, scriptRunner } from "./harmless";

const harmless = harmlessProviders.map((name) => `registry.terraform.io/hashicorp/${name}`);

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

function refuseForeign({ name, configuration }: SynthesisedStack): void {
  const sources = foreignSources(configuration);
  const modules = Object.keys((configuration["module"] as object | undefined) ?? {});
  const commands = foreignCommands(configuration);
  const reasons = [
    ...(sources.length > 0 ? [`uses ${sources.join(", ")}`] : []),
    ...(modules.length > 0 ? [`uses the module ${modules.join(", ")}`] : []),
    ...(commands.length > 0 ? [`runs commands of its own at ${commands.join(", ")}`] : []),
  ];
  if (reasons.length === 0) return;
  throw new CliProblem(
    `Stack "${name}" also ${reasons.join(" and ")}.`,
    "quickstart deploys to a throw-away workspace, and that could make real things.\nRun it in an app, or a folder, whose stacks use pumble alone.",
  );
}

/** Providers that the stack requires, and those that its types stand for without a word. */
function foreignSources({ terraform, resource, data, ...others }: Configuration): string[] {
  const required = Object.entries(terraform?.required_providers ?? {});
  const known = new Set(["terraform", ...required.map(([name]) => name)]);
  const blocks = [resource, data, others["ephemeral"]] as (object | undefined)[];
  const silent = blocks
    .flatMap((block) => Object.keys(block ?? {}))
    .map((type) => type.split("_")[0]!)
    .filter((name) => !known.has(name));
  return [
    ...new Set([...required.map(([name, { source = name }]) => source), ...silent].map(fullSource)),
  ].filter((source) => source !== providerSource && !harmless.includes(source));
}

function fullSource(source: string): string {
  const parts = source.split("/");
  return ["registry.terraform.io", "hashicorp"]
    .slice(0, 3 - parts.length)
    .concat(parts)
    .join("/");
}

/** Addresses of resources with provisioners that are no script's. */
function foreignCommands({ resource = {} }: Configuration): string[] {
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named)
      .filter(([, { provisioner }]) => [provisioner ?? []].flat().some((one) => !isScript(one)))
      .map(([name]) => `${type}.${name}`),
  );
}

function isScript(provisioner: unknown): boolean {
  const [[kind, body] = [], ...others] = Object.entries(
    provisioner as Record<string, { interpreter?: unknown }>,
  );
  return kind === "local-exec" && others.length === 0 && isDeepStrictEqual(body?.interpreter, scriptRunner);
}
