// What is wrong with an import is told of the id as it was typed, with the form that the resource's page names.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
const nothing = "0".repeat(24);

interface Wrong {
  what: string;
  /** All forms that the error and the page name. */
  forms: string[];
  typed: string[];
}

/** Ids that have no such form, or name what is not there; a new resource needs a row. */
const wrong: Record<string, Wrong> = {
  api_key: { what: "API key", forms: [], typed: ["Nightly", "#nightly", "ABCDEF012345"] },
  channel: { what: "channel", forms: ["CHANNEL"], typed: ["#No Such", "..", "a/b", nothing] },
  channel_member: {
    what: "channel member",
    forms: ["CHANNEL/USER"],
    typed: ["#general", "..", "#nowhere/ada@example.com", `general/${nothing}/more`],
  },
  channel_members: { what: "channel members", forms: ["CHANNEL"], typed: ["#Nowhere", "general/", ".."] },
  direct_message: {
    what: "direct message",
    forms: ["ADDRESS/MESSAGE", "CHANNEL/MESSAGE"],
    typed: [
      "Grace@example.com",
      "grace@example.com/5",
      `grace@example.com/${nothing}/more`,
      "..",
      "#general/5",
    ],
  },
  message: {
    what: "message",
    forms: ["CHANNEL/MESSAGE"],
    typed: ["..", "#General", "#general/5/markdown", "null/markdown", `#nowhere/${nothing}/markdown`],
  },
  reaction: {
    what: "reaction",
    forms: ["CHANNEL/MESSAGE/CODE"],
    typed: ["..", `#general/${nothing}`, `general/${nothing}/tada`, `nowhere/${nothing}/:tada:`],
  },
  reply: {
    what: "reply",
    forms: ["CHANNEL/THREAD_ROOT/REPLY"],
    typed: ["..", `general/${nothing}`, `#general/${nothing}/5/markdown`, `#nowhere/${nothing}/${nothing}`],
  },
  scheduled_message: {
    what: "scheduled message",
    forms: ["SCHEDULED_MESSAGE", "CHANNEL/SCHEDULED_MESSAGE"],
    typed: ["..", "null/markdown", "#general", `#nowhere/${nothing}/markdown`],
  },
};

describe("an import id", () => {
  it("is tried for every resource", () => {
    expect(Object.keys(wrong).sort()).toEqual(provider.resources.map(({ name }) => name).sort());
  });

  it.each(Object.entries(wrong))("of %s is quoted as it was typed, beside its form", async (name, row) => {
    const page = readFileSync(`docs/resources/${name}.md`, "utf8");
    for (const form of row.forms) expect(page).toContain(form);
    for (const typed of row.typed) {
      const [problem] = await scene.object(name).import(typed);
      expect(problem?.summary).toBe(`Cannot import ${row.what} "${typed}"`);
      expect(row.forms.filter((form) => !problem!.detail.includes(form))).toEqual([]);
    }
  });
});

const byChannel = "the channel by its id or name";
describe("an import id of another form", () => {
  it.each([
    ["channel_members", `${nothing}/x`, `CHANNEL: ${byChannel}.`],
    ["channel_member", "..", `${byChannel}; the member by id or e-mail address.`],
    ["message", "..", `${byChannel}; MESSAGE by its id of 24 hex digits.`],
    ["reply", "..", `${byChannel}; THREAD_ROOT and REPLY by their ids of 24 hex digits.`],
    [
      "reaction",
      "..",
      `${byChannel}; the emoji by its code, such as :+1:; MESSAGE by its id of 24 hex digits.`,
    ],
    [
      "direct_message",
      "grace@example.com/5",
      `members by their e-mail addresses; ${byChannel}; MESSAGE by its id of 24 hex digits.`,
    ],
  ])("of %s is told how each of its parts is written", async (name, typed, parts) => {
    const [problem] = await scene.object(name).import(typed);
    expect(problem!.detail).toContain(parts);
  });
});

describe("what stands in a channel and cannot be kept", () => {
  let name: string;
  let root: string;
  let reply: string;
  let foreign: string;
  let system: string;

  beforeAll(async () => {
    const { client } = scene.test;
    const channel = await scene.channel();
    const channelId = channel.id;
    name = channel.name;
    root = (await client.sendMessage({ channelId, text: "Root" })).id;
    const answer = { channelId, messageId: root, text: "Answer", alsoSendToChannel: true };
    reply = (await client.sendReply(answer)).id;
    await scene.act("add_members", { channelId, users: ["grace@example.com"] });
    const posted = { channelId, text: "Grace's" };
    foreign = (await scene.act<{ message: { id: string } }>("post", posted, "grace@example.com")).message.id;
    const { messages } = await client.listMessages({ channelId });
    system = messages.find(({ subtype }) => subtype)!.id;
  });

  const told = async (resource: string, by: string | Record<string, string>) => {
    const object = scene.object(resource);
    const [problem] = await object.import(by);
    expect(object.state).toBeNull();
    return problem?.summary;
  };

  it("is told of the id as it was typed", async () => {
    for (const typed of [`#${name}/${foreign}`, `${name}/${system}/markdown`, `${name}/${reply}`]) {
      expect(await told("message", typed)).toBe(`Cannot import message "${typed}"`);
    }
    const other = `${name}/${foreign}/${reply}`;
    expect(await told("reply", other)).toBe(`Cannot import reply "${other}"`);
  });

  it("is told of the id as it would have been typed, where an identity was given", async () => {
    const { id: channel_id } = (await scene.test.client.listChannels({})).find(
      ({ channel }) => channel.name === name,
    )!.channel;
    const said = await told("message", { channel_id, id: reply });
    expect(said).toBe(`Cannot import message "${channel_id}/${root}/${reply}"`);
    expect(await told("message", { channel_id, id: foreign })).toContain(`"${channel_id}/${foreign}"`);
  });

  it("leaves nothing of what was typed in private state where it can be kept", async () => {
    const object = scene.object("message");
    expect(await object.import(`${name}/${root}`)).toEqual([]);
    expect(object.privateState).not.toHaveProperty("typed");
  });
});
