/** From files to a workspace. */

import type { WorkspaceProblem } from "./files/file-problem";
import type { Problems } from "./files/problems";
import { readTree } from "./files/tree";
import type { Written } from "./files/written";
import { readYaml } from "./files/yaml";
import { resolveChannels } from "./merge/channels";
import { Contents } from "./merge/content";
import { type CheckedFile, checkRootKeys, merged } from "./merge/definitions";
import { backendOf, environmentsOf } from "./merge/environments";
import { resolveImports } from "./merge/imports";
import { resolveMoves } from "./merge/moves";
import { People, type PeopleOptions, resolveTeams } from "./merge/people";
import { FilePolicy } from "./rules/policy";
import { findSecrets } from "./rules/secrets";
import { explainShape } from "./shape/explain";
import { fileSchema } from "./shape/schema";
import type { Workspace } from "./workspace";

export type LoadOptions = PeopleOptions;

/** A workspace, or null when an error stands among the problems; notes may stand beside a workspace. */
export interface LoadResult {
  readonly workspace: Workspace | null;
  /** Everything that is wrong, in order of places. */
  readonly problems: readonly WorkspaceProblem[];
}

/**
 * Reads a workspace from a file, or from every YAML file below a folder. Reads files and nothing else: what only Pumble
 * can tell, such as whether a person exists, is left to the plan. Never throws for what the files say.
 * @param path of a file or folder
 */
export function loadWorkspace(path: string, options: LoadOptions = {}): LoadResult {
  const tree = readTree(path);
  const { problems } = tree;
  const written = [...tree.texts].map(([file, text]) => readYaml(file, text, problems));
  const files = written.filter((file) => file !== null).map((file) => checkedFile(file, problems));
  // What a file that cannot be read would have defined is not missing.
  if (problems.hasErrors) problems.stopAbout("reference", "people", "moved");
  const workspace = put(
    tree,
    files.filter((file) => file !== null),
    options,
  );
  return { workspace: problems.hasErrors ? null : workspace, problems: problems.sorted() };
}

function checkedFile(written: Written, problems: Problems): CheckedFile | null {
  findSecrets(written, problems);
  const data = written.data ?? {};
  const result = fileSchema.safeParse(data);
  if (result.success) return { ...written, data: result.data };
  explainShape({ ...written, data }, fileSchema, result.error.issues, problems);
  return null;
}

/** Puts the files together. */
function put(
  tree: ReturnType<typeof readTree>,
  files: readonly CheckedFile[],
  options: LoadOptions,
): Workspace {
  const { problems, rootFile, root: folder } = tree;
  checkRootKeys(files, rootFile, problems);
  const root = files.find(({ file }) => file === rootFile) ?? null;
  const { template, environments, backend, moved, imports } = root?.data ?? {};
  const policy = new FilePolicy(root?.data.policy, root, problems);
  const definitions = {
    people: merged(files, "people", problems),
    teams: merged(files, "teams", problems),
    channels: merged(files, "channels", problems),
  };
  for (const { mark } of definitions.people.values()) policy.checkPeople(mark.key);
  const people = new People(definitions.people, definitions.teams, problems, options);
  const teams = resolveTeams(definitions.teams, people, { problems, policy });
  const { channels, joins } = resolveChannels(definitions.channels, definitions.teams, {
    ...{ folder: tree, policy, people, teams },
    contents: new Contents(tree, policy),
    template: template && root ? { data: template, root } : null,
    hasRoot: root !== null,
  });
  const context = { channels, problems };
  const named = [...teams].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    ...{ root: folder, files: files.map(({ file }) => file), channels },
    people: people.people,
    teams: new Map(named.map(([name, team]) => [name, { ...team, channels: joins.get(name) ?? [] }])),
    addresses: people.addresses,
    policy: policy.forPlans(),
    environments: root ? environmentsOf(environments, root) : new Map(),
    backend: root ? backendOf(backend, root, ["backend"]) : null,
    moved: root && moved ? resolveMoves(moved, root, context) : [],
    imports: root && imports ? resolveImports(imports, root, context) : [],
  };
}
