/** What a plan would do to something real, were it applied where everything else is thrown away. */
import { isDeepStrictEqual } from "node:util";
import { providerSource } from "../../pumble/provider-address";
import type { TerraformPlan } from "../../review";
import { harmlessProviders, scriptRunner } from "../harmless";

type Resource = NonNullable<Module["resources"]>[number];
type Module = NonNullable<NonNullable<TerraformPlan["configuration"]>["root_module"]>;

/**
 * Each as the rest of a sentence: an object or action of another provider, a command of somebody's own, or a provider that
 * says itself where Pumble's API is.
 */
export function reachesBeyond(plan: TerraformPlan): string[] {
  const { resource_changes: changes, action_invocations: actions, configuration } = plan;
  const changed = changes.filter(({ change }) => !["no-op", "read"].includes(change.actions[0]!));
  const foreign = [...changed, ...actions].filter(({ provider_name: name = "" }) => !isHarmless(name));
  const commands = resourcesIn(configuration?.root_module).filter(hasCommand);
  return [
    ...foreign.map(({ address, provider_name: name }) => `${address} of ${name}`),
    ...commands.map(({ address }) => `a command at ${address}`),
    ...elsewhere(plan).map((name) => `the provider ${name} with a base_url of its own`),
  ];
}

/** Pumble's providers that do not leave the address to the environment, by their names. */
function elsewhere({ configuration, variables }: TerraformPlan): string[] {
  return Object.entries(configuration?.provider_config ?? {})
    .filter(([, { full_name: source, expressions, module_address: within }]) => {
      const { constant_value: text, references = [] } = (expressions?.["base_url"] ?? {}) as Expression;
      const [, name] = /^var\.(\w+)$/.exec(references.length === 1 ? references[0]! : "") ?? [];
      const isOpen = name !== undefined && within === undefined && variables[name]?.value == null;
      return source === providerSource && (text != null || (references.length > 0 && !isOpen));
    })
    .map(([name]) => name);
}

interface Expression {
  constant_value?: unknown;
  references?: string[];
}

function isHarmless(name: string): boolean {
  const [, namespace, type] = name.split("/");
  return (
    name === providerSource ||
    name === "terraform.io/builtin/terraform" ||
    (namespace === "hashicorp" && harmlessProviders.includes(type!))
  );
}

function resourcesIn(module: Module | undefined): Resource[] {
  const inner = Object.values(module?.module_calls ?? {}).flatMap((call) => resourcesIn(call.module));
  return [...(module?.resources ?? []), ...inner];
}

function hasCommand({ provisioners = [] }: Resource): boolean {
  return provisioners.some(({ type, expressions }) => type !== "local-exec" || !isScript(expressions));
}

/** Scripts see for themselves how far they may reach. */
function isScript(expressions: Record<string, unknown> = {}): boolean {
  const { constant_value: words } = (expressions["interpreter"] ?? {}) as { constant_value?: unknown };
  if (!Array.isArray(words)) return false;
  return (
    isDeepStrictEqual(words, scriptRunner) || isDeepStrictEqual(words.slice(-3, -1), ["run", "--input-env"])
  );
}
