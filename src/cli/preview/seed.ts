/** Who and what has to be in the throw-away workspace before a project is applied to it. */
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Seed } from "../../local";
import { isWorkspacePath, loadWorkspace, type Workspace } from "../../workspace-file";
import { commitOf, type WorkFolder } from "./work-folder";

const owner = { email: "preview@pumble.example", name: "Preview", role: "OWNER" as const };
/** What stands before keeps it from beginning anew within each word, which would take quadratic time. */
const addressPattern = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;
const sources = /\.(tf|tf\.json|tofu|ts|js|mjs|cjs|ya?ml|md|json)$/;
const mostBytes = 1_000_000;

/**
 * Everybody whom the project names, now and at its base, is a member; channels and groups that it takes for granted are
 * there.
 */
export function seedFor(work: WorkFolder, base: string | undefined): Seed {
  const workspace = isWorkspacePath(work.path) ? loadWorkspace(work.path).workspace : null;
  const named = new Map<string, string | null>();
  for (const text of [...textsBelow(work.path), ...textsAt(work, base)]) {
    for (const [address] of text.matchAll(addressPattern)) named.set(address.toLowerCase(), null);
  }
  for (const address of workspace?.addresses.keys() ?? []) named.set(address, null);
  for (const { address, name } of workspace?.people.values() ?? []) named.set(address.toLowerCase(), name);
  named.delete(owner.email);
  const people = [...named].map(([email, name]) => ({ email, name: name ?? email.split("@")[0]! }));
  return { users: [owner, ...people], channels: channelsOf(workspace), groups: groupsOf(workspace) };
}

function channelsOf(workspace: Workspace | null): Seed["channels"] {
  const standing = [{ name: "general", main: true }, { name: "random" }];
  const adopted = [...(workspace?.channels.values() ?? [])].filter(({ adopt }) => adopt);
  const others = adopted.filter(({ name }) => !standing.some((one) => one.name === name));
  return [
    ...standing,
    ...others.map(({ name, type, description }) => ({ name, type, ...(description ? { description } : {}) })),
  ];
}

function groupsOf(workspace: Workspace | null): NonNullable<Seed["groups"]> {
  const channels = [...(workspace?.channels.values() ?? [])];
  const mentions = channels.flatMap(({ announcements, schedules }) =>
    [...announcements, ...announcements.flatMap(({ replies }) => replies), ...schedules].map(
      (one) => one.content.mentions,
    ),
  );
  const handles = new Set([
    ...channels.flatMap(({ groups }) => groups.map(({ handle }) => handle)),
    ...mentions.flatMap(({ groups }) => groups),
  ]);
  return [...handles].map((handle) => ({ handle, name: handle, members: [] }));
}

function* textsBelow(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (lstatSync(path).isFile()) yield readFileSync(path, "utf8");
  else {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const below = join(path, entry.name);
      if (entry.isDirectory() && !/^(node_modules|\..*|terraform\.d|cdktf\.out)$/.test(entry.name))
        yield* textsBelow(below);
      else if (entry.isFile() && isSource(entry.name) && lstatSync(below).size < mostBytes)
        yield readFileSync(below, "utf8");
    }
  }
}

function isSource(name: string): boolean {
  return sources.test(name) && name !== "package-lock.json";
}

function* textsAt({ repository, path }: WorkFolder, base: string | undefined): Generator<string> {
  if (!repository || !base) return;
  try {
    const where = relative(repository, path) || ".";
    const pattern = "[A-Za-z0-9_.+-]+@[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+";
    const args = ["grep", "-h", "-o", "-I", "-E", "-e", pattern, commitOf(repository, base), "--", where];
    yield execFileSync("git", args, {
      cwd: repository,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    // Nobody is named there, or there is no such commit, which is told where it is checked out.
  }
}
