/** A workspace as a seed: whatever is in it, a local workspace begins with it. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import type { GatheredWorkspace } from "../../../src/cli/export/gather-seed";
import { toSeed } from "../../../src/cli/export/seed";
import { seedSchema } from "../../../src/local/core/seed/schema";

const id = (number: number) => number.toString(16).padStart(24, "0");
const user = (number: number, email: string, more: object = {}) => ({
  ...{ id: id(number), email, name: email.split("@")[0]!, role: "USER", status: "ACTIVATED" },
  ...{ isAddonBot: false, isPumbleBot: false, ...more },
});
const said = (number: number, author: number, text: string, more: object = {}) => ({
  ...{ id: id(number), author: id(author), text, channelId: id(20), timestampMilli: number, ...more },
});

function seedOf(given: { users: object[]; messages?: object[]; members: number[]; type?: string }) {
  const { users, messages = [], members, type = "PRIVATE" } = given;
  const channel = { id: id(20), name: "ops", channelType: type, creatorId: id(1) };
  const gathered = {
    ...{ users, groups: [] },
    channels: [{ channel, users: members.map(id), messages }],
  } as unknown as GatheredWorkspace;
  return seedSchema.parse(parse(toSeed(gathered)));
}

const people = [user(1, "ada@example.com", { role: "OWNER" }), user(2, "grace@example.com")];

it("who left the workspace and came back is in it once, as who works", () => {
  const gone = user(3, "Grace@example.com", { status: "DEACTIVATED" });
  const { users, channels } = seedOf({ users: [gone, ...people], members: [1, 2, 3] });
  expect(users.map(({ email, status }) => [email, status])).toEqual([
    ["grace@example.com", undefined],
    ["ada@example.com", undefined],
  ]);
  expect(channels[0]!.members).toEqual(["ada@example.com", "grace@example.com"]);
});

it("what somebody wrote who has left a private channel is left out of that, and not of a public one", () => {
  const messages = [
    { message: said(30, 2, "From grace"), replies: [] },
    { message: said(31, 1, "From ada"), replies: [said(32, 2, "And grace"), said(33, 1, "And ada")] },
  ];
  const texts = (type: string) =>
    seedOf({ users: people, messages, members: [1], type }).channels[0]!.messages!.map(
      ({ text, replies }) => [text, ...(replies ?? []).map((reply) => reply.text)],
    );
  expect(texts("PRIVATE")).toEqual([["From ada", "And ada"]]);
  expect(texts("PUBLIC")).toEqual([["From grace"], ["From ada", "And grace", "And ada"]]);
});

it("a reaction has no skin tone", () => {
  const reactions = [":+1::skin-tone-2:", ":+1:"].map((code, at) => ({ code, user: id(at + 1) }));
  const messages = [{ message: said(30, 1, "Hi", { reactions }), replies: [] }];
  const [message] = seedOf({ users: people, messages, members: [1, 2] }).channels[0]!.messages!;
  expect(message!.reactions).toEqual({ ":+1:": ["ada@example.com", "grace@example.com"] });
});
