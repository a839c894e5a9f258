/** What only Pumble can tell: who is there, whom a mention reaches, and whether the bot can post. */
import { describe, expect, it } from "vitest";
import {
  checkBot,
  checkMentions,
  checkPeople,
  type Mentionable,
  synthesise,
  type WorkspaceProblem,
} from "../../../src/workspace-file";
import { workspaceOf } from "../folder";

type User = Mentionable["users"][number];
const user = (email: string, more: object = {}) =>
  ({ id: "a".repeat(24), email, name: email, status: "ACTIVATED", ...more }) as unknown as User;
const channel = (name: string) => ({ channel: { name } }) as unknown as Mentionable["channels"][number];
const group = (handle: string, disabled = false) =>
  ({ handle, disabled }) as unknown as Mentionable["groups"][number];

const briefly = (problems: readonly WorkspaceProblem[]) =>
  problems.map(
    ({ code, place, message, nextStep }) => `${code} ${place.line}:${place.column} ${message}. ${nextStep}`,
  );

describe("people", () => {
  const workspace = workspaceOf({
    "workspace.yaml":
      "people:\n  ada: Ada@example.com\nchannels:\n  ops: { members: [ada, ken@example.com] }\n  dev: { members: [ken@example.com] }\n",
  });
  const goOn = "--skip-unknown-people plans without them, and names each channel that they leave.";

  it("are fine however their addresses are written", () => {
    const { problems, missing } = checkPeople(workspace, [user("ADA@example.com"), user("ken@Example.com")]);
    expect(problems).toEqual([]);
    expect([...missing]).toEqual([]);
  });

  it("who are unknown are named with each place, and whom it may have been", () => {
    const { problems, missing } = checkPeople(workspace, [user("ada@example.com"), user("kim@example.com")]);
    expect(briefly(problems)).toEqual([
      `people 4:25 ken@example.com is no member of this workspace. Did you mean "kim@example.com"? ${goOn}\nAlso at workspace.yaml:5:20.`,
    ]);
    expect([...missing]).toEqual(["ken@example.com"]);
    expect(checkPeople(workspace, []).problems[0]!.nextStep).toMatch(
      /^Invite them in Pumble, or correct the address\. --skip/,
    );
  });

  it("who are deactivated are missing, and whoever is there twice is not", () => {
    const { problems, missing } = checkPeople(workspace, [
      ...[user("ada@example.com"), user("Ada@example.com")],
      user("ken@example.com", { status: "DEACTIVATED" }),
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      "ada@example.com is there twice in Pumble",
      "ken@example.com is deactivated in Pumble",
    ]);
    expect(problems[0]!.nextStep).toMatch(/^Deactivate one of the two in Pumble\./);
    expect(problems[1]!.nextStep).toMatch(/^Take them out of the files\. --skip-unknown-people/);
    expect([...missing]).toEqual(["ken@example.com"]);
  });

  it("who came back are there once", () => {
    const back = [
      user("ada@example.com", { status: "DEACTIVATED" }),
      user("ada@example.com"),
      user("ken@example.com"),
    ];
    expect(checkPeople(workspace, back).problems).toEqual([]);
  });
});

describe("mentions", () => {
  const workspace = workspaceOf({
    "workspace.yaml": `channels:
  ops:
    members: ["@leads", "@old"]
    announcements:
      a: { markdown: "@ada@example.com @on-call #random #ops", allow_broadcast: true, replies: { r: { markdown: "#randon" } } }
    schedules:
      s: { markdown: "#random #42", at: "09:00", time_zone: UTC, on: 2035-01-08 }
`,
  });

  it("of nobody are named with each place, what was meant, and how it stays text", () => {
    const there = {
      users: [],
      channels: [channel("random-talk"), channel("")],
      groups: [group("leads"), group("old", true)],
    };
    const { problems, unknown } = checkMentions(workspace, there);
    expect(briefly(problems)).toEqual([
      "mention 5:22 @ada@example.com mentions nobody and nothing in this workspace. Write \\@ada@example.com to show it as text.",
      "mention 5:22 #random mentions nobody and nothing in this workspace. Write \\#random to show it as text.\nAlso at workspace.yaml:7:22.",
      "mention 5:22 @on-call mentions nobody and nothing in this workspace. Write \\@on-call to show it as text.",
      "mention 5:113 #randon mentions nobody and nothing in this workspace. Write \\#randon to show it as text.",
      "people 3:25 There is no user group @old in this workspace. ",
    ]);
    expect([...unknown]).toEqual(["@ada@example.com", "#random", "@on-call", "#randon"]);
  });

  it("reach who is there, written in any case, groups with or without their sign", () => {
    const there = {
      users: [user("Ada@example.com")],
      channels: [channel("random"), channel("randon")],
      groups: [group("@on-call"), group("leads"), group("old")],
    };
    expect(checkMentions(workspace, there)).toEqual({ problems: [], unknown: new Set() });
  });

  it("of nobody can all stay text", () => {
    const { unknown } = checkMentions(workspace, { users: [], channels: [], groups: [] });
    const options = { workingDirectory: "/w", command: ["pumble"], mentionsAsText: unknown };
    const main = JSON.parse(synthesise(workspace, options).synthesis!.files.get("main.tf.json")!);
    expect(main.resource.pumble_message.ops_a.markdown).toBe("\\@ada@example.com \\@on-call \\#random #ops");
    expect(main.resource.pumble_reply.ops_a_r.markdown).toBe("\\#randon");
    expect(main.resource.pumble_scheduled_message.ops_s.markdown).toBe("\\#random #42");
  });
});

describe("the addon's bot", () => {
  const bot = user("", { isAddonBot: true, name: "API" });
  const posts = (type: string, asBot: boolean) =>
    workspaceOf({
      "workspace.yaml": `channels: { ops: { type: ${type}, announcements: { a: { text: A, as_bot: ${asBot}, replies: { r: { text: R, as_bot: ${asBot} } } } } } }\n`,
    });

  it("has to be there once to post in a private channel", () => {
    const workspace = posts("private", true);
    expect(checkBot(workspace, [bot])).toEqual([]);
    const said = (...users: User[]) => briefly(checkBot(workspace, users))[0];
    expect(said()).toBe(
      "reference 1:52 as_bot cannot post in a private channel here: this workspace has no bot called API, and only one could be let in. Take out as_bot, or make the channel public.\nAlso at workspace.yaml:1:91.",
    );
    expect(said(bot, bot)).toContain("2 bots called API");
    for (const other of [{ name: "Api" }, { isAddonBot: false }, { status: "DEACTIVATED" }]) {
      expect(said({ ...bot, ...other } as User)).toContain("no bot called API");
    }
  });

  it("is not missed anywhere else", () => {
    expect(checkBot(posts("public", true), [])).toEqual([]);
    expect(checkBot(posts("private", false), [])).toEqual([]);
  });
});
