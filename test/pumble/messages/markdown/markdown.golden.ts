import type { Inline, RichTextContainer } from "../../../../src/pumble";

/** One Markdown text, what it becomes, and what is wrong with it (nothing, unless said). */
export interface GoldenCase {
  markdown: string;
  containers: RichTextContainer[];
  /** A part that each problem must hold, in order. */
  problems?: string[];
  allowBroadcast?: boolean;
}

export const ada = "5f0c1d2e3a4b5c6d7e8f9a01";
export const general = "5f0c1d2e3a4b5c6d7e8f9b01";
export const release = "5f0c1d2e3a4b5c6d7e8f9b02";
export const announcements = "5f0c1d2e3a4b5c6d7e8f9b03";
export const year = "5f0c1d2e3a4b5c6d7e8f9b04";
export const backend = "5f0c1d2e3a4b5c6d7e8f9c01";

type Written = Inline | string;
type Style = NonNullable<Extract<Inline, { type: "text" }>["style"]>;
type Size = 1 | 2 | 3;

const bold: Style = { bold: true };
const italic: Style = { italic: true };
const strike: Style = { strike: true };
const code: Style = { code: true };

const text = (words: string, style?: Style, size?: Size): Inline => ({
  type: "text",
  text: words,
  ...(style && { style }),
  ...(size && { size }),
});
const link = (url: string, words?: string, style?: Style, size?: Size): Inline => ({
  type: "link",
  url,
  ...(words !== undefined && { text: words }),
  ...(style && { style }),
  ...(size && { size }),
});
const emoji = (name: string, skin_tone?: number): Inline => ({
  type: "emoji",
  name,
  ...(skin_tone && { skin_tone }),
});
const user = (user_id: string): Inline => ({ type: "user", user_id });
const channel = (channel_id: string): Inline => ({ type: "channel", channel_id });
const group = (usergroup_id: string): Inline => ({ type: "usergroup", usergroup_id });
const broadcast = (range: "here" | "channel"): Inline => ({ type: "broadcast", range });

const inlines = (written: Written[]): Inline[] =>
  written.map((each) => (typeof each === "string" ? text(each) : each));
const section = (...written: Written[]) => ({
  type: "rich_text_section" as const,
  elements: inlines(written),
});
const quote = (...written: Written[]): RichTextContainer => ({
  type: "rich_text_quote",
  elements: inlines(written),
});
const preformatted = (words: string, border?: 1): RichTextContainer => ({
  type: "rich_text_preformatted",
  ...(border && { border }),
  elements: [text(words)],
});

interface ListLook {
  indent?: number;
  offset?: number;
  border?: 1;
}
const list = (style: "bullet" | "ordered", look: ListLook, items: Written[]): RichTextContainer => ({
  type: "rich_text_list",
  style,
  indent: 0,
  ...look,
  elements: items.map((item) => (item === "" ? section() : section(item))),
});
const bullets = (look: ListLook, ...items: Written[]) => list("bullet", look, items);
const numbers = (look: ListLook, ...items: Written[]) => list("ordered", look, items);

/** A case that is one section and has no problems. */
const inline = (markdown: string, ...written: Written[]): GoldenCase => ({
  markdown,
  containers: [section(...written)],
});
/** A case that stays as it is written, with one problem. */
const refused = (markdown: string, problem: string): GoldenCase => ({
  markdown,
  containers: [section(markdown)],
  problems: [problem],
});

const headings: Record<string, GoldenCase> = {
  "a first heading has size 3": {
    markdown: "# Release 2.0",
    containers: [section(text("Release 2.0", bold, 3))],
  },
  "a second heading has size 2": { markdown: "## Changes", containers: [section(text("Changes", bold, 2))] },
  "a third heading has size 1": { markdown: "### Fixes", containers: [section(text("Fixes", bold, 1))] },
  "a sixth heading has size 1": { markdown: "###### Notes", containers: [section(text("Notes", bold, 1))] },
  "an underlined heading": { markdown: "Release\n=======", containers: [section(text("Release", bold, 3))] },
  "a heading with styles and a link": {
    markdown: "## *New* in [2.0](https://example.com/2) `now`",
    containers: [
      section(
        text("New", { bold: true, italic: true }, 2),
        text(" in ", bold, 2),
        link("https://example.com/2", "2.0", bold, 2),
        text(" ", bold, 2),
        text("now", { bold: true, code: true }, 2),
      ),
    ],
  },
  "a heading between paragraphs is a line of its own": {
    markdown: "before\n\n# Title\n\nafter",
    containers: [section("before"), section(text("Title", bold, 3)), section("after")],
  },
  "an empty heading is left out": { markdown: "#\n\ntext", containers: [section("text")] },
};

