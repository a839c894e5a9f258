/** `docs/reference/constructs.md` and the other pages of what programs import, from API Extractor's model. */
import type { ApiItem, Extracted } from "./extract";
import { pageHead } from "./page";

/** What the parts of a page are called, by API Extractor's kind of thing. */
const sections: Readonly<Record<string, string>> = {
  Class: "Classes",
  Function: "Functions",
  Variable: "Values",
  Interface: "Interfaces",
  TypeAlias: "Types",
};

export function programReference({ name, file, model }: Extracted): string {
  // A namespace of the bindings, whose attributes are those of the provider's pages.
  const items = model.members[0].members ?? [];
  const parts = Object.entries(sections).flatMap(([kind, title]) => {
    const own = items.filter((item) => item.kind === kind);
    return own.length === 0 ? [] : [`## ${title}`, ...own.map(itemText)];
  });
  const head = pageHead(
    name.includes("/") ? name : `${name}, the ${file}`,
    `What a program gets from \`import … from "${name}"\`.`,
  );
  return `${[head, ...parts].join("\n\n")}\n`;
}

function itemText(item: ApiItem): string {
  const members = (item.members ?? []).filter(({ kind }) => !/^(Index|Call|Construct)Signature$/.test(kind));
  return [`### ${item.name}`, ...said(item), fenced(signature(item)), ...members.map(memberText)]
    .filter(Boolean)
    .join("\n\n");
}

/** A method, a property or a constructor: what is said is below what it is. */
function memberText(member: ApiItem): string {
  const text = said(member)
    .join("\n\n")
    .replace(/\n(?=[^\n])/g, "\n  ");
  return [`- \`${signature(member).replace(/\s+/g, " ")}\``, text && `  ${text}`]
    .filter(Boolean)
    .join("\n\n");
}

const fenced = (code: string) => (code === "" ? "" : `\`\`\`ts\n${code}\n\`\`\``);

function signature({ excerptTokens = [] }: ApiItem): string {
  const text = excerptTokens.map((token) => token.text).join("");
  return text
    .replace(/^export (declare )?/, "")
    .replace(/;$/, "")
    .trim();
}

/** A doc comment as paragraphs; what API Extractor writes where there is none is left out. */
function said({ docComment = "" }: ApiItem): string[] {
  const text = docComment
    .replace(/^\/\*\*|\*\/\s*$/g, "")
    .replace(/^ ?\* ?/gm, "")
    .replace(/\{@link ([^}|]+)(?:\|[^}]*)?\}/g, "`$1`")
    .trim();
  if (/^Constructs a new instance of the/.test(text)) return [];
  return text.split(/\n{2,}(?=@)|(?=^@)/m).flatMap((part) => blockText(part.trim()));
}

/** `@param name - what it is` and the like. */
function blockText(part: string): string[] {
  const [, tag, rest = ""] = /^@(\w+)\s*([\s\S]*)$/.exec(part) ?? [];
  const text = rest.trim();
  if (tag === undefined) return part === "" ? [] : [part];
  if (tag === "param") return [text.replace(/^(\w+) - /, "`$1`: ")];
  if (tag === "returns") return [`Returns ${text}`];
  if (tag === "throws") return [`Throws ${text.replace(/^\{(\w+)\}/, "`$1`")}`];
  if (tag === "example") return [text.includes("```") ? text : fenced(text)];
  if (/^default/.test(tag)) return [`Default: ${text}`];
  return text === "" ? [] : [text];
}
