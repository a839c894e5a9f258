export interface Section {
  /** The heading, without its marks. */
  title: string;
  /** Markdown. */
  body: string;
}

/** The first section of a changelog that is a release: a heading of level two, other than "Unreleased", with text below. */
export function newestSection(changelog: string): Section | undefined {
  const parts = changelog.replace(/\r\n?/g, "\n").split(/^## +/m).slice(1);
  const sections = parts.map((part) => {
    const [title = "", ...lines] = part.split("\n");
    return { title: title.replace(/[[\]#]/g, "").trim(), body: lines.join("\n").trim() };
  });
  return sections.find(({ title, body }) => !/^unreleased\b/i.test(title) && body !== "");
}
