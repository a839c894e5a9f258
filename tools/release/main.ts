/**
 * Releases the package and the provider: `npm run release`. With `--dry-run` everything is done in a copy, and nothing is
 * uploaded. docs/guides/publish.md says what it needs.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { afterRelease, entriesOf, notesOf } from "./changelog";
import { isProviderRepository, repositoryOf, written } from "./repository";
import { type Release, type Step, stepsOf } from "./steps";
import { isNewer, nextVersion } from "./version";

const { values: options } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    version: { type: "string" },
    "provider-repository": { type: "string" },
    sign: { type: "string" },
  },
});

const git = (...args: string[]) =>
  execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

/** What git says, or null where it has no such thing. */
function asked(...args: string[]): string | null {
  try {
    return git(...args);
  } catch {
    return null;
  }
}

function repository(): string | null {
  const { repository: named } = JSON.parse(readFileSync("package.json", "utf8")) as {
    repository?: string | { url: string };
  };
  const address = (typeof named === "object" ? named.url : named) ?? asked("remote", "get-url", "origin");
  const found = address && repositoryOf(address);
  return found ? written(found) : null;
}

function providerRepository(main: string | null): string | null {
  const named = options["provider-repository"] ?? main;
  const found = named && repositoryOf(named);
  return found && isProviderRepository(found) ? written(found) : null;
}

/** @throws Error that says why there is nothing to release from here */
function releaseFrom(into: string): { release: Release; changelog: string; notes: string } {
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  const { version: current } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const notes = notesOf(changelog);
  const version = options.version ?? nextVersion(current, changelog, entriesOf(notes));
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`"${version}" is no version: it must look like 1.2.3.`);
  if (isNewer(current, version))
    throw new Error(`${version} is older than ${current}, which package.json has.`);
  if (asked("rev-parse", "--verify", `refs/tags/v${version}`))
    throw new Error(`There is a tag v${version} already.`);
  if (git("status", "--porcelain") !== "") throw new Error("Something is not committed: see git status.");
  const where = repository();
  const { GITHUB_ACTIONS, GITLAB_CI } = process.env;
  const release: Release = {
    ...{ version, into, repository: where, providerRepository: providerRepository(where) },
    ...{ key: options.sign ?? null, hasProvenance: Boolean(GITHUB_ACTIONS ?? GITLAB_CI) },
  };
  return { release, changelog, notes };
}

/** A copy to rehearse in, with what npm has installed. */
function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), "pumble-rehearsal-"));
  git("clone", "--quiet", "--no-hardlinks", ".", folder);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "dir");
  return folder;
}

const attached = ({ attaches }: Step): string[] => {
  if (!attaches) return [];
  return statSync(attaches).isDirectory()
    ? readdirSync(attaches).map((name) => join(attaches, name))
    : [attaches];
};

function main(): void {
  const isRehearsal = options["dry-run"];
  const into = mkdtempSync(join(tmpdir(), "pumble-release-"));
  const { release, changelog, notes } = releaseFrom(into);
  const steps = stepsOf(release);
  const lacking = steps.filter(({ lacks }) => lacks);
  if (!isRehearsal && lacking.length > 0) {
    throw new Error(lacking.map(({ title, lacks }) => `${title}: ${lacks}`).join("\n"));
  }
  const folder = isRehearsal ? copy() : process.cwd();
  try {
    console.log(`${isRehearsal ? "Rehearsing" : "Releasing"} ${release.version}`);
    writeFileSync(join(into, "notes.md"), `${notes}\n`);
    mkdirSync(join(into, "provider"));
    const date = new Date().toISOString().slice(0, 10);
    writeFileSync(join(folder, "CHANGELOG.md"), afterRelease(changelog, release.version, date));
    for (const step of steps) take(step, folder, isRehearsal);
    console.log(`\nPacked in ${into}`);
  } finally {
    if (isRehearsal) rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error that names the step that failed; those before it are done */
function take(step: Step, cwd: string, isRehearsal: boolean): void {
  const { title, uploads, lacks } = step;
  const [program, ...args] = [...step.command, ...attached(step)] as [string, ...string[]];
  const whole = [program, ...args].join(" ");
  if (uploads && isRehearsal) {
    console.log(`\n– ${title}, not done: ${whole}${lacks ? `\n  Missing: ${lacks}` : ""}`);
    return;
  }
  console.log(`\n▸ ${title}: ${whole}`);
  const { status, error } = spawnSync(program, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (error) throw new Error(`${title}: ${program} cannot be started (${error.message}).`);
  if (status !== 0)
    throw new Error(`${title}: ${program} ended with ${status}. What stands above it is done.`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
