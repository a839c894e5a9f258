import { describe, expect, test } from "vitest";
import { linkify, safeUrl } from "../../../src/local/page/text/links";

describe("safeUrl", () => {
  test.each(["https://example.com/", "http://example.com/", "mailto:ada@example.com"])("opens %s", (url) => {
    expect(safeUrl(url)).toBe(url);
  });

  test.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.com",
    "/relative",
    "",
  ])("leaves %j as text", (url) => {
    expect(safeUrl(url)).toBeNull();
  });
});

describe("linkify", () => {
  test("punctuation that ends a sentence is not part of the address", () => {
    expect(linkify("See https://example.com/a, and http://example.org.")).toEqual([
      { text: "See " },
      { text: "https://example.com/a", url: "https://example.com/a" },
      { text: ", and " },
      { text: "http://example.org", url: "http://example.org/" },
      { text: "." },
    ]);
  });

  test("a bracket belongs to the address only with its partner", () => {
    expect(linkify("(https://example.com/a)")[1]?.text).toBe("https://example.com/a");
    expect(linkify("https://example.com/a_(b)")[0]?.text).toBe("https://example.com/a_(b)");
  });

  test("text without an address stays whole", () => {
    expect(linkify("nothing at example.com here")).toEqual([{ text: "nothing at example.com here" }]);
    expect(linkify("")).toEqual([]);
  });
});
