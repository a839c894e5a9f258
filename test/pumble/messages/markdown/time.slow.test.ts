import { describe, expect, test } from "vitest";
import { canonicalBlocks, markdownToBlocks } from "../../../../src/pumble/messages/markdown";
import { names } from "./names";

describe("time goes with length", () => {
  const hostile: Record<string, (length: number) => string> = {
    "open brackets": (length) => "[".repeat(length),
    "open images": (length) => "![".repeat(length / 2),
    "links in links": (length) => "[".repeat(length / 6) + "](a)".repeat(length / 6),
    emphasis: (length) => "*a_ **b ".repeat(length / 8),
    stars: (length) => "*".repeat(length),
    backticks: (length) => "`a``b".repeat(length / 5),
    quotes: (length) => "> ".repeat(length / 4) + "\na".repeat(length / 4),
    "list items": (length) => "   - a\n".repeat(length / 7),
    tables: (length) => `|a|b|\n|-|-|\n|${"x".repeat(length / 2)}|b|\n${"|x|b|\n".repeat(length / 12)}`,
    "at signs": (length) => "@a".repeat(length / 2),
    addresses: (length) => "a@a ".repeat(length / 4),
    "a long address": (length) => `a${".a".repeat(length / 2)}@`,
    hashes: (length) => "#a ".repeat(length / 3),
    colons: (length) => ":a".repeat(length / 2),
    "bare links": (length) => "http://a(".repeat(length / 9),
    "closing brackets": (length) => `http://a${")".repeat(length)}`,
    references: (length) => "[a]: b\n".repeat(length / 7),
    backslashes: (length) => "\\".repeat(length),
    entities: (length) => "&a".repeat(length / 2),
  };

  /** The better of two, in milliseconds of this process's own time: other work on the machine does not count. */
  function timeMs(markdown: string): number {
    const times = [1, 2].map(() => {
      const start = process.cpuUsage();
      canonicalBlocks(markdownToBlocks(markdown, names).blocks);
      return process.cpuUsage(start).user / 1000;
    });
    return Math.min(...times);
  }

  for (const [name, repeat] of Object.entries(hostile)) {
    test(`with ${name}`, () => {
      const short = timeMs(repeat(8_000));
      // Eight times the length: 8 when linear, 64 when quadratic. The floor is for times too short to compare.
      expect(timeMs(repeat(64_000))).toBeLessThan(32 * Math.max(short, 4));
    });
  }
});
