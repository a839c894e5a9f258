/** Problems as a person sees them on a terminal, and as a program gets them. */
import { describe, expect, it } from "vitest";
import { problemsJson, renderProblems, type WorkspaceProblem } from "../../../src/workspace-file";

type Parts = Partial<Omit<WorkspaceProblem, "place">> & Partial<WorkspaceProblem["place"]>;

function problem(parts: Parts = {}): WorkspaceProblem {
  const { file = "a.yaml", line = 3, column = 5, length = 3, ...rest } = parts;
  const place = { file, line, column, length };
  return {
    ...{ code: "shape", severity: "error", message: "It is wrong", nextStep: "" },
    sourceLine: null,
    ...{ place, ...rest },
  };
}

const esc = "\u001b";
const digits = "0123456789";

const shown: Record<string, [parts: Parts, text: string]> = {
  "a place and a sentence": [{}, "a.yaml:3:5  It is wrong\n"],
  "what to do, in which code stays as it is": [
    { nextStep: "Do it.\n  code  stays\nAnd so on." },
    "a.yaml:3:5  It is wrong\n  Do it.\n    code  stays\n  And so on.\n",
  ],
  "long sentences, broken within 80 columns": [
    { message: "word ".repeat(20).trim(), nextStep: "step ".repeat(20).trim() },
    `a.yaml:3:5 ${" word".repeat(13)}\n ${" word".repeat(7)}\n ${" step".repeat(15)}\n ${" step".repeat(5)}\n`,
  ],
  "the line with what is meant underlined": [
    { sourceLine: "    abc: 1" },
    "a.yaml:3:5  It is wrong\n    3 |     abc: 1\n      |     ^^^\n",
  ],
  "a large number of a line": [
    { sourceLine: "a", line: 123_456, column: 1, length: 1 },
    "a.yaml:123456:1  It is wrong\n123456 | a\n      | ^\n",
  ],
  "letters that are two columns wide": [
    { sourceLine: "チャ: 絵文字👀x", length: 6 },
    "a.yaml:3:5  It is wrong\n    3 | チャ: 絵文字👀x\n      |       ^^^^^^^^^\n",
  ],
  "accents and spaces that have no width": [
    { sourceLine: "e\u0301e\u0301\u200bx", column: 6, length: 1 },
    "a.yaml:3:6  It is wrong\n    3 | e\u0301e\u0301\u200bx\n      |   ^\n",
  ],
  "a tab as two spaces, and nothing that moves a cursor": [
    {
      sourceLine: `\tx: ${esc}[31m`,
      column: 2,
      length: 1,
      message: `a${esc}b`,
      file: `${esc}.yaml`,
      nextStep: `${esc}c`,
    },
    "\ufffd.yaml:3:2  a\ufffdb\n    3 |   x: \ufffd[31m\n      |   ^\n  \ufffdc\n",
  ],
  "an empty line": [{ sourceLine: "", column: 9 }, "a.yaml:3:9  It is wrong\n    3 |\n      | ^\n"],
  "a line that just fits": [
    { sourceLine: "a".repeat(72), column: 70, length: 10 },
    `a.yaml:3:70  It is wrong\n    3 | ${"a".repeat(72)}\n      | ${" ".repeat(69)}^^^\n`,
  ],
  "the beginning of a line that is too long": [
    { sourceLine: "a".repeat(73), column: 1, length: 100 },
    `a.yaml:3:1  It is wrong\n    3 | ${"a".repeat(71)}…\n      | ${"^".repeat(71)}\n`,
  ],
  "the part of a long line that is meant": [
    { sourceLine: digits.repeat(20), column: 100, length: 5 },
    `a.yaml:3:100  It is wrong\n    3 | …789${digits.repeat(6)}0123456…\n      | ${" ".repeat(53)}^^^^^\n`,
  ],
  "the end of a long line": [
    { sourceLine: digits.repeat(12), column: 115, length: 50 },
    `a.yaml:3:115  It is wrong\n    3 | …23456789${digits.repeat(5)}\n      | ${" ".repeat(53)}^^^^^^\n`,
  ],
};

describe("a problem is shown with", () => {
  for (const [title, [parts, text]] of Object.entries(shown)) {
    it(title, () => expect(renderProblems([problem(parts)])).toBe(text));
  }

  it("colours where they are wanted: an error in red, a note in yellow", () => {
    const inColours = (severity: "error" | "note") =>
      renderProblems([problem({ severity, sourceLine: "    abc: 1", file: "a$&.yaml" })], { colors: true });
    const text = (code: number) =>
      `${esc}[1ma$&.yaml:3:5${esc}[0m  It is wrong\n    3 |     abc: 1\n      |     ${esc}[${code}m^^^${esc}[0m\n`;
    expect(inColours("error")).toBe(text(31));
    expect(inColours("note")).toBe(text(33));
  });
});

describe("many problems", () => {
  it("are told apart by a line, and counted from the twenty-first on", () => {
    const many = (count: number) =>
      renderProblems(Array.from({ length: count }, (_, line) => problem({ line })));
    expect(many(2)).toBe("a.yaml:0:5  It is wrong\n\na.yaml:1:5  It is wrong\n");
    expect(many(20)).not.toContain("more");
    expect(many(21)).toMatch(/a\.yaml:19:5 {2}It is wrong\n\nAnd 1 more\. --json has them all\.\n$/);
    expect(many(0)).toBe("");
  });

  it("are all there for a program", () => {
    expect(
      problemsJson([problem({ nextStep: "Do it." }), problem({ code: "moved", severity: "note" })]),
    ).toEqual([
      {
        ...{ code: "shape", severity: "error", file: "a.yaml", line: 3, column: 5 },
        ...{ message: "It is wrong", nextStep: "Do it." },
      },
      {
        ...{ code: "moved", severity: "note", file: "a.yaml", line: 3, column: 5 },
        ...{ message: "It is wrong", nextStep: "" },
      },
    ]);
  });
});
