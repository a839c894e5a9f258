/** The next version, by what the changelog says: semantic versioning, before 1.0.0 one place further down. */
import { type Entry, isReleased } from "./changelog";

export type Change = "major" | "minor" | "patch";

/** An entry that begins with `breaking:` breaks what people wrote, one with `fix:` only repairs, others add. */
export function changeOf(entries: readonly Entry[]): Change {
  if (entries.some((entry) => entry.startsWith("breaking:"))) return "major";
  return entries.every((entry) => entry.startsWith("fix:")) ? "patch" : "minor";
}

/** @param version as 1.2.3 */
export function raised(version: string, change: Change): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (major === 0)
    return change === "major"
      ? `0.${minor + 1}.0`
      : change === "minor"
        ? `0.${minor + 1}.0`
        : `0.${minor}.${patch + 1}`;
  if (change === "major") return `${major + 1}.0.0`;
  return change === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/**
 * The version to release: the package's own while it has never been released, then the one after it.
 * @throws Error where nothing is unreleased
 */
export function nextVersion(current: string, changelog: string, entries: readonly Entry[]): string {
  if (entries.length === 0)
    throw new Error("Nothing is unreleased: CHANGELOG.md has no entry under Unreleased.");
  return isReleased(changelog, current) ? raised(current, changeOf(entries)) : current;
}

/** @returns whether the first is newer */
export function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) > 0;
}
