/** A folder that holds first what the base declares, then the change; states stay in it from one to the other. */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { usageProblem } from "../cli-problem";

export interface WorkFolder {
  dir: string;
  /** Top of the git repository, absolute; null outside one. */
  repository: string | null;
  /** The project's own path, absolute and behind all links. */
  path: string;
}

/** Names that are neither copied nor taken out. */
const left = /^(node_modules|\.git|\.terraform|terraform\.d|.*\.tfstate(\..*)?)$/;

/** The top of the git repository that a path is in. */
function repositoryOf(path: string): string | null {
  try {
    return execFileSync("git", ["rev-parse", "--show-toplevel"], {
      cwd: topOf(path),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

/**
 * Below `scratch`, by the name that the project's own folder has: stacks are called after it.
 * @param path of a project that is there
 */
export function workFolder(path: string, scratch: string): WorkFolder {
  const full = realpathSync(resolve(path));
  const repository = repositoryOf(full);
  return { dir: join(scratch, basename(repository ?? topOf(full))), repository, path: full };
}

function topOf(path: string): string {
  return lstatSync(path).isDirectory() ? path : dirname(path);
}

/**
 * Replaces what is in the folder, but for states and what Terraform put there.
 * @param ref a branch, tag or commit; null for what is on disk now
 * @returns the project's path in it, or null when there is none at that commit
 * @throws {CliProblem} for a commit that is not there
 */
export function fillWith({ dir, repository, path }: WorkFolder, ref: string | null): string | null {
  const top = repository ?? topOf(path);
  mkdirSync(dir, { recursive: true });
  empty(dir);
  if (ref !== null) checkOut(repository, ref, dir);
  else {
    for (const file of filesOf(top, repository)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      copy(file, top, dir);
    }
  }
  linkModules(top, dir);
  const project = join(dir, relative(top, path));
  return existsSync(project) ? project : null;
}

/** A link within the folder leads to the same place of the copy, any other one to where it leads now. */
function copy(file: string, top: string, dir: string): void {
  const [from, to] = [join(top, file), join(dir, file)];
  if (!lstatSync(from).isSymbolicLink()) {
    cpSync(from, to);
    return;
  }
  const target = resolve(dirname(from), readlinkSync(from));
  const isWithin = !relative(top, target).startsWith("..");
  symlinkSync(isWithin ? relative(dirname(from), target) || "." : target, to);
}

function empty(dir: string): void {
  const folders: string[] = [];
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const isLeft = relative(dir, path)
      .split("/")
      .some((name) => left.test(name));
    if (isLeft) continue;
    if (entry.isDirectory()) folders.push(path);
    else rmSync(path, { force: true });
  }
  // A file or a link may stand where a folder was; of two, the one within the other has the longer path.
  for (const path of folders.sort((one, other) => other.length - one.length)) {
    if (readdirSync(path).length === 0) rmdirSync(path);
  }
}

function checkOut(repository: string | null, ref: string, dir: string): void {
  if (!repository) throw usageProblem("--base needs a git repository.", "Leave it out, or run it in one.");
  try {
    const archive = git(repository, ["archive", "--format=tar", commitOf(repository, ref)]);
    execFileSync("tar", ["-x", "-C", dir], { input: archive });
  } catch {
    throw usageProblem(
      `There is no commit ${ref} here.`,
      "Fetch it first: git fetch origin BRANCH, or check out with fetch-depth: 0.",
    );
  }
}

/**
 * The commit that a branch, tag or hash names.
 * @throws when there is none
 */
export function commitOf(repository: string, ref: string): string {
  // A name that begins with a dash would be an option.
  const args = ["rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`];
  return git(repository, args).toString().trim();
}

function git(cwd: string, args: string[]): Buffer {
  return execFileSync("git", args, { cwd, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
}

/** Without what stands behind links. */
function namesBelow(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.map(({ parentPath, name }) => relative(dir, join(parentPath, name)));
}

/** What is on disk, without what git ignores. */
function filesOf(top: string, repository: string | null): string[] {
  const names = repository
    ? git(top, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).toString().split("\0")
    : namesBelow(top);
  const folders = new Map<string, boolean>();
  const isIn = (folder: string): boolean => {
    if (!folders.has(folder)) folders.set(folder, isItself(join(top, folder)));
    return folders.get(folder)!;
  };
  return names.filter((name) => {
    if (name === "" || name.split("/").some((part) => left.test(part)) || !isIn(dirname(name))) return false;
    const found = lstatSync(join(top, name), { throwIfNoEntry: false });
    return found?.isFile() || found?.isSymbolicLink();
  });
}

/** Whether a folder is there, and behind no link: git goes on to name what stood in it. */
function isItself(folder: string): boolean {
  try {
    return realpathSync(folder) === folder && lstatSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** The packages that an app needs are those that are installed. */
function linkModules(top: string, dir: string): void {
  const modules = join(top, "node_modules");
  if (existsSync(modules) && !existsSync(join(dir, "node_modules")))
    symlinkSync(modules, join(dir, "node_modules"));
}
