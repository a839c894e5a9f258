/** What a message looks like in the browser, as plain data: read from the page, or made from rich text. */
import { isKnownEmoji } from "../../src/local/page/text/emoji";
import type { Inline, RichTextContainer } from "../../src/pumble";

/** A stretch of text that looks the same throughout. `look` names its styles, and the address of a link. */
export interface Run {
  text: string;
  look: string;
}

/** A paragraph, code block, quote or list. */
export type Shown =
  | { kind: "section" | "code" | "quote"; runs: Run[] }
  | { kind: "bullet" | "ordered"; indent: number; start: number; border: boolean; items: Run[][] };

/** Runs that look the same become one; empty ones go. */
function merged(runs: Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last?.look === run.look) last.text += run.text;
    else if (run.text) all.push({ ...run });
  }
  return all;
}

/** Reads every message of the page by its id, in the browser. */
export const readMessages = `(() => {
  const tags = { STRONG: "bold", EM: "italic", S: "strike", CODE: "code" };
  const runsOf = (root) => {
    const runs = [];
    const walk = (node, look) => {
      if (node.nodeType === 3) return runs.push({ text: node.data, look: look.join(" ") });
      const mine = [...look];
      if (tags[node.tagName]) mine.push(tags[node.tagName]);
      const size = /size-(\\d)/.exec(node.className)?.[1];
      if (size) mine.push("size-" + size);
      if (node.classList.contains("mention")) mine.push("mention");
      else if (node.tagName === "A") mine.push("link=" + node.getAttribute("href"));
      if (node.classList.contains("emoji")) return runs.push({ text: node.title, look: "emoji" });
      for (const child of node.childNodes) walk(child, mine.sort());
    };
    for (const child of root.childNodes) walk(child, []);
    return runs;
  };
  const shownOf = (node) => {
    const kind = { P: "section", PRE: "code", BLOCKQUOTE: "quote", UL: "bullet", OL: "ordered" }[node.tagName];
    if (kind === "code") return { kind, runs: [{ text: node.textContent, look: "" }] };
    if (!node.tagName.endsWith("L")) return { kind, runs: runsOf(node) };
    const indent = Number(/indent-(\\d)/.exec(node.className)[1]);
    const start = node.start ?? 1;
    return { kind, indent, start, border: node.classList.contains("bordered"), items: [...node.children].map(runsOf) };
  };
  return Object.fromEntries([...document.querySelectorAll("article[data-message-id]")].map((article) => [
    article.dataset.messageId,
    [...article.querySelector(".text").children].map(shownOf),
  ]));
})()`;

/** What was read, with runs that look the same as one. */
export function tidy(shown: Shown[]): Shown[] {
  return shown.map((each) =>
    "runs" in each ? { ...each, runs: merged(each.runs) } : { ...each, items: each.items.map(merged) },
  );
}

/** Names that mentions show, by id. */
export type Names = ReadonlyMap<string, string>;

function runOf(inline: Inline, names: Names): Run {
  const look = "style" in inline ? Object.keys(inline.style ?? {}) : [];
  if ("size" in inline && inline.size) look.push(`size-${inline.size}`);
  switch (inline.type) {
    case "text":
      return { text: inline.text, look: look.sort().join(" ") };
    case "link": {
      const isSafe = /^(https?|mailto):/.test(inline.url);
      const link = isSafe ? [`link=${new URL(inline.url).href}`] : [];
      const text = inline.text || inline.url.replace("mailto:", "");
      return { text, look: [...look, ...link].sort().join(" ") };
    }
    case "emoji":
      return { text: `:${inline.name}:`, look: isKnownEmoji(inline.name) ? "emoji" : "" };
    case "user":
      return { text: `@${names.get(inline.user_id)}`, look: "mention" };
    case "channel":
      return { text: `#${names.get(inline.channel_id)}`, look: "mention" };
    case "usergroup":
      return { text: `@${names.get(inline.usergroup_id)}`, look: "mention" };
    case "broadcast":
      return { text: `@${inline.range}`, look: "mention" };
  }
}

/** What rich text must look like. */
export function expected(containers: RichTextContainer[], names: Names): Shown[] {
  return containers.map((container) => shownAs(container, names));
}

function shownAs(container: RichTextContainer, names: Names): Shown {
  const runsOf = (inlines: Inline[]) => merged(inlines.map((inline) => runOf(inline, names)));
  switch (container.type) {
    case "rich_text_section":
      return { kind: "section", runs: runsOf(container.elements) };
    case "rich_text_quote":
      return { kind: "quote", runs: runsOf(container.elements) };
    case "rich_text_preformatted":
      return { kind: "code", runs: runsOf(container.elements) };
    case "rich_text_list": {
      const { style, indent = 0, offset = 0, border, elements } = container;
      const items = elements.map((section) => runsOf(section.elements));
      const isOrdered = style === "ordered";
      return {
        ...{ kind: isOrdered ? "ordered" : "bullet", indent, start: isOrdered ? offset + 1 : 1 },
        ...{ border: Boolean(border), items },
      };
    }
  }
}
