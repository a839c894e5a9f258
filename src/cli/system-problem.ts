/** What the operating system refuses, in words: which file, and what to do. */
import { CliProblem, usageProblem } from "./cli-problem";

type SystemError = NodeJS.ErrnoException & { info?: { syscall?: string } };

/** Calls that change what is there; all others read. */
const writing = /^(mkdir|write|rename|unlink|rmdir|chmod|copyfile|link|symlink|ftruncate|mkdtemp|utime)/;

/** The problem that an error of the system is; null for one that is none. */
export function systemProblem(error: unknown): CliProblem | null {
  if (!(error instanceof Error)) return null;
  const { code, syscall = "", path, info } = error as SystemError;
  const call = info?.syscall ?? syscall;
  if (call === "uv_cwd") {
    return new CliProblem("The folder that this was started in is gone.", "Go to one that is there.");
  }
  if (call === "uv_os_homedir") {
    return new CliProblem("Nobody says where your home folder is.", "Say it: export HOME=/path/to/it");
  }
  if (path === undefined && (code === "ENOSPC" || code === "EDQUOT")) {
    return new CliProblem("The disk is full: not everything could be written.", makeRoom);
  }
  if (code === undefined || path === undefined || call.startsWith("spawn")) return null;
  const says = sentences[code];
  return says ? says(path, isWriting(error as SystemError)) : null;
}

/** Node does not say whether a file was opened to be read; the one who opens to write and fails mostly has no leave to. */
function isWriting({ syscall = "", message }: SystemError): boolean {
  return writing.test(syscall) || (syscall === "open" && /EACCES|EROFS|ENOSPC|EPERM/.test(message));
}

type Sentence = (path: string, writes: boolean) => CliProblem;

const noLeave: Sentence = (path, writes) =>
  new CliProblem(
    `There is no permission to ${writes ? "write" : "read"} ${path}.`,
    `Ask its owner for it, or ${writes ? "name another place" : "name another file or folder"}.`,
  );

const makeRoom = "Make room, and run it again.";
const noRoom: Sentence = (path) =>
  new CliProblem(`The disk is full: ${path} could not be written.`, makeRoom);

const sentences: Readonly<Record<string, Sentence>> = {
  EACCES: noLeave,
  EPERM: noLeave,
  EROFS: (path) =>
    new CliProblem(`${path} is on a disk that can only be read.`, "Name another place to write to."),
  ENOSPC: noRoom,
  EDQUOT: noRoom,
  ENOENT: (path, writes) =>
    writes
      ? new CliProblem(`Nothing can be made at ${path}.`, "Name another place to write to.")
      : usageProblem(`There is no file or folder ${path}.`, "Look at how its name is spelt."),
  ENOTDIR: (path) =>
    usageProblem(`A part of the path ${path} is a file, where a folder is needed.`, "Name another path."),
  EISDIR: (path) => usageProblem(`${path} is a folder, where a file is needed.`, "Name a file."),
  EEXIST: (path) => usageProblem(`${path} is there already.`, "Name another path, or move it away."),
  ENAMETOOLONG: (path) =>
    usageProblem(`The system takes no name as long as ${shortened(path)}.`, "Give a shorter one."),
  ELOOP: (path) => usageProblem(`The links at ${path} lead in a circle.`, "Name what they should lead to."),
};

const shownMax = 60;

function shortened(path: string): string {
  return path.length > shownMax ? `${path.slice(0, shownMax)}…` : path;
}
