import { type TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import {
  PumbleAnnouncement,
  PumbleApiKey,
  PumbleChannel,
  PumbleChannels,
  PumbleDirectMessage,
  PumbleMember,
  PumbleMembers,
  PumbleMessages,
  PumbleProvider,
  PumbleReaction,
  PumbleReply,
  PumbleSchedule,
  PumbleScript,
  PumbleSearch,
  PumbleTemporaryApiKey,
  PumbleUser,
  PumbleUsers,
  Recurrence,
} from "../../constructs";
import { synth } from "./synth";

const channel = "5f0c1d2e3a4b5c6d7e8f9a0b";
const message = { channel, id: channel };

/** What synth says of each construct, by the construct's path. */
function faults(declare: (stack: TerraformStack) => void): string[] {
  try {
    synth(declare);
  } catch (error) {
    const found = [...(error as Error).message.matchAll(/^ {2}(\[.*)$/gm)].map((match) => match[1]!);
    if (found.length === 0) throw error;
    return found;
  }
  return [];
}

const idFault = (name: string) =>
  `[main/x] ${name} must be an id of 24 hex digits, but is "general". For a channel's name use PumbleChannel.fromName.`;
const emailFault = (name: string) =>
  `[main/x] ${name} must be an e-mail address such as ada@example.com, but is "ada".`;
const timeFault = (name: string) =>
  `[main/x] ${name} must be a time such as 2030-01-31T09:00:00Z or 2030-01-31T09:00:00+01:00, but is "soon".`;
const bodyFault = (given: string) =>
  `[main/x] Give exactly one of text, markdown, blocks, content: ${given}.`;
const destroyFault = '[main/x] onDestroy must be one of "delete", "keep", but is "no".';

/** What is wrong, as somebody writes it whose compiler does not say so, and what synth says. */
const cases: Record<string, [declare: (stack: TerraformStack) => unknown, expected: string[]]> = {
  "a channel": [
    (stack) =>
      new PumbleChannel(stack, "x", {
        ...{ name: "a!", description: "d".repeat(251), type: "public" as never, onDestroy: "no" as never },
        removeUnmanaged: true,
      }),
    [
      "[main/x] name may only contain letters, digits, spaces, '-' and '_'.",
      "[main/x] description must have 0 to 250 characters, but has 251.",
      '[main/x] type must be one of "PUBLIC", "PRIVATE", but is "public".',
      '[main/x] onDestroy must be one of "abandon", "error", but is "no".',
      "[main/x] removeUnmanaged says nothing without members.",
    ],
  ],
  "a channel's name": [
    (stack) => PumbleChannel.fromName(stack, "x", ""),
    ["[main/x] name must not be empty."],
  ],
  "a channel's id": [
    (stack) => PumbleChannel.fromId(stack, "x", "general"),
    ['[main/x] id must be an id of 24 hex digits, but is "general".'],
  ],
  "a member": [
    (stack) => new PumbleMember(stack, "x", { channel: "general", user: "ada" }),
    [idFault("channel"), emailFault("user")],
  ],
  members: [
    (stack) =>
      new PumbleMembers(stack, "x", { channel: "general", emails: ["ada", "ada", "grace@example.com"] }),
    [idFault("channel"), emailFault("emails")],
  ],
  "members by id": [
    (stack) => new PumbleMembers(stack, "x", { channel, userIds: ["general"] }),
    ['[main/x] userIds must be an id of 24 hex digits, but is "general".'],
  ],
  "members by address and id": [
    (stack) => new PumbleMembers(stack, "x", { channel, emails: ["ada@example.com", channel] }),
    ["[main/x] emails must be all e-mail addresses or all ids, not some of each."],
  ],
  "members in both forms": [
    (stack) => new PumbleMembers(stack, "x", { channel, emails: [], userIds: [] } as never),
    ["[main/x] Give exactly one of emails, userIds: given are emails and userIds."],
  ],
  "members in no form": [
    (stack) => new PumbleMembers(stack, "x", { channel } as never),
    ["[main/x] Give exactly one of emails, userIds: none of them is given."],
  ],
  "an announcement": [
    (stack) =>
      new PumbleAnnouncement(
        stack,
        "x",
        { channel: "general", text: "", markdown: "m", onDestroy: "no" } as never, // as JavaScript lets it
      ),
    [
      idFault("channel"),
      bodyFault("given are text and markdown"),
      "[main/x] text must have 1 to 100000 characters, but has 0.",
      destroyFault,
    ],
  ],
  "an announcement that says nothing": [
    (stack) => {
      new PumbleAnnouncement(stack, "x", { channel } as never);
      new PumbleReply(stack, "x2", { message, text: null } as never);
    },
    [bodyFault("none of them is given"), bodyFault("none of them is given").replace("main/x", "main/x2")],
  ],
  "what cannot be left out": [
    (stack) => {
      new PumbleChannel(stack, "x", {} as never);
      new PumbleChannel(stack, "y", { name: null } as never);
      new PumbleApiKey(stack, "z", {} as never);
      new PumbleDirectMessage(stack, "d", { to: ["ada@example.com"] } as never);
    },
    [
      "[main/x] name must be given.",
      "[main/y] name must be given.",
      "[main/z] name must be given.",
      "[main/d] text must be given.",
    ],
  ],
  "an announcement that says too much": [
    (stack) => new PumbleAnnouncement(stack, "x", { channel, markdown: "é".repeat(100_001) }),
    ["[main/x] markdown must have 1 to 100000 characters, but has 100001."],
  ],
  "a reply": [
    (stack) =>
      new PumbleReply(stack, "x", { message: { channel: "general", id: "1" }, onDestroy: "no" } as never),
    [
      idFault("message.channel"),
      '[main/x] message.id must be an id of 24 hex digits, but is "1".',
      bodyFault("none of them is given"),
      destroyFault,
    ],
  ],
  "a reaction": [
    (stack) => new PumbleReaction(stack, "x", { message, reaction: "tada" as never, skinTone: 7 as never }),
    [
      '[main/x] reaction must be an emoji code such as :+1:, but is "tada".',
      "[main/x] skinTone must be a whole number from 1 to 6, but is 7.",
    ],
  ],
  "a direct message": [
    (stack) => new PumbleDirectMessage(stack, "x", { to: ["ada"], text: "", onDestroy: "no" as never }),
    [emailFault("to"), "[main/x] text must have 1 to 100000 characters, but has 0.", destroyFault],
  ],
  "a direct message to nobody": [
    (stack) => new PumbleDirectMessage(stack, "x", { to: [], text: "a" }),
    ["[main/x] to must be 1 to 8 people."],
  ],
  "a direct message to nine": [
    (stack) => new PumbleDirectMessage(stack, "x", { to: Array(9).fill("ada@example.com"), text: "a" }),
    ["[main/x] to must be 1 to 8 people."],
  ],
  "a schedule": [
    (stack) =>
      new PumbleSchedule(stack, "x", {
        ...{ channel: "general", sendAt: "soon", threadRoot: { channel, id: "1" } },
        recurrence: Recurrence.daily({ endAfterOccurrences: 0, endDate: "soon" }),
      } as never),
    [
      idFault("channel"),
      bodyFault("none of them is given"),
      timeFault("sendAt"),
      "[main/x] recurrence.endAfterOccurrences must be a whole number from 1 to 9999, but is 0.",
      timeFault("recurrence.endDate"),
      '[main/x] threadRoot.id must be an id of 24 hex digits, but is "1".',
    ],
  ],
  "a schedule at no date": [
    (stack) => new PumbleSchedule(stack, "x", { channel, text: "x", sendAt: new Date("soon") }),
    ["[main/x] sendAt must be a valid Date."],
  ],
  "a schedule by the clock": [
    (stack) =>
      new PumbleSchedule(stack, "x", {
        channel,
        text: "x",
        at: "9:00",
        timeZone: "Berlin",
        from: "2030-02-30",
      }),
    [
      '[main/x] at must be a time such as 09:00, but is "9:00".',
      '[main/x] timeZone must be a time zone such as Europe/Berlin, but is "Berlin".',
      '[main/x] from must be a day such as 2030-01-31, but is "2030-02-30".',
    ],
  ],
  "a schedule that is not daily, by the clock": [
    (stack) => {
      const recurrence = Recurrence.weekly();
      new PumbleSchedule(stack, "x", {
        channel,
        text: "x",
        at: "09:00",
        timeZone: "Europe/Berlin",
        recurrence,
      });
    },
    ["[main/x] Give the first day as from: only what comes every day or every business day can do without."],
  ],
  "a schedule for a number of days, by the clock, without a first one": [
    (stack) => {
      const zone = { at: "09:00", timeZone: "Europe/Berlin" };
      const recurrence = Recurrence.daily({ endAfterOccurrences: 3 });
      new PumbleSchedule(stack, "x", { channel, text: "x", ...zone, recurrence });
      new PumbleSchedule(stack, "y", { channel, text: "x", ...zone, recurrence, from: "2035-01-01" });
      const until = Recurrence.businessDays({ endDate: "2035-01-31T09:00:00Z" });
      new PumbleSchedule(stack, "z", { channel, text: "x", ...zone, recurrence: until });
    },
    ["[main/x] Give the first day as from: recurrence.endAfterOccurrences counts from it."],
  ],
  "an id that Terraform does not take for a name": [
    (stack) => {
      new PumbleChannel(stack, "3d", { name: "3d", members: ["ada@example.com"] }).announce("a", {
        text: "a",
      });
      PumbleUser.current(stack, "-me");
      new PumbleTemporaryApiKey(stack, "1st");
      new PumbleScript(stack, "2nd", { script: { name: "welcome-members", input: {} } });
      new PumbleChannel(stack, "team-3d", { name: "3d" }).announce("1st", { text: "a" });
      new PumbleChannel(stack, "_4", { name: "4" });
    },
    ["3d", "-me", "1st", "2nd"].map(
      (id) =>
        `[main/${id}] Terraform would call it "${id}", but wants a letter first: begin the id with one.`,
    ),
  ],
  "a schedule without a zone, and one twice": [
    (stack) => {
      new PumbleSchedule(stack, "x", {
        channel,
        text: "x",
        at: "09:00",
        recurrence: Recurrence.daily(),
      } as never);
      new PumbleSchedule(stack, "y", { channel, text: "x", recurrence: Recurrence.daily() } as never);
    },
    [
      "[main/x] Give the timeZone that at is meant in.",
      "[main/y] Give exactly one of sendAt, at: none of them is given.",
    ],
  ],
  "a key": [
    (stack) =>
      new PumbleApiKey(stack, "x", {
        ...{ name: "", channels: ["general"], groups: ["messages" as never, "Users"], expiresAt: "soon" },
        rotationGraceSeconds: -1,
      }),
    [
      "[main/x] name must have 1 to 80 characters, but has 0.",
      idFault("channels"),
      '[main/x] groups must be one of "Channels", "Messages", "Scheduled messages", "Users", but is "messages".',
      timeFault("expiresAt"),
      "[main/x] rotationGraceSeconds must be a whole number from 0 to 2592000, but is -1.",
    ],
  ],
  "a key for a while": [
    (stack) =>
      new PumbleTemporaryApiKey(stack, "x", {
        ...{ name: "", lifetimeSeconds: 59, groups: ["messages" as never], channels: ["general"] },
      }),
    [
      "[main/x] name must have 1 to 80 characters, but has 0.",
      "[main/x] lifetimeSeconds must be a whole number from 60 to 86400, but is 59.",
      '[main/x] groups must be one of "Channels", "Messages", "Scheduled messages", "Users", but is "messages".',
      idFault("channels"),
    ],
  ],
  users: [
    (stack) => {
      PumbleUser.fromEmail(stack, "x", "ada");
      PumbleUser.fromId(stack, "y", "general");
      new PumbleUsers(stack, "z", { status: "ACTIVE" as never });
    },
    [
      emailFault("email"),
      '[main/y] id must be an id of 24 hex digits, but is "general".',
      '[main/z] status must be one of "ACTIVATED", "DEACTIVATED", "INVITED", but is "ACTIVE".',
    ],
  ],
  "what is read": [
    (stack) => {
      new PumbleChannels(stack, "w", { type: "public" as never });
      new PumbleMessages(stack, "x", { channel: "general", threadRoot: message, sentAfter: "soon" });
      const sentAfter = "soon";
      new PumbleSearch(stack, "y", {
        from: ["general"],
        sentAfter,
        sentBefore: sentAfter,
        order: "OLDEST" as never,
      });
      new PumbleSearch(stack, "z", {});
    },
    [
      '[main/w] type must be one of "PUBLIC", "PRIVATE", "DIRECT", "SELF", but is "public".',
      idFault("channel"),
      timeFault("sentAfter"),
      '[main/y] from must be an id of 24 hex digits, but is "general". For an address use PumbleUser.fromEmail.',
      timeFault("sentAfter").replace("/x", "/y"),
      timeFault("sentBefore").replace("/x", "/y"),
      '[main/y] order must be one of "NEWEST", "MOST_RELEVANT", but is "OLDEST".',
      "[main/z] Give at least one of text, from and in.",
    ],
  ],
};

const notAChannel = (name: string, given: string) =>
  `[main/x] ${name} must be a channel or the id of one, but is ${given}.`;
const notAUser = (name: string, given: string) =>
  `[main/x] ${name} must be a user, an e-mail address or an id, but is ${given}.`;

/** What the compiler did not see: JavaScript, a map that lacks a key, the wrong construct. */
const strangers: Record<string, [declare: (stack: TerraformStack) => unknown, expected: string[]]> = {
  "no channel": [
    (stack) => new PumbleAnnouncement(stack, "x", { channel: undefined as never, text: "x" }),
    [notAChannel("channel", "undefined")],
  ],
  "a user where a channel is wanted": [
    (stack) =>
      new PumbleAnnouncement(stack, "x", { channel: PumbleUser.current(stack, "me") as never, text: "x" }),
    [notAChannel("channel", "main/me")],
  ],
  "an object where a channel is wanted": [
    (stack) => new PumbleMembers(stack, "x", { channel: { name: "general" } as never, emails: [] }),
    [notAChannel("channel", "an object of Object")],
  ],
  "no message": [
    (stack) => new PumbleReply(stack, "x", { message: null as never, text: "x" }),
    ["[main/x] message must be a message, or the channel and id of one, but is null."],
  ],
  "a channel where a message is wanted": [
    (stack) => {
      const message = new PumbleChannel(stack, "news", { name: "news" }) as never;
      new PumbleReaction(stack, "x", { message, reaction: ":eyes:" });
    },
    ["[main/x] message must be a message, or the channel and id of one, but is main/news."],
  ],
  "a message of no channel": [
    (stack) =>
      new PumbleReply(stack, "x", { message: { channel: undefined, id: channel } as never, text: "x" }),
    [notAChannel("message.channel", "undefined")],
  ],
  "no user": [
    (stack) => new PumbleMember(stack, "x", { channel, user: undefined as never }),
    [notAUser("user", "undefined")],
  ],
  "a channel where a user is wanted": [
    (stack) => {
      const from = [new PumbleChannel(stack, "news", { name: "news" })] as never;
      new PumbleSearch(stack, "x", { from });
    },
    [notAUser("from", "main/news")],
  ],
  "one person where a list is wanted": [
    (stack) => new PumbleMembers(stack, "x", { channel, emails: "ada@example.com" as never }),
    ["[main/x] emails must be a list of people, but is ada@example.com."],
  ],
  "nobody in a list of people": [
    (stack) =>
      new PumbleDirectMessage(stack, "x", { to: ["ada@example.com", undefined as never], text: "x" }),
    [notAUser("each of to", "undefined")],
  ],
};

test.each(Object.entries(strangers))("%s is told at synth, not by a crash", (_, [declare, expected]) => {
  expect(faults(declare)).toEqual(expected);
});

test.each(Object.entries(cases))("%s is checked at synth, with its path", (_, [declare, expected]) => {
  expect(faults(declare)).toEqual(expected);
});

test("what is only known later is left to Terraform", () => {
  const later = (stack: TerraformStack) => {
    const any = new TerraformVariable(stack, "any", {});
    const text = any.stringValue;
    new PumbleChannel(stack, "a", {
      name: text,
      description: text,
      type: text as never,
      members: any.listValue,
    });
    new PumbleMembers(stack, "b", { channel: text, userIds: any.listValue });
    new PumbleReaction(stack, "c", { message: { channel: text, id: text }, reaction: text as never });
    new PumbleAnnouncement(stack, "f", { channel: any.value, text });
    new PumbleSchedule(stack, "d", { channel: text, text, sendAt: text });
    new PumbleApiKey(stack, "e", { name: text, expiresAt: text, rotationGraceSeconds: any.numberValue });
  };
  expect(faults(later)).toEqual([]);
});

describe("two lists of members of one channel", () => {
  const two = (removeUnmanaged: boolean) => (stack: TerraformStack) => {
    const news = new PumbleChannel(stack, "news", {
      name: "news",
      members: ["ada@example.com"],
      removeUnmanaged,
    });
    news.addMembers("more", { emails: ["grace@example.com"] });
  };

  test("are refused when one takes out whom it does not list", () => {
    expect(faults(two(true))).toEqual([
      "[main/news/(members)] removeUnmanaged takes out everybody who is not in this list, also whom " +
        "main/news/more/Default adds to the same channel. Put all of them in one list, or leave out removeUnmanaged.",
    ]);
  });

  test("are fine otherwise", () => {
    expect(faults(two(false))).toEqual([]);
  });
});

/** CDK Terrain refuses write-only attributes for the oldest Terraform that it is meant for, unless an app says newer. */
const onAnyTerraform = [true, { skipValidation: true }] as const;

describe("a key that is written in the code", () => {
  const key = "pmb_0123456789ab_0123456789012345678901234567890123456789ABCDEF";

  test.each<[string, (stack: TerraformStack) => void]>([
    ["[main/other] apiKey", (stack) => new PumbleProvider(stack, "other", { apiKey: key, alias: "other" })],
    ["[main/x] apiKeyWo", (stack) => new PumbleApiKey(stack, "x", { name: "x", apiKeyWo: key })],
    [
      "[main/y] apiKeyWo",
      (stack) => new PumbleApiKey(stack, "y", { name: "y", apiKeyWo: `${key}\${var.none}` }),
    ],
  ])("is refused at once, and not shown: %s", (where, declare) => {
    let message = "";
    try {
      synth(declare, true, { skipValidation: true });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`${where} is written in the code, where everybody can read it. `);
    expect(message).not.toContain(key);
  });

  test("is not what a reference is", () => {
    const { resource, provider } = synth(
      (stack) => {
        const apiKey = new TerraformVariable(stack, "key", { sensitive: true }).stringValue;
        new PumbleProvider(stack, "other", { apiKey, alias: "other" });
        new PumbleApiKey(stack, "x", { name: "x", apiKeyWo: "${ephemeral.some.key}" });
      },
      ...onAnyTerraform,
    );
    expect(provider.pumble![1]).toMatchObject({ api_key: "${var.key}" });
    expect(resource.pumble_api_key!.x).toMatchObject({ api_key_wo: "${ephemeral.some.key}" });
  });
});
