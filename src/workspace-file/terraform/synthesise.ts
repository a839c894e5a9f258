/** From a workspace to a Terraform working folder. */
import { join } from "node:path";
import { meant } from "../../pumble/nearest";
import { providerSource } from "../../pumble/provider-address";
import { version } from "../../pumble/version";
import type { WorkspaceProblem } from "../files/file-problem";
import type { Place } from "../files/place";
import { botName } from "../rules/live";
import type { SynthesisOptions, SynthesisResult, WorkspaceObject } from "../synthesis";
import type { Environment, Workspace } from "../workspace";
import { statePlace } from "./backend";
import { botLocal, groupsData } from "./channel";
import { importBlocks, movedBlocks } from "./moves";
import { address, type Resource } from "./resource";
import { resourcesOf } from "./resources";
import { quoted } from "./template";

/** Where nothing is set, it is the hosted addon. */
const usualBaseUrl = "PUMBLE_BASE_URL";

/** The folder that Terraform runs in for a workspace and one of its environments. */
export function workingDirectoryOf(workspace: Workspace, environment: string | null): string {
  return join(workspace.root, ".pumble", environment ?? "default");
}

/** The environment that is meant, or what is wrong with the choice. */
export function chooseEnvironment(
  { environments, files }: Workspace,
  wanted: string | undefined,
): { environment: Environment | null } | { problem: WorkspaceProblem } {
  const [first, second] = [...environments.values()];
  const found = wanted === undefined ? undefined : environments.get(wanted);
  if (found) return { environment: found };
  if (wanted === undefined && !second) return { environment: first ?? null };
  const place: Place = first?.place ?? { file: files[0] ?? ".", line: 1, column: 1, length: 1 };
  const names = [...environments.keys()];
  const refuse = (message: string, nextStep: string) => ({
    problem: { code: "environment", severity: "error", place, message, nextStep, sourceLine: null } as const,
  });
  if (wanted === undefined) {
    return refuse(
      `There are ${names.length} environments: ${names.join(", ")}`,
      "Say which one: --env NAME.",
    );
  }
  const hint =
    meant(wanted, names) || (first ? `It can be ${names.join(", ")}.` : "The workspace declares none.");
  return refuse(`There is no environment ${JSON.stringify(wanted)}`, hint);
}

/** The Terraform configuration of a workspace. Pure: the same workspace and options give the same bytes. */
export function synthesise(workspace: Workspace, options: SynthesisOptions): SynthesisResult {
  const chosen = chooseEnvironment(workspace, options.environment);
  if ("problem" in chosen) return { synthesis: null, problems: [chosen.problem] };
  const { environment } = chosen;
  const { workingDirectory, ci = false, variables } = options;
  const state = statePlace(workspace, { environment, workingDirectory, ci });
  const apiKeyVariable = environment?.apiKeyVariable ?? "PUMBLE_API_KEY";
  const baseUrlVariable = environment?.baseUrlVariable ?? usualBaseUrl;
  const isMissing = (name: string) => variables !== undefined && !variables[name];
  const problems = [
    ...("problem" in state ? [state.problem] : []),
    ...(isMissing(apiKeyVariable) ? [missingKey(apiKeyVariable, environment, workspace)] : []),
    // The key would go to whatever address is at hand.
    ...(environment && baseUrlVariable !== usualBaseUrl && isMissing(baseUrlVariable)
      ? [missingAddress(baseUrlVariable, environment)]
      : []),
  ];
  if ("problem" in state || problems.length > 0) return { synthesis: null, problems };
  const prefix = environment?.channelPrefix ?? "";
  const resources = allResources(workspace, options, prefix);
  const configuration = {
    terraform: { required_providers: { pumble: { source: providerSource, version } }, ...state.settings },
    provider: { pumble: {} },
    ...configurationOf(workspace, resources, prefix),
  };
  const objects = resources.map((resource): [string, WorkspaceObject] => [
    address(resource),
    resource.object,
  ]);
  const synthesis = {
    files: new Map([
      ["main.tf.json", `${JSON.stringify(configuration, null, 2)}\n`],
      [".gitignore", "*\n"],
    ]),
    environment: environment?.name ?? null,
    ...{ apiKeyVariable, baseUrlVariable },
    ...{ objects: new Map(objects), policy: workspace.policy },
  };
  return { synthesis, problems: [] };
}

