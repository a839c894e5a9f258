import { describe, expect, it } from "vitest";
import { problemsOf } from "./folder";

const root = `policy:
  channel_names: "^[a-z0-9][a-z0-9-]*$"
  files:
    - { path: "teams/network/**", channels: ["net-*", "network"], teams: ["network*"] }
    - { path: "teams/silent/**" }
    - { path: "*.yaml", channels: ["*"], teams: ["*"] }
channels:
  board: { type: private }
`;

/** On one line, however wide it is. */
const unfolded = (text: string) => text.replace(/\s+/g, " ");

describe("the policy", () => {
  it("refuses a name that a file may not define, with the place of the rule", () => {
    const problems = problemsOf({
      "workspace.yaml": root,
      "teams/network/channels.yaml":
        "channels:\n  net-ops:\n  network:\n    description: All of it\n  storage:\n",
    });
    expect(problems).toBe(`teams/network/channels.yaml:5:3  "storage" is not for this file to define
    5 |   storage:
      |   ^^^^^^^
  workspace.yaml:4 lets teams/network/** define net-*, network. Move it, or
  widen the policy there.
`);
  });

  it("lets a file that no rule is for define nothing, not even a person", () => {
    const problems = problemsOf({
      "workspace.yaml": root,
      "other/x.yaml": "people: { ada: ada@example.com }\nteams: { t: [ada] }\n",
    });
    expect(problems).toBe(`other/x.yaml:1:11  People are not for this file to define
    1 | people: { ada: ada@example.com }
      |           ^^^
  No rule at workspace.yaml:3 is for other/x.yaml, so it may define nothing. Add
  one there.

other/x.yaml:2:10  "t" is not for this file to define
    2 | teams: { t: [ada] }
      |          ^
  No rule at workspace.yaml:3 is for other/x.yaml, so it may define nothing. Add
  one there.
`);
  });

  it("refuses a name or identity behind a key that is allowed", () => {
    const problems = problemsOf({
      "workspace.yaml": root,
      "teams/network/x.yaml": "channels:\n  net-a: { name: storage }\n  net-b: { key: disks }\n",
    });
    expect(problems).toContain('x.yaml:2:18  "storage" is not for this file to define');
    expect(problems).toContain('x.yaml:3:17  "disks" is not for this file to define');
  });

  it("refuses a team that lets people into a private channel of somebody else's", () => {
    const problems = problemsOf({
      "workspace.yaml": root,
      "teams/network/x.yaml":
        "teams:\n  network-all:\n    members: [ada@example.com]\n    channels: [board]\n",
    });
    expect(unfolded(problems)).toContain(
      '4:16 The private channel "board" is not for this file to let people into',
    );
  });

  it("knows a private channel by the template, too", () => {
    const problems = problemsOf({
      "workspace.yaml": `template: { type: private }\n${root.replace("board: { type: private }", "board:")}`,
      "teams/network/x.yaml": "teams: { network-all: { members: [ada@example.com], channels: [board] } }\n",
    });
    expect(unfolded(problems)).toContain(
      'The private channel "board" is not for this file to let people into',
    );
  });

  it("lets a team into a public channel of somebody else's, which anybody can join", () => {
    const problems = problemsOf({
      "workspace.yaml": root.replace("board: { type: private }", "board:"),
      "teams/network/x.yaml":
        "teams:\n  network-all:\n    members: [ada@example.com]\n    channels: [board]\n",
    });
    expect(problems).toBe("");
  });

  it("refuses a mention of everybody from a file whose messages may not", () => {
    const channel =
      "channels: { net-ops: { announcements: { a: { text: 'Hello @channel', allow_broadcast: true } } } }\n";
    const problems = problemsOf({ "workspace.yaml": root, "teams/network/x.yaml": channel });
    expect(unfolded(problems)).toContain("@channel is not for this file to use: it notifies many people");
    expect(unfolded(problems)).toContain("workspace.yaml:4 would have to say allow_broadcast: true.");
  });

  it("refuses a mention of a user group in blocks, however the file of them is written", () => {
    const group = String.raw`{ "type": "usergroup", "usergroup\u005fid": "${"6".repeat(24)}" }`;
    const text = { type: "rich_text", elements: [{ type: "rich_text_section", elements: ["HERE"] }] };
    const problems = problemsOf({
      "workspace.yaml": root,
      "teams/network/x.yaml":
        "channels: { net-ops: { announcements: { a: { blocks: a.json, allow_broadcast: true } } } }\n",
      "teams/network/a.json": JSON.stringify([text]).replace('"HERE"', group),
    });
    expect(unfolded(problems)).toContain("is not for this file to use: it notifies many people");
  });

  it("has a rule for names of new channels, not of those that are there already", () => {
    const channels = "channels:\n  Büro:\n  Alt: { adopt: true }\n";
    const problems = problemsOf({
      "workspace.yaml": `${root.replace(/channels:\n {2}board.*\n/, "")}${channels}`,
    });
    expect(problems).toBe(`workspace.yaml:8:3  The channel's name "büro" does not fit the naming rule
    8 |   Büro:
      |   ^^^^
  workspace.yaml:2 wants ^[a-z0-9][a-z0-9-]*$.
`);
  });
});
