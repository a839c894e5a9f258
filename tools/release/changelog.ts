/** What CHANGELOG.md says of the next version. */

/** One entry of a section, without its dash, its continued lines joined. */
export type Entry = string;

const unreleased = "## Unreleased";

/** The text below a heading, up to the next one; null where there is no such heading. */
function sectionOf(changelog: string, heading: string): string | null {
  const start = changelog.indexOf(`${heading}\n`);
  if (start === -1) return null;
  const body = changelog.slice(start + heading.length + 1);
  const end = body.search(/^## /m);
  return (end === -1 ? body : body.slice(0, end)).trim();
}

/** What is not released yet, as Markdown. @throws Error where there is no such section */
export function notesOf(changelog: string): string {
  const section = sectionOf(changelog, unreleased);
  if (section === null) throw new Error(`CHANGELOG.md has no section "${unreleased}".`);
  return section;
}

export function entriesOf(notes: string): Entry[] {
  return notes
    .split(/^- /m)
    .slice(1)
    .map((entry) => entry.trim().replaceAll(/\n\s*/g, " "));
}

/** Whether a version has been released before: it has a section. */
export function isReleased(changelog: string, version: string): boolean {
  return changelog.split("\n").some((line) => line.startsWith(`## ${version} `) || line === `## ${version}`);
}

/** The changelog after the release: what was unreleased has a version and a date. @param date as 2026-01-31 */
export function afterRelease(changelog: string, version: string, date: string): string {
  return changelog.replace(unreleased, `${unreleased}\n\n## ${version} (${date})`);
}