/** Every resource of a workspace, in order. */
export function allResources(workspace: Workspace, options: SynthesisOptions, prefix: string): Resource[] {
  const keysByName = new Map([...workspace.channels.values()].map(({ name, key }) => [name, key]));
  const context = { workspace, options, prefix, keysByName };
  return [...workspace.channels.values()].flatMap((channel) => resourcesOf(channel, context));
}

/** Everything but where the state is and which provider: what a stack of somebody else's can take in too. */
export function configurationOf(
  workspace: Workspace,
  resources: readonly Resource[],
  prefix: string,
): Record<string, unknown> {
  const byType: Record<string, Record<string, unknown>> = {};
  for (const { type, name, body } of resources) {
    byType[type] ??= {};
    byType[type][name] = body;
  }
  const usesGroups = resources.some(({ object }) => object.kind === "members" && object.groups.length > 0);
  const moved = movedBlocks(workspace);
  const withMembers = resources.filter(({ object }) => object.kind === "members");
  const imports = importBlocks(workspace, {
    membersOf: new Set(withMembers.map(({ object }) => object.channel)),
    prefix,
  });
  return {
    ...lookups({ usesGroups, usesBot: resources.some(({ object }) => object.kind === "bot") }),
    ...(resources.length > 0 ? { resource: byType } : {}),
    ...(moved.length > 0 ? { moved } : {}),
    ...(imports.length > 0 ? { import: imports } : {}),
  };
}

/** What is looked up while planning: members of user groups, and the addon's bot. */
function lookups({ usesGroups, usesBot }: { usesGroups: boolean; usesBot: boolean }) {
  if (!usesGroups && !usesBot) return {};
  const enabled = `for group in data.pumble_user_groups.${groupsData}.groups : group.handle => group.member_ids`;
  const isBot = `user.is_bot && user.name == ${quoted(botName)} && user.status == "ACTIVATED"`;
  const bots = `for user in data.pumble_users.${botLocal}.users : user.id if ${isBot}`;
  const users = {
    ...(usesGroups ? { [groupsData]: {} } : {}),
    ...(usesBot ? { [botLocal]: { include_bots: true } } : {}),
  };
  return {
    data: { pumble_users: users, ...(usesGroups ? { pumble_user_groups: { [groupsData]: {} } } : {}) },
    locals: {
      ...(usesGroups ? { [`${groupsData}_groups`]: `\${{ ${enabled} if !group.disabled }}` } : {}),
      ...(usesBot ? { [botLocal]: `\${one([${bots}])}` } : {}),
    },
  };
}

function missingKey(name: string, environment: Environment | null, { files }: Workspace): WorkspaceProblem {
  return {
    ...{ code: "environment", severity: "error", sourceLine: null },
    place: environment?.place ?? { file: files[0] ?? ".", line: 1, column: 1, length: 1 },
    message: `The variable ${name} is not set${environment ? `, which environment ${environment.name} needs` : ""}`,
    nextStep: `In Pumble: /api-keys generate. Then: export ${name}=…`,
  };
}

function missingAddress(name: string, { name: environment, place }: Environment): WorkspaceProblem {
  return {
    ...{ code: "environment", severity: "error", sourceLine: null, place },
    message: `The variable ${name} is not set, which environment ${environment} needs`,
    nextStep: `Set it to the address of the environment's API addon, or take base_url out for that of PUMBLE_BASE_URL.`,
  };
}
