import MarkdownIt from "markdown-it";
import { address, innerUnderscore, mail } from "./autolink-rule";
import type { Directory } from "./directory";
import { emoji } from "./emoji-rule";
import { mention } from "./mention-rule";

/** One token of a parsed text. */
export type Token = ReturnType<MarkdownIt["parse"]>[number];

/**
 * Past this many blocks inside each other, the rest is shown as it is written. The same as markdown-it's own
 * `maxNesting`.
 */
const nestingMax = 100;

/** markdown-it leaves out what is nested too deeply; here it stays, as a paragraph. */
function keepDeepText(parser: MarkdownIt): void {
  const tokenize = parser.block.tokenize.bind(parser.block);
  parser.block.tokenize = (state, startLine, endLine) => {
    if (state.level < nestingMax) return tokenize(state, startLine, endLine);
    const content = state.getLines(startLine, endLine, state.blkIndent, false).trim();
    if (content !== "") {
      state.push("paragraph_open", "p", 1);
      const inline = state.push("inline", "", 0);
      inline.content = content;
      inline.children = [];
      state.push("paragraph_close", "p", -1);
    }
    state.line = endLine;
  };
}

/** CommonMark with strikethrough and tables, no HTML, and Pumble's mentions and emoji. */
function createParser(): MarkdownIt {
  const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
  keepDeepText(parser);
  const rules = { mention, emoji, address, mail, innerUnderscore };
  for (const [name, rule] of Object.entries(rules)) parser.inline.ruler.before("escape", name, rule);
  return parser;
}

const parser = createParser();

/** The block tokens of a Markdown text; inline ones are their children, mentions resolved by `directory`. */
export function parse(markdown: string, directory: Directory): Token[] {
  return parser.parse(markdown, { directory });
}
