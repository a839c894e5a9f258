import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionPlaces } from "../../../../src/pumble/messages/markdown";

const id = "5f0c1d2e3a4b5f0c1d2e3a4b";
const everybody = { resolveUser: () => id, resolveChannel: () => id, resolveGroup: () => id };

/** The source with every mention in double brackets. */
function marked(markdown: string): string {
  return mentionPlaces(markdown, everybody).reduceRight(
    (text, { at, written }) =>
      `${text.slice(0, at)}«${text.slice(at, at + written.length)}»${text.slice(at + written.length)}`,
    markdown,
  );
}

const cases: Record<string, string> = {
  "a line": "Ask «@leads» in «#ops».",
  "an address, a broadcast and Pumble's own code": `«@ada@example.com» «@here» «<<@${id}>>» «<<&${id}>>»`,
  "two of one name": "«#ops» and «#ops»",
  "several lines": "one\ntwo «#ops»\n\nthree\n  «#dev»  \n«#end»",
  "lines that end as on Windows": "one\r\n«#ops»\r\n\r\n«#dev»\r\n",
  "lines that end as on an old Mac": "one\r«#ops»\r\r«#dev»",
  headings: "# «#ops» and more #\n\nThe «#dev»\n=====\n",
  "lists within lists": "- «#a»\n  - «#b»\n\n    «#c»\n1. «#d»\n10) «#e»",
  "a list that is indented by tabs": "-\t«#a»\n\t-\t«#b»\n",
  quotes: "> «#a»\n> > «#b»\n«#c» goes on\n",
  "what looks like the sign before it": "> > «#ops» > # 1",
  "emphasis and strokes": "**«#a»** *«#b»* ~~«#c»~~",
  "letters of scripts without spaces": "请看«#ops»",
  "signs that take two units": "👀 «@leads» 👀 «#ops»",
  "no code":
    "`#a` «#b» ``@x ` #c`` «@d»\n\n    #e\n\n```\n#f\n```\n«#g»\n\n~~~ts\n#h\n~~~\n> ```\n> #i\n> ```\n- ```\n  #j\n  ```\n",
  "code that is never closed": "a ` «#b»\n\nc ` «#d»",
  "a backtick that is escaped": "\\`«#a»\\`",
  "a sign that is escaped": "\\#a \\@b \\\\«#c»",
  "no links": "[#a](https://x.example/#b) https://x.example/@c <https://x.example/?#d> «#e»",
  "what a link refers to": '«#a» [b]\n\n[b]: https://x.example/#c "#d"\n',
  "no tables": "«#a»\n\n| #b |\n| --- |\n| @c |\n\n«#d»",
  "no words for an image": "![#a](https://x.example/a.png) «#b»",
  "nothing within words": "a#b c@d «#e»",
};

describe("where Markdown mentions somebody", () => {
  for (const [title, wanted] of Object.entries(cases)) {
    it(`is found in ${title}`, () => expect(marked(wanted.replace(/[«»]/g, ""))).toBe(wanted));
  }

  it("is the place at which it is written, whatever stands around it", () => {
    const part = fc.constantFrom(
      ...["@leads", "#ops", "#2", "`", "```", "\n", "\n\n", "\r\n", "  ", "    ", "\t", "> ", "- ", "1. "],
      ...["# ", " #", "|", "---", "*", "_", "[", "](https://x.example)", "\\", "\0", "é", "👀", "　", "a "],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
        const text = parts.join("");
        for (const { at, written } of mentionPlaces(text, everybody)) {
          expect(text.slice(at, at + written.length)).toBe(written);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("takes as long as the text is, also of a paragraph with a mention in each of many lines", () => {
    const line = "see #ops and @leads\n";
    expect(mentionPlaces(line.repeat(5000), everybody)).toHaveLength(10_000);
  });
});
