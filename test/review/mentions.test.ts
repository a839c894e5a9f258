/** Whom a message mentions, as whatever posts it reads it: what is missed here passes a limit of a policy. */
import { describe, expect, it } from "vitest";
import { Directory } from "../../src/review/plan/directory";
import { type Mentions, mentionsIn } from "../../src/review/plan/mentions";
import { ids, lists } from "./plan-json";

const directory = new Directory(lists);
const nobody: Mentions = { everybody: false, groups: [], people: [] };
const everybody = { everybody: true };
const onCall = { groups: [ids.onCall] };
const anybody = new Directory();

describe("Markdown", () => {
  it.each<[string, Partial<Mentions>]>([
    ["@channel hi", everybody],
    ["@Channel hi", everybody],
    ["@HERE", everybody],
    ["see @channel.", everybody],
    ["@channel-", everybody],
    ["**@here**", everybody],
    ["`` ` @channel ` ``", {}],
    ["` @channel ``", everybody],
    ["\\`@channel\\`", everybody],
    ["`@channel`", {}],
    ["```\n@channel\n```", {}],
    ["\\@channel", {}],
    ["mail me@channel.example", {}],
    ["| a |\n| --- |\n| @channel |", {}],
    ["@on-call", onCall],
    ["@on-call.", onCall],
    ["@on-call, @on-call", { groups: [ids.onCall, ids.onCall] }],
    ["@unknown-group and @types/node", {}],
    [`<<&${ids.onCall}>>`, { groups: [ids.onCall] }],
    ["@grace@example.com, thanks", { people: ["grace@example.com"] }],
    [`@${ids.grace} and <<@${ids.linus}>>`, { people: [ids.grace, ids.linus] }],
    ["#general and <<#6b0000000000000000000001>>", {}],
  ])("%j", (source, found) => {
    expect(mentionsIn(source, "markdown", directory)).toEqual({ ...nobody, ...found });
  });
});

it("a handle may be a group's where it is not known which there are", () => {
  const groups = ["unknown-group"];
  expect(mentionsIn("@unknown-group.", "markdown", anybody)).toEqual({ ...nobody, groups });
});

describe("plain text", () => {
  it.each<[string, Partial<Mentions>]>([
    ["@channel hi", everybody],
    ["<<!here>>", everybody],
    [`<<&${ids.onCall}>>`, { groups: [ids.onCall] }],
    [`<<@${ids.grace}>> <<#${ids.general}>>`, { people: [ids.grace] }],
    ["@on-call @grace@example.com me@here", {}],
  ])("%j", (source, found) => {
    expect(mentionsIn(source, "text", directory)).toEqual({ ...nobody, ...found });
  });
});

describe("blocks", () => {
  it.each<[string, Partial<Mentions>]>([
    ['[{"type":"broadcast","range":"here"}]', everybody],
    ['[{"type":"broad\\u0063ast"}]', everybody],
    ['[{"elements":[{"type":"usergroup","usergroup_id":"g"},null]}]', { groups: ["g"] }],
    ['[{"type":"user","user_id":"u"},{"type":"user","user_id":1}]', { people: ["u"] }],
    ['[{"type":"usergroup"},{"type":"channel","user_id":"u","usergroup_id":"g"}]', {}],
    ['[{"type":"text","text":"\\"type\\": \\"broadcast\\" @channel"}]', {}],
    ["[", {}],
  ])("%s", (source, found) => {
    expect(mentionsIn(source, "blocks", directory)).toEqual({ ...nobody, ...found });
  });
});
