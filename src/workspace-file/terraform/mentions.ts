/** Changes mentions in a Markdown source, and leaves code alone. */

const fence = /^ {0,3}(`{3,}|~{3,})/;

/** Applies a change to every stretch of a Markdown text that is not in a code block or code span. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  let open: string | null = null;
  let prose: string[] = [];
  const out: string[] = [];
  const flush = () => {
    if (prose.length > 0) out.push(outsideSpans(prose.join("\n"), change));
    prose = [];
  };
  for (const line of markdown.split("\n")) {
    const mark = fence.exec(line)?.[1];
    if (open !== null) {
      out.push(line);
      if (mark?.startsWith(open) && line.trim() === mark) open = null;
    } else if (mark) {
      flush();
      out.push(line);
      open = mark;
    } else prose.push(line);
  }
  flush();
  return out.join("\n");
}

/** A run of backticks closes with the next run of the same length. */
function outsideSpans(text: string, change: (text: string) => string): string {
  return text
    .split(/((?<!`)(`+)(?!`).*?(?<!`)\2(?!`))/s)
    .map((part, index) => (index % 3 === 0 ? change(part) : index % 3 === 1 ? part : ""))
    .join("");
}

/** Puts a prefix to the names of these channels wherever they are mentioned. */
export function prefixChannels(markdown: string, names: ReadonlySet<string>, prefix: string): string {
  if (prefix === "") return markdown;
  return outsideCode(markdown, (text) =>
    text.replace(/(?<![\\\p{L}\p{N}#/&])#([\p{L}\p{N}_-]+)/gu, (whole, written: string) => {
      const name = written.toLowerCase().normalize("NFC");
      const trimmed = name.replace(/[._-]+$/, "");
      return names.has(name) || names.has(trimmed) ? `#${prefix}${written}` : whole;
    }),
  );
}

/** Makes these mentions, as they are written with their sign, show as text. */
export function mentionsToText(markdown: string, mentions: ReadonlySet<string>): string {
  if (mentions.size === 0) return markdown;
  const names = [...mentions].sort((one, other) => other.length - one.length).map(escaped);
  const pattern = new RegExp(`(?<![\\\\\\p{L}\\p{N}])(?:${names.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return outsideCode(markdown, (text) => text.replace(pattern, (whole) => `\\${whole}`));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
