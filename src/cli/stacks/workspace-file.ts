/** A workspace as files: one stack, whose configuration is made of them. */
import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { installForConfiguration } from "../../../constructs/plugin";
import type { Finding, TerraformPlan, Words } from "../../review";
import {
  chooseEnvironment,
  defaultMaxRemovedShare,
  loadWorkspace,
  offeredMoves,
  type Synthesis,
  type SynthesisOptions,
  synthesise,
  type Workspace,
  type WorkspaceObject,
  workingDirectoryOf,
} from "../../workspace-file";
import { exitCodes } from "../exit-codes";
import { isSeededFrom } from "../files-as-seed";
import { makeFolder } from "../make-folder";
import { clientFor } from "../pumble-lists";
import { pass } from "../terminal";
import { pumbleCommand } from "../this-command";
import { problemText, refuseErrors, WorkspaceProblems } from "../workspace-problems";
import { askPumble } from "./ask-pumble";
import { errorInWords } from "./errors-in-words";
import type { Parallelism, Project, ProjectOptions, SaidBeside } from "./stack";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the files, asks Pumble about those whom they name, and writes Terraform's working folder.
 * @throws {WorkspaceProblems} for everything that is wrong
 */
export async function workspaceProject(path: string, options: ProjectOptions): Promise<Project> {
  const { workspace, environment } = loaded(path, options);
  const workingDirectory = workingDirectoryOf(workspace, environment);
  let settings: SynthesisOptions = {
    ...{ environment: options.environment, variables: process.env, workingDirectory },
    command: pumbleCommand(),
    ci: process.env.CI === "true" && !options.localState,
    adopt: options.adopt,
  };
  let first = synthesised(workspace, settings);
  const env = environmentOf(first, process.env);
  if (isSeededFrom(workspace.root, env.PUMBLE_BASE_URL)) {
    settings = { ...settings, adopt: true };
    first = synthesised(workspace, settings);
  }
  const leftOut = await askPumble(workspace, clientFor({ ...process.env, ...env }), options);
  const isWhole = leftOut.without.size === 0 && leftOut.mentionsAsText.size === 0;
  const synthesis = isWhole ? first : synthesised(workspace, { ...settings, ...leftOut });
  writeWorkingFolder(workingDirectory, synthesis);
  const { maxRemovedShare, maxNotified } = synthesis.policy;
  const stack = {
    name: environment ?? basename(workspace.root),
    dir: workingDirectory,
    dependsOn: [],
    words: new Map([...synthesis.objects].map(([address, object]) => [address, wordsOf(object)])),
    advise: (plan: TerraformPlan): Finding[] => {
      const offer = offeredMoves(plan.resource_changes);
      return offer ? [{ ...offer, address: null }] : [];
    },
    // A channel that these files make is made before what mentions it, and a mention of no channel was refused already.
    isMoot: ({ title }: Finding) => title === mentionedBefore,
    errorInWords: (error: Finding, beside: SaidBeside) => errorInWords(error, synthesis, beside),
    parallelism: parallelismOf(synthesis),
    limits: {
      maxRemoved: maxRemovedShare ?? options.limits.maxRemoved ?? defaultMaxRemovedShare,
      maxNotified: maxNotified ?? options.limits.maxNotified,
    },
  };
  return { kind: "workspace-file", name: basename(workspace.root), environment, stacks: [stack], env };
}

/** Title of the provider's warning of a mentioned channel that is not there yet. */
export const mentionedBefore = "A channel that is mentioned does not exist yet";

/** How many objects Terraform works on at a time unless it is told otherwise. */
const usualParallelism = 10;

/**
 * All objects at a time: the provider keeps Pumble's limits, a limit for each kind of write. With a few at a time, all
 * wait for the limit of channels, and nothing is posted meanwhile; and a plan takes a quarter longer, for Terraform and
 * the provider wait for each other more often. Scripts are programs, of which few may run at once.
 */
function parallelismOf({ objects }: Synthesis): Parallelism {
  const all = Math.max(usualParallelism, objects.size);
  const scripts = [...objects.values()].filter(({ kind }) => kind === "script").length;
  return { plan: all, apply: scripts > usualParallelism ? usualParallelism : all };
}

/** What the files say and which environment is meant. Notes are told at once. */
function loaded(path: string, options: ProjectOptions): { workspace: Workspace; environment: string | null } {
  const { workspace, problems } = loadWorkspace(resolve(path), {
    skipUnknownPeople: options.skipUnknownPeople,
  });
  refuseErrors(problems);
  if (problems.length > 0) pass(`${problemText(problems)}\n`, process.stderr);
  const chosen = chooseEnvironment(workspace!, options.environment);
  if ("problem" in chosen) throw new WorkspaceProblems([chosen.problem], exitCodes.usage);
  return {
    workspace: workspace!,
    environment: chosen.environment?.name ?? null,
  };
}

function synthesised(workspace: Workspace, options: SynthesisOptions): Synthesis {
  const { synthesis, problems } = synthesise(workspace, options);
  refuseErrors(problems);
  return synthesis!;
}

/** Key and address of the environment, under the names that the provider and scripts know. */
function environmentOf({ apiKeyVariable, baseUrlVariable }: Synthesis, env: Env): Record<string, string> {
  const [apiKey, baseUrl] = [env[apiKeyVariable], env[baseUrlVariable]];
  return { ...(apiKey ? { PUMBLE_API_KEY: apiKey } : {}), ...(baseUrl ? { PUMBLE_BASE_URL: baseUrl } : {}) };
}

function writeWorkingFolder(dir: string, { files }: Synthesis): void {
  makeFolder(dir);
  for (const [name, content] of files) writeFileSync(join(dir, name), content);
  installForConfiguration(dir);
}

function wordsOf(object: WorkspaceObject): Words {
  switch (object.kind) {
    case "channel":
      return { name: object.channel };
    case "bot":
      return { name: object.channel };
    case "members":
      return { name: object.channel, because: (people) => reasonFor(object.sources, people) };
    case "reaction":
      return { name: object.emoji };
    case "script":
      return { name: object.key, channel: object.channelName };
    case "reply":
      return { name: `${object.announcement}/${object.key}` };
    default:
      return { name: object.key };
  }
}

type Sources = Extract<WorkspaceObject, { kind: "members" }>["sources"];

/** `team on-call`, when all of these people are there for teams; null otherwise. */
function reasonFor(sources: Sources, people: readonly string[]): string | null {
  const teams = new Set<string>();
  for (const person of people) {
    const of = sources.get(person.toLowerCase()) ?? [];
    const team = of.find((source) => source.from === "team");
    if (!team || of.some((source) => source.from === "channel")) return null;
    teams.add(team.team);
  }
  if (teams.size === 0) return null;
  return `${teams.size === 1 ? "team" : "teams"} ${[...teams].sort().join(", ")}`;
}
