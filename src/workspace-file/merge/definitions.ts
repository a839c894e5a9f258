/** Puts the files of a workspace together: who defines what, and what is defined twice. */
import type { Place } from "../files/place";
import type { Problems } from "../files/problems";
import { type Mark, markAt, type Written } from "../files/written";
import { rootKeys, type WorkspaceFile } from "../shape/schema";

/** One file whose shape is right. */
export interface CheckedFile extends Written {
  readonly data: WorkspaceFile;
}

/** Something that a file defines: what is written, and where. */
export interface Definition<Data> {
  readonly key: string;
  readonly data: Data;
  readonly mark: Mark;
  readonly file: string;
}

type Section = "people" | "teams" | "channels";
type Entry<S extends Section> = NonNullable<WorkspaceFile[S]>[string];

/** Everything of one section, by key. The second definition of a key is a problem that shows the first. */
export function merged<S extends Section>(
  files: readonly CheckedFile[],
  section: S,
  problems: Problems,
): Map<string, Definition<Entry<S>>> {
  const found = new Map<string, Definition<Entry<S>>>();
  for (const { file, data, mark } of files) {
    for (const [written, entry] of Object.entries(data[section] ?? {})) {
      const key = written.normalize("NFC");
      const at = markAt(mark, [section, written]);
      const first = found.get(key);
      if (first) twice(problems, `${singular[section]} ${JSON.stringify(key)}`, at.key, first.mark.key);
      else found.set(key, { key, data: entry as Entry<S>, mark: at, file });
    }
  }
  return found;
}

const singular = { people: "person", teams: "team", channels: "channel" };

/** Reports a second definition, with both places. */
export function twice(problems: Problems, what: string, place: Place, first: Place): void {
  problems.error(
    "duplicate",
    place,
    `The ${what} is defined twice`,
    `The other one is at ${first.file}:${first.line}. Keep one of them.`,
  );
}

/** Reports what only the root file may hold. */
export function checkRootKeys(
  files: readonly CheckedFile[],
  rootFile: string | null,
  problems: Problems,
): void {
  for (const { file, data, mark } of files) {
    if (file === rootFile) continue;
    for (const key of rootKeys.filter((name) => data[name] !== undefined)) {
      const where = rootFile ?? "workspace.yaml at the top of the folder";
      const message = `${JSON.stringify(key)} is for the root file alone`;
      problems.error("shape", markAt(mark, [key]).key, message, `Move it to ${where}.`);
    }
  }
}
