import { describe, expect, it } from "vitest";
import { mentionsToText, prefixChannels } from "../../../src/workspace-file/terraform/mentions";

const asText: Record<string, [unknown: string[], written: string, shown: string]> = {
  "a handle with a hyphen": [["@on-call"], "Ask @on-call.", "Ask \\@on-call."],
  "a handle with a dot and an underscore": [["@net.ops_eu"], "@net.ops_eu!", "\\@net.ops_eu!"],
  "a channel with a hyphen": [["#team-a"], "See #team-a, and #Team-A", "See \\#team-a, and \\#Team-A"],
  "an address with a plus": [["@a+b@example.com"], "@a+b@example.com", "\\@a+b@example.com"],
  "a name that ends like a sentence": [["@on-call"], "Ask @on-call-.", "Ask \\@on-call-."],
  "letters of other scripts": [["@büro-süd", "#общий"], "@büro-süd in #общий", "\\@büro-süd in \\#общий"],
  "a name right behind a script without spaces": [["@on-call"], "请问@on-call。", "请问\\@on-call。"],
  "each of several": [["@a", "#b"], "@a, #b and @c", "\\@a, \\#b and @c"],
};

const asItIs: Record<string, [unknown: string[], written: string]> = {
  "a longer name that begins with it": [["@on"], "@on-call @once @on.call @on@example.com"],
  "a longer name of a channel that begins with it": [["#team"], "#team-a #teams"],
  "what is text already": [["@on-call"], "\\@on-call"],
  "a code span": [["@on-call"], "`@on-call` ``@on-call ` ``"],
  "a fence": [["@on-call"], "```\n@on-call\n```\n~~~\n@on-call\n~~~"],
  "a fence in a quote or a list": [["@on-call"], "> ```\n> @on-call\n> ```\n\n- ```\n  @on-call\n  ```"],
  "an indented block of code": [["@on-call"], "So:\n\n    @on-call\n"],
  "an address": [["@on-call"], "https://example.com/@on-call and [it](https://example.com/@on-call)"],
  "the words of a link": [["@on-call"], "[@on-call](https://example.com)"],
  "an address of mail": [["@example"], "ada@example"],
  "nothing where nobody is unknown": [[], "@on-call"],
};

describe("a mention of nobody that stays text", () => {
  for (const [title, [unknown, written, shown]] of Object.entries(asText)) {
    it(`is ${title}`, () => expect(mentionsToText(written, new Set(unknown))).toBe(shown));
  }
  for (const [title, [unknown, written]] of Object.entries(asItIs)) {
    it(`is not ${title}`, () => expect(mentionsToText(written, new Set(unknown))).toBe(written));
  }
});

const prefixed: Record<string, [written: string, wanted: string]> = {
  "a name": ["See #ops.", "See #stg-ops."],
  "a name with capitals": ["#Ops", "#stg-Ops"],
  "a number that a channel is called": ["#2027", "#stg-2027"],
  "a name behind a script without spaces": ["请看#ops", "请看#stg-ops"],
  "a name that ends like a sentence": ["#ops- #ops_", "#stg-ops- #stg-ops_"],
  "no other channel": ["#dev #ops-eu #opsx", "#dev #ops-eu #opsx"],
  "no code": ["`#ops`\n\n    #ops\n", "`#ops`\n\n    #ops\n"],
  "no address": [
    "https://example.com/?#ops <https://example.com/?#ops>",
    "https://example.com/?#ops <https://example.com/?#ops>",
  ],
  "no text": ["\\#ops", "\\#ops"],
};

describe("the prefix of an environment", () => {
  const names = new Set(["ops", "2027"]);
  for (const [title, [written, wanted]] of Object.entries(prefixed)) {
    it(`is put to ${title}`, () => expect(prefixChannels(written, names, "stg-")).toBe(wanted));
  }

  it("is nothing where there is none", () => expect(prefixChannels("#ops", names, "")).toBe("#ops"));
});
