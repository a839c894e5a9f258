import { describe, expect, test } from "vitest";
import type { PageApp } from "../../../src/local/page/contract";
import { commandOf, suggestionsFor } from "../../../src/local/page/text/suggest";

function app(name: string, command: string): PageApp {
  const slashCommands = [{ command, description: `Runs ${name}`, usageHint: "[text]" }];
  return { id: name, name, botId: null, slashCommands, shortcuts: [] };
}

const offer = {
  apps: [app("API", "/api-keys"), app("Poll", "/poll")],
  directory: {
    members: [
      { id: "1", name: "Ada" },
      { id: "2", name: "Grace Hop" },
    ],
    groups: [{ id: "4", name: "ops", title: "Operations" }],
    channels: [{ id: "3", name: "team-ops" }],
  },
};

function labels(text: string, caret = text.length): string[] {
  return suggestionsFor(text, caret, offer)?.items.map((item) => item.label) ?? [];
}

describe("suggestionsFor", () => {
  test("a slash at the start offers every command, letters narrow them", () => {
    expect(labels("/")).toEqual(["/api-keys [text]", "/poll [text]"]);
    expect(labels("/p")).toEqual(["/poll [text]"]);
  });

  test("a slash elsewhere and a command that is complete offer nothing", () => {
    expect(labels("and /p")).toEqual([]);
    expect(labels("/poll lunch")).toEqual([]);
  });

  test("members and channels are found by the start of any word", () => {
    expect(labels("hi @h")).toEqual(["@Grace Hop"]);
    expect(labels("see #op")).toEqual(["#team-ops"]);
    expect(labels("mail@a")).toEqual([]);
  });

  test("emoji are offered from two letters on", () => {
    expect(labels(":t")).toEqual([]);
    expect(labels(":tada")).toEqual(["🎉  :tada:"]);
  });

  test("only the word before the caret is replaced", () => {
    const found = suggestionsFor("hi @ad there", 6, offer);
    expect(found).toMatchObject({ from: 3, to: 6, items: [{ insert: "@Ada " }] });
  });
});

describe("commandOf", () => {
  test("a known command is told from an unknown one", () => {
    expect(commandOf("/poll lunch", offer.apps)).toEqual({ command: "/poll", known: true });
    expect(commandOf("/polls", offer.apps)).toEqual({ command: "/polls", known: false });
  });

  test.each(["/", "/ poll", "/etc/hosts is a file", "a /poll", "//x"])("%j is no command", (text) => {
    expect(commandOf(text, offer.apps)).toBeNull();
  });
});
