/** The border where other people's text becomes Markdown of a forge. */
import { describe, expect, it } from "vitest";
import { code, fence, markdownOf, prose } from "../../src/review/words/markdown-safe";
import { count, joined, listed, say } from "../../src/review/words/phrase";

describe("a code span", () => {
  it.each([
    ["a", "`a`"],
    ["a b", "`a b`"],
    ["", "` `"],
    ["  ", "` `"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["``a", "``` ``a ```"],
    ["a``", "``` a`` ```"],
    [" a", "`  a `"],
    ["a ", "` a  `"],
    ["a|b", "`a¦b`"],
    ["a\r\n\tb", "`a b`"],
    ["a\u202eb", "`a\ufffdb`"],
    ["@ada #12 <b> &lt; \\", "`@ada #12 <b> &lt; \\`"],
  ])("of %j is %j", (text, shown) => expect(code(text)).toBe(shown));
});

describe("a fence", () => {
  const lines = (text: string, sign = " ") => fence([{ sign, text }], "").split("\n");
  it("has the language and a line each", () => {
    const diff = [
      { sign: "-", text: "a" },
      { sign: "+", text: "b\nc" },
      { sign: " ", text: "" },
    ];
    expect(fence(diff)).toBe("```diff\n- a\n+ b c\n\n```");
  });

  it.each([
    ["``` x", "````"],
    ["a ````` b", "``````"],
    ["`a`", "```"],
  ])("around %j is longer than what is in it", (text, ticks) => {
    const [first, , last] = lines(text);
    expect([first, last]).toEqual([ticks, ticks]);
  });

  it.each([
    ["/close", "  \u200b/close"],
    ["  /close", "    \u200b/close"],
    ["a /close", "  a /close"],
  ])("makes no quick action of %j", (text, shown) => expect(lines(text)[1]).toBe(shown));

  it("leaves what is added or taken away as it is", () => {
    expect(lines("/close", "+")[1]).toBe("+ /close");
  });
});

describe("text in a sentence", () => {
  /** As whoever reads the page sees it, spaces without width as `_`. */
  const shown = (text: string) =>
    prose(text)
      .replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)))
      .replaceAll("\u200b", "_");

  it.each([
    ["plain words", "plain words"],
    ["@ada", "@_ada"],
    ["@", "@_"],
    ["a @ b", "a @ b"],
    ["#12 !12 &12 %12 ~bug $1 ^a *x", "#_12 !_12 &_12 %_12 ~_bug $_1 ^_a *_x"],
    ['%"a b"', '%_"a b"'],
    [":tada:", ":_tada:_"],
    ["https://x.example", "https:_//x.example"],
    ["#été", "#_été"],
    ["[vulnerability:1]", "[vulnerability:_1]"],
    ["GH-12 gh-3 GH12 XGH-1", "GH_-12 gh_-3 GH12 XGH-1"],
    ["www.evil.example WWW.x awww.x", "w_ww.evil.example w_ww.x awww.x"],
    ["deadbee deadbe", "d_eadbee deadbe"],
    ["0123456789abcdef0123456789abcdef01234567", "0_123456789abcdef0123456789abcdef01234567"],
    ["a\nb\u202e", "a b\ufffd"],
  ])("%j reads %j", (text, wanted) => expect(shown(text)).toBe(wanted));

  it("has no sign of Markdown or HTML", () => {
    const signs = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    expect(prose(signs).replace(/&#\d+;|\u200b/g, "")).toBe("");
    expect(prose("<b> 09azAZ")).toBe("&#60;b&#62; 09azAZ");
  });
});

describe("a phrase", () => {
  it("is ours but for what is put in, which is code", () => {
    const name = "a|b";
    expect(markdownOf(say`has ${2} of ${name}, ${["ours"]}${[{ quoted: "theirs" }]}.`)).toBe(
      "has 2 of `a¦b`, ours`theirs`.",
    );
    expect(say`${1}${"x"}`).toEqual(["", "1", "", { quoted: "x" }, ""]);
  });

  it("lists the first of many names", () => {
    expect(markdownOf(listed(["a", "b"]))).toBe("`a`, `b`");
    expect(markdownOf(listed(["a", "b", "c"], 2))).toBe("`a`, `b` and 1 more");
    expect(markdownOf(listed(["a", "b"], 2))).toBe("`a`, `b`");
    expect(listed(Array.from({ length: 14 }, String)).at(-1)).toBe(" and 2 more");
    expect(listed([])).toEqual([]);
    expect(joined([["a"], ["b", "c"]], "; ")).toEqual(["a", "; ", "b", "c"]);
  });

  it("counts", () => {
    expect([0, 1, 2].map((number) => count(number, "person", "people"))).toEqual([
      "0 people",
      "1 person",
      "2 people",
    ]);
  });
});