const styles: Record<string, GoldenCase> = {
  "plain text": inline("Hello, world!", "Hello, world!"),
  bold: inline("a **b** c", "a ", text("b", bold), " c"),
  "bold with underscores": inline("__b__", text("b", bold)),
  italic: inline("a *b* c", "a ", text("b", italic), " c"),
  "italic with underscores": inline("_b_", text("b", italic)),
  strikethrough: inline("~~b~~", text("b", strike)),
  "inline code": inline("run `npm ci` now", "run ", text("npm ci", code), " now"),
  "inline code keeps signs": inline("`**@here** :tada: #x`", text("**@here** :tada: #x", code)),
  "bold and italic at once": inline("***b***", text("b", { bold: true, italic: true })),
  "styles inside each other": inline(
    "**a _b ~~c~~_**",
    text("a ", bold),
    text("b ", { bold: true, italic: true }),
    text("c", { bold: true, italic: true, strike: true }),
  ),
  "all four styles": inline(
    "***~~`x`~~***",
    text("x", { bold: true, italic: true, strike: true, code: true }),
  ),
  "an underscore inside a word is no style": inline("snake_case_name", "snake_case_name"),
  "an unclosed style is text": inline("a **b", "a **b"),
  "an escaped sign is text": inline("\\*b\\*", "*b*"),
  "an entity is its character": inline("a &amp; b &copy;", "a & b ©"),
  "Unicode stays": inline("Ações 日本語 👩🏽‍💻", "Ações 日本語 👩🏽‍💻"),
};

const lines: Record<string, GoldenCase> = {
  "a line break stays": inline("one\ntwo", "one\ntwo"),
  "a hard break is one line break": inline("one  \ntwo\\\nthree", "one\ntwo\nthree"),
  "paragraphs are an empty line apart": inline("one\n\ntwo\n\n\nthree", "one\n\ntwo\n\nthree"),
  "paragraphs of several styles": inline("**one**\n\n*two*", text("one", bold), "\n\n", text("two", italic)),
  "a rule is a line of its own": {
    markdown: "one\n\n---\n\ntwo",
    containers: [section("one"), section("──────────"), section("two")],
  },
  "nothing at all": { markdown: "", containers: [], problems: ["nothing to show"] },
  "only spaces": { markdown: " \n\t\n", containers: [], problems: ["nothing to show"] },
};

const codeBlocks: Record<string, GoldenCase> = {
  "a fence": { markdown: "```\na  b\n\n  c\n```", containers: [preformatted("a  b\n\n  c")] },
  "a fence with a language": { markdown: "```js\n1 < 2\n```", containers: [preformatted("1 < 2")] },
  "a fence of tildes": { markdown: "~~~\n```\n~~~", containers: [preformatted("```")] },
  "an unclosed fence": { markdown: "```\nx", containers: [preformatted("x")] },
  "an empty fence is left out": { markdown: "a\n\n```\n```", containers: [section("a")] },
  "indented code": { markdown: "    x = 1\n    y = 2", containers: [preformatted("x = 1\ny = 2")] },
  "a fence between paragraphs": {
    markdown: "one\n```\nx\n```\ntwo",
    containers: [section("one"), preformatted("x"), section("two")],
  },
};

const quotes: Record<string, GoldenCase> = {
  "a quote": { markdown: "> a **b**", containers: [quote("a ", text("b", bold))] },
  "a quote of two paragraphs": { markdown: "> a\n>\n> b", containers: [quote("a\n\nb")] },
  "a quote with a heading": {
    markdown: "> # T\n> a\n>\n> b",
    containers: [quote(text("T", bold, 3), "\na\n\nb")],
  },
  "a quote inside a quote is one of its own": {
    markdown: "> a\n> > b\n>\n> c",
    containers: [quote("a"), quote("b"), quote("c")],
  },
  "a list in a quote has a border": {
    markdown: "> a\n>\n> - b\n> - c",
    containers: [quote("a"), bullets({ border: 1 }, "b", "c")],
  },
  "a fence in a quote has a border": {
    markdown: "> ```\n> x\n> ```",
    containers: [preformatted("x", 1)],
  },
  "two quotes stay two": {
    markdown: "> a\n\ntext\n\n> b",
    containers: [quote("a"), section("text"), quote("b")],
  },
};

const lists: Record<string, GoldenCase> = {
  "a bulleted list": { markdown: "- a\n- b", containers: [bullets({}, "a", "b")] },
  "an ordered list": { markdown: "1. a\n2. b", containers: [numbers({}, "a", "b")] },
  "an ordered list that starts at 5": {
    markdown: "5. a\n6. b",
    containers: [numbers({ offset: 4 }, "a", "b")],
  },
  "an ordered list that starts at 0 counts from 1": {
    markdown: "0. a\n1. b",
    containers: [numbers({}, "a", "b")],
  },
  "an outer list goes on after an inner one": {
    markdown: "1. a\n   - b\n   - c\n2. d\n3. e",
    containers: [numbers({}, "a"), bullets({ indent: 1 }, "b", "c"), numbers({ offset: 1 }, "d", "e")],
  },
  "an inner ordered list counts from its own start": {
    markdown: "3. a\n   1. b\n   2. c\n4. d",
    containers: [numbers({ offset: 2 }, "a"), numbers({ indent: 1 }, "b", "c"), numbers({ offset: 3 }, "d")],
  },
  "five levels, and a sixth that stays at the fifth": {
    markdown: "- a\n  - b\n    - c\n      - d\n        - e\n          - f",
    containers: [
      bullets({}, "a"),
      bullets({ indent: 1 }, "b"),
      bullets({ indent: 2 }, "c"),
      bullets({ indent: 3 }, "d"),
      bullets({ indent: 4 }, "e"),
      bullets({ indent: 4 }, "f"),
    ],
  },
  "an item of two paragraphs": { markdown: "- a\n\n  b\n- c", containers: [bullets({}, "a\nb", "c")] },
  "an item with a fence, and the list goes on": {
    markdown: "1. a\n   ```\n   x\n   ```\n2. b",
    containers: [numbers({}, "a"), preformatted("x"), numbers({ offset: 1 }, "b")],
  },
  "an item with a quote": {
    markdown: "- a\n  > b\n- c",
    containers: [bullets({}, "a"), quote("b"), bullets({}, "c")],
  },
  "text after an inner list leaves the list": {
    markdown: "1. a\n   - b\n\n   c\n2. d",
    containers: [numbers({}, "a"), bullets({ indent: 1 }, "b"), section("c"), numbers({ offset: 1 }, "d")],
  },
  "an empty item keeps its number": {
    markdown: "1. a\n2.\n3. c",
    containers: [numbers({}, "a", "", "c")],
  },
  "an item that begins with a list": {
    markdown: "- - a",
    containers: [bullets({}, ""), bullets({ indent: 1 }, "a")],
  },
  "an item with styles and a mention": {
    markdown: "- **Owner**: @ada@example.com",
    containers: [
      {
        type: "rich_text_list",
        style: "bullet",
        indent: 0,
        elements: [section(text("Owner", bold), ": ", user(ada))],
      },
    ],
  },
  "two lists with different markers": {
    markdown: "- a\n* b",
    containers: [bullets({}, "a"), bullets({}, "b")],
  },
  "a task list shows its boxes": {
    markdown: "- [x] done\n- [ ] open",
    containers: [bullets({}, "☑ done", "☐ open")],
  },
};

const links: Record<string, GoldenCase> = {
  "a link": inline("[docs](https://example.com/a)", link("https://example.com/a", "docs")),
  "a link's title is left out": inline(
    '[docs](https://example.com/a "Title")',
    link("https://example.com/a", "docs"),
  ),
  "a link of several styles": inline(
    "[the **new** docs](https://example.com)",
    link("https://example.com", "the "),
    link("https://example.com", "new", bold),
    link("https://example.com", " docs"),
  ),
  "a link by reference": inline(
    "[docs][d]\n\n[d]: https://example.com/d",
    link("https://example.com/d", "docs"),
  ),
  "a link without words shows its address": inline("[](https://example.com)", link("https://example.com")),
  "a link in brackets": inline("<https://example.com/a>", link("https://example.com/a")),
  "a bare link": inline("see https://example.com/a.", "see ", link("https://example.com/a"), "."),
  "a bare link with brackets of its own": inline(
    "(https://example.com/a_(b))",
    "(",
    link("https://example.com/a_(b)"),
    ")",
  ),
  "a bare link keeps its underscores and stars apart from styles": inline(
    "**https://example.com/a_b_c**",
    link("https://example.com/a_b_c", undefined, bold),
  ),
  "an address": inline(
    "write to first_last@example.com.",
    "write to ",
    link("mailto:first_last@example.com"),
    ".",
  ),
  "an address in brackets": inline("<ada@example.com>", link("mailto:ada@example.com")),
  "a link to mail": inline("[Ada](mailto:ada@example.com)", link("mailto:ada@example.com", "Ada")),
  "signs in a link's words are text": inline(
    "[@here in #general :tada:](https://example.com)",
    link("https://example.com", "@here in #general :tada:"),
  ),
  "a link with a space and letters of other scripts is encoded": inline(
    "[x](<https://example.com/a b/é>)",
    link("https://example.com/a%20b/%C3%A9", "x"),
  ),
  "a link that could run a script is text": inline("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
  "an image is a link": inline(
    "![logo](https://example.com/i.png)",
    link("https://example.com/i.png", "logo"),
  ),
  "an image without words": inline("![](https://example.com/i.png)", link("https://example.com/i.png")),
  "an image in a link": inline(
    "[![build](https://example.com/b.svg)](https://example.com/ci)",
    link("https://example.com/ci", "build"),
  ),
  "a link without a scheme leads nowhere": {
    markdown: "[x](/docs)",
    containers: [section(link("/docs", "x"))],
    problems: ['"/docs" is not a whole address'],
  },
};

const emojis: Record<string, GoldenCase> = {
  "an emoji": inline("shipped :rocket:!", "shipped ", emoji("rocket"), "!"),
  "two emoji without a space": inline(":tada::white_check_mark:", emoji("tada"), emoji("white_check_mark")),
  "an emoji with a skin tone": inline(":wave::skin-tone-3:", emoji("wave", 3)),
  "an emoji named by a sign": inline(":+1: :100:", emoji("+1"), " ", emoji("100")),
  "an emoji in bold text": inline("**a :tada: b**", text("a ", bold), emoji("tada"), text(" b", bold)),
  "a time is no emoji": inline("10:30:45 and :30: past", "10:30:45 and :30: past"),
  "an escaped emoji is text": inline("\\:tada:", ":tada:"),
  "an emoji in a word is text": inline(
    "a:tada: 10:tada: \u{1D400}:tada:",
    "a:tada: 10:tada: \u{1D400}:tada:",
  ),
  "two colons begin no emoji": inline("::tada:", "::tada:"),
  "an emoji's end in a word is text": inline(":tada: a:wave:", emoji("tada"), " a:wave:"),
  "an emoji behind a script without spaces": inline("\u6c49:tada:", "\u6c49", emoji("tada")),
  "an emoji behind such a letter of two units": inline("\u{20BB7}:tada:", "\u{20BB7}", emoji("tada")),
  "an emoji behind one that is no name": inline("\u{1F600}:tada:", "\u{1F600}", emoji("tada")),
  "a custom emoji is kept by its name": inline(":our-logo_2:", emoji("our-logo_2")),
};

const mentions: Record<string, GoldenCase> = {
  "a member by address": inline("hi @ada@example.com, hello", "hi ", user(ada), ", hello"),
  "a member by id": inline(`hi @${ada}`, "hi ", user(ada)),
  "a member at the end of a sentence": inline("Ask @ada@example.com.", "Ask ", user(ada), "."),
  "a member in bold": inline("**@ada@example.com**", user(ada)),
  "a member after a script without spaces": inline("联系@ada@example.com", "联系", user(ada)),
  "a channel": inline("see #general.", "see ", channel(general), "."),
  "a channel with a dash, in other letter case": inline("#Release-Notes", channel(release)),
  "a channel with Unicode letters": inline("em #ações-bancárias!", "em ", channel(announcements), "!"),
  "a channel in italics": inline("_#general_", channel(general)),
  "a channel with a number for a name": inline("#2026", channel(year)),
  "a number is no channel": inline("fixes #42", "fixes #42"),
  "a sign inside a word is no mention": inline("C#general a@b F#x", "C#general a@b F#x"),
  "a sign alone is text": inline("a @ b # c", "a @ b # c"),
  "a channel after two signs is text": inline("##general", "##general"),
  "an escaped mention is text": inline("\\@here \\#general", "@here #general"),
  "Pumble's own codes": inline(`<<@${ada}>> in <<#${general}>>`, user(ada), " in ", channel(general)),
  "a name in the path of an address is text": inline("example.com/@ada", "example.com/@ada"),
  "an unknown member": {
    markdown: "@nobody@example.com",
    containers: [section("@nobody@example.com")],
    problems: ["@nobody@example.com: no member has this e-mail address"],
  },
  "an unknown channel": refused("#nowhere", "#nowhere: no channel of this name"),
  "an unknown handle": refused("@nobody", "@nobody: no user group has this handle"),
  "one problem for a name that is unknown twice": refused("@nobody and @nobody", "@nobody: no user group"),
  "@channel without leave": refused(
    "@channel",
    "@channel notifies everybody in the channel. Set allow_broadcast",
  ),
  "@here without leave": refused("@here", "@here notifies everybody who is active"),
  "a user group without leave": refused("@backend", "@backend notifies a whole user group"),
  "a user group's code without leave": refused(`<<&${backend}>>`, "notifies a whole user group"),
  "@channel with leave": {
    ...inline("**@channel**: now", broadcast("channel"), ": now"),
    allowBroadcast: true,
  },
  "@here with leave": { ...inline("@here!", broadcast("here"), "!"), allowBroadcast: true },
  "a user group with leave": { ...inline("cc @backend.", "cc ", group(backend), "."), allowBroadcast: true },
  "a handle that begins like a broadcast": {
    ...refused("@channel-owners", "@channel-owners: no user group"),
    allowBroadcast: true,
  },
};

const others: Record<string, GoldenCase> = {
  "HTML is text": inline("<b>x</b><!-- y -->", "<b>x</b><!-- y -->"),
  "a block of HTML is text": inline(
    '<div class="a">\n**b**\n</div>',
    '<div class="a">\n',
    text("b", bold),
    "\n</div>",
  ),
  "a table is preformatted": {
    markdown: "| Name | Size |\n|---|--:|\n| a | **10** |\n| longer | `2` |",
    containers: [preformatted("Name   | Size\n-------|-----\na      | 10\nlonger | 2")],
  },
  "a table keeps the addresses of its links": {
    markdown: "| a |\n|---|\n| [x](https://example.com) :tada: |",
    containers: [preformatted("a\n------------------------------\nx (https://example.com) :tada:")],
  },
  "a mention in a table notifies nobody": {
    markdown: "| Owner |\n|---|\n| @ada@example.com |",
    containers: [preformatted("Owner\n----------------\n@ada@example.com")],
    problems: ["@ada@example.com stands in a table"],
  },
  "Windows line ends": inline("a\r\nb\r\n\r\nc", "a\nb\n\nc"),
  "a whole announcement": {
    markdown:
      "# Release 2.0 :rocket:\n\n@channel, **2.0** is out.\n\n1. Read the [notes](https://example.com)\n2. Ask in #general\n\n> Thanks, @ada@example.com!",
    containers: [
      section(text("Release 2.0 ", bold, 3), emoji("rocket")),
      section(broadcast("channel"), ", ", text("2.0", bold), " is out."),
      {
        type: "rich_text_list",
        style: "ordered",
        indent: 0,
        elements: [
          section("Read the ", link("https://example.com", "notes")),
          section("Ask in ", channel(general)),
        ],
      },
      quote("Thanks, ", user(ada), "!"),
    ],
    allowBroadcast: true,
  },
};

/** Markdown on the left, rich text on the right, by the name of what each case shows. */
export const golden: Record<string, GoldenCase> = {
  ...headings,
  ...styles,
  ...lines,
  ...codeBlocks,
  ...quotes,
  ...lists,
  ...links,
  ...emojis,
  ...mentions,
  ...others,
};
