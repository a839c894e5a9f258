/** Operations on scheduled messages. */
import { expect } from "vitest";
import { type Cases, never, type Refusal } from "./operation-cases";
import {
  archived,
  emptyText,
  nobody,
  notFlag,
  notFound,
  notList,
  notText,
  otherChannel,
  outside,
  platforms,
  scheduledMessage,
} from "./wire";
import { nowMs, type World } from "./world";

const hour = 3_600_000;
const recurrence = { recurrenceType: "WEEKLY", endAfterOccurrences: 3, endDate: null };
const recurrenceTypes =
  "DAILY|BUSINESSDAYS|WEEKLY|BIWEEKLY|MONTHLY_NTH_WEEKDAY|MONTHLY_LAST_WEEKDAY|QUARTERLY_NTH_WEEKDAY|QUARTERLY_LAST_WEEKDAY|ANNUALLY";

/** What Ada schedules next. */
function draft(world: World, text: string, more: Record<string, unknown> = {}) {
  return { channelId: world.channel.general, text, sendAt: nowMs + hour, ...more };
}

/** Ada schedules this; gives its id. */
async function schedule(world: World, text: string, more: Record<string, unknown> = {}): Promise<string> {
  const route = { name: "createScheduledMessage", method: "POST" } as const;
  const made = await world.call(route, draft(world, text, more));
  return (JSON.parse(made.text) as { id: string }).id;
}

/** The workspace's record of a scheduled message. */
async function stored(world: World, id: string) {
  return (await world.tables()).scheduled.find((record) => record.id === id);
}

/** Ada's first one, as she sees it. */
function planned(world: World, more: Record<string, unknown> = {}) {
  return scheduledMessage(world, { id: world.planned, text: "Planned", ...more });
}

/** What a new draft, sent in one way or another, is refused for. */
function unfitDrafts(more: (world: World) => Record<string, unknown>): Record<string, Refusal> {
  return {
    "a time that has passed": (world) => [
      { ...draft(world, "x", { sendAt: nowMs }), ...more(world) },
      platforms("[sendAt must be in the future]", 400000),
    ],
    "a time in another millennium": (world) => [
      { ...draft(world, "x", { sendAt: 4_000_000_000_001 }), ...more(world) },
      platforms("[sendAt: Too big: expected number to be <=4000000000000]", 400000),
    ],
    "a text of spaces": (world) => [{ ...draft(world, " "), ...more(world) }, emptyText],
  };
}

function unknownChannels(more: (world: World) => Record<string, unknown>): Record<string, Refusal> {
  return {
    "an unknown channel": (world) => [
      { ...draft(world, "x", { channelId: nobody }), ...more(world) },
      notFound,
    ],
    "another member's private channel": (world) => [
      { ...draft(world, "x", { channelId: world.channel["grace-only"] }), ...more(world) },
      notFound,
    ],
  };
}

const badRecurrence = {
  recurrence: { recurrenceType: "HOURLY", endAfterOccurrences: 10_000, endDate: "never" },
};

export const scheduledCases: Cases<
  | "createScheduledMessage"
  | "fetchScheduledMessages"
  | "fetchScheduledMessage"
  | "editScheduledMessage"
  | "deleteScheduledMessage"
> = {
  createScheduledMessage: {
    ...{ method: "POST", kind: "write", group: "Scheduled messages", scope: "messages:write" },
    input: (world) => draft(world, "x"),
    success: {
      "a reference": async (world, call) => {
        await call(draft(world, "later"));
        const made = (await world.tables()).scheduled.at(-1)!;
        expect(made).toMatchObject({ author: world.id.ada, text: "later", sendAt: nowMs + hour });
        return `{"id":"${made.id}","channelId":"${world.channel.general}"}`;
      },
      "a reference to one that comes again, in a thread": async (world, call) => {
        const more = { threadRootId: world.hello, alsoSendToChannel: true, recurrence };
        const rich = { blocks: [{ type: "divider" }], attachments: [{ title: "t" }] };
        await call(draft(world, "weekly", { ...more, ...rich }));
        const made = (await world.tables()).scheduled.at(-1)!;
        expect(made).toMatchObject({ ...more, ...rich, rootText: "Hello" });
        return `{"id":"${made.id}","channelId":"${world.channel.general}"}`;
      },
    },
    verbatim: never("it answers a reference"),
    invalid: [
      [{}, { channelId: "must not be null", text: "must not be null", sendAt: "must not be null" }],
      [
        { channelId: "", channel: "general", text: "", sendAt: 0 },
        { channelId: "must not be empty", text: "must not be empty", sendAt: "must be at least 1" },
      ],
      [
        { channelId: 1, text: 1, sendAt: "tomorrow", blocks: 1, attachments: 1, threadRootId: 1 },
        {
          ...{ channelId: notText, text: notText, sendAt: "must be of type number" },
          ...{ blocks: notList, attachments: notList, threadRootId: notText },
        },
      ],
      [
        { channelId: "x", text: "x", sendAt: 1.5, alsoSendToChannel: "no", recurrence: "daily" },
        {
          sendAt: "must be of type int",
          alsoSendToChannel: notFlag,
          recurrence: "must be of type object",
        },
      ],
      [
        { channelId: "x", text: "x", sendAt: 1, ...badRecurrence },
        {
          "recurrence.recurrenceType": `Allowed values are ${recurrenceTypes}`,
          "recurrence.endAfterOccurrences": "must be at most 9999",
          "recurrence.endDate": "must be of type number",
        },
      ],
    ],
    unfit: unfitDrafts(() => ({})),
    notFound: {
      ...unknownChannels(() => ({})),
      "an unknown thread": (world) => [draft(world, "x", { threadRootId: nobody }), notFound],
      "a thread of another channel": (world) => [
        draft(world, "x", { threadRootId: world.anything }),
        notFound,
      ],
      "a thread that is not in the key's channel": (world) => [
        draft(world, "x", { channelId: world.channel.random, threadRootId: world.hello }),
        notFound,
        "random",
      ],
    },
    notAllowed: {
      "an archived channel": (world) => [draft(world, "x", { channelId: world.channel.old }), archived],
    },
    taken: never("it names nothing"),
    elsewhere: { "another channel": (world) => [draft(world, "x"), otherChannel] },
  },

  fetchScheduledMessages: {
    ...{ method: "GET", kind: "read", group: "Scheduled messages", scope: "messages:read" },
    input: (world) => ({ channelId: world.channel.general }),
    success: {
      "the caller's own, earliest first": async (world, call) => {
        const id = await schedule(world, "sooner", { sendAt: nowMs + 1 });
        await call();
        const sooner = scheduledMessage(world, { id, text: "sooner", sendAt: nowMs + 1 });
        return JSON.stringify({ scheduledMessages: [sooner, planned(world)], hasMore: false });
      },
      "those of one channel": async (world, call) => {
        const id = await schedule(world, "there", { channelId: world.channel.random });
        await call({ channelId: world.channel.random });
        const there = scheduledMessage(world, { id, text: "there", channelId: world.channel.random });
        return JSON.stringify({ scheduledMessages: [there], hasMore: false });
      },
      "those of a key's channel": async (world, call) => {
        await call({ channelId: world.channel.random }, { key: "random" });
        return '{"scheduledMessages":[],"hasMore":false}';
      },
      "a page after the cursor": async (world, call) => {
        const ids: string[] = [];
        for (const [at, text] of ["b", "c", "d"].entries()) {
          ids.push(await schedule(world, text, { sendAt: nowMs + hour + at + 1 }));
        }
        await call({ cursor: world.planned, limit: 2 });
        const [b, c] = ["b", "c"].map((text, at) =>
          scheduledMessage(world, { id: ids[at]!, text, sendAt: nowMs + hour + at + 1 }),
        );
        return JSON.stringify({ scheduledMessages: [b, c], hasMore: true });
      },
      "none of somebody else's": async (_world, call) => {
        await call({}, { key: "grace" });
        return '{"scheduledMessages":[],"hasMore":false}';
      },
      "none for a channel that does not exist": async (_world, call) => {
        await call({ channelId: nobody });
        return '{"scheduledMessages":[],"hasMore":false}';
      },
    },
    verbatim: '{ "scheduledMessages" : [], "hasMore" : false, "new" : 1.0 }',
    invalid: [
      [{ limit: "many" }, { limit: "must be of type number" }],
      [{ limit: 0 }, { limit: "must be at least 1" }],
      [{ limit: 201 }, { limit: "must be at most 200" }],
      // It would list the messages of every channel.
      [{ channelId: "" }, { channelId: "must not be empty" }],
    ],
    unfit: never("any other text may be an id"),
    notFound: { "an unknown cursor": () => [{ cursor: nobody }, notFound] },
    notAllowed: never("everybody reads their own"),
    taken: never("it names nothing"),
    elsewhere: {
      "another channel": (world) => [{ channelId: world.channel.general }, otherChannel],
      "all channels": () => [{}, outside],
    },
  },

  fetchScheduledMessage: {
    ...{ method: "GET", kind: "read", group: "Scheduled messages", scope: "messages:read" },
    input: (world) => ({ scheduledMessageId: world.planned }),
    success: {
      "one with every key": async (world, call) => {
        await call({ scheduledMessageId: world.planned });
        return JSON.stringify(planned(world));
      },
      "one that comes again, in a thread": async (world, call) => {
        const blocks = [{ type: "divider" }];
        const more = { threadRootId: world.hello, alsoSendToChannel: true, recurrence, blocks };
        const id = await schedule(world, "weekly", more);
        await call({ scheduledMessageId: id });
        return JSON.stringify(scheduledMessage(world, { id, text: "weekly", rootText: "Hello", ...more }));
      },
      "one in the channel of a key that is narrowed to it": async (world, call) => {
        const channelId = world.channel.random;
        const id = await schedule(world, "there", { channelId });
        await call({ scheduledMessageId: id }, { key: "random" });
        return JSON.stringify(scheduledMessage(world, { id, text: "there", channelId }));
      },
    },
    verbatim: '{ "id":"1", "channelId":"2", "new":1.0 }',
    invalid: [
      [{}, { scheduledMessageId: "must not be null" }],
      [{ scheduledMessageId: "" }, { scheduledMessageId: "must not be null" }],
    ],
    unfit: never("any text may be an id"),
    notFound: {
      "an unknown one": () => [{ scheduledMessageId: nobody }, notFound],
      "somebody else's": (world) => [{ scheduledMessageId: world.planned }, notFound, "grace"],
    },
    notAllowed: never("everybody reads their own"),
    taken: never("it names nothing"),
    elsewhere: {
      "one in another channel": (world) => [{ scheduledMessageId: world.planned }, otherChannel],
    },
  },

  editScheduledMessage: {
    ...{ method: "POST", kind: "write", group: "Scheduled messages", scope: "messages:edit" },
    input: (world) => draft(world, "x", { scheduledMessageId: world.planned }),
    success: {
      "all of it, with another text at another time": async (world, call) => {
        await call(draft(world, "changed", { scheduledMessageId: world.planned, sendAt: nowMs + 2 * hour }));
        return JSON.stringify(planned(world, { text: "changed", sendAt: nowMs + 2 * hour }));
      },
      "all of it, moved to another channel, coming again": async (world, call) => {
        const channelId = world.channel.random;
        const more = { channelId, recurrence, blocks: [{ type: "divider" }] };
        await call(draft(world, "moved", { scheduledMessageId: world.planned, ...more }));
        expect(await stored(world, world.planned)).toMatchObject({ text: "moved", channelId });
        return JSON.stringify(planned(world, { text: "moved", ...more }));
      },
    },
    verbatim: '{ "id":"1", "channelId":"2", "new":1.0 }',
    invalid: [
      [
        {},
        {
          ...{ scheduledMessageId: "must not be null", channelId: "must not be null" },
          ...{ text: "must not be null", sendAt: "must not be null" },
        },
      ],
      [{ scheduledMessageId: nobody, channelId: nobody, text: "x" }, { sendAt: "must not be null" }],
      [
        { scheduledMessageId: 1, channelId: 1, text: 1, sendAt: true, blocks: 1, recurrence: [] },
        {
          ...{ scheduledMessageId: notText, channelId: notText, text: notText },
          ...{ sendAt: "must be of type number", blocks: notList, recurrence: "must be of type object" },
        },
      ],
    ],
    unfit: unfitDrafts((world) => ({ scheduledMessageId: world.planned })),
    notFound: {
      ...unknownChannels((world) => ({ scheduledMessageId: world.planned })),
      "an unknown one": (world) => [draft(world, "x", { scheduledMessageId: nobody }), notFound],
      "somebody else's": (world) => [
        draft(world, "x", { scheduledMessageId: world.planned }),
        notFound,
        "grace",
      ],
    },
    notAllowed: {
      "an archived channel": (world) => [
        draft(world, "x", { scheduledMessageId: world.planned, channelId: world.channel.old }),
        archived,
      ],
    },
    taken: never("it names nothing"),
    elsewhere: {
      "one in another channel": (world) => [
        draft(world, "x", { scheduledMessageId: world.planned }),
        otherChannel,
      ],
      "one in another channel, to be moved into the key's": (world) => [
        draft(world, "x", { scheduledMessageId: world.planned, channelId: world.channel.random }),
        otherChannel,
      ],
      "one in the key's channel, to be moved into another": async (world) => {
        const id = await schedule(world, "there", { channelId: world.channel.random });
        return [draft(world, "x", { scheduledMessageId: id }), otherChannel];
      },
    },
  },

  deleteScheduledMessage: {
    ...{ method: "DELETE", kind: "write", group: "Scheduled messages", scope: "messages:delete" },
    input: (world) => ({ scheduledMessageId: world.planned }),
    success: {
      "nothing; it is gone": async (world, call) => {
        await call({ scheduledMessageId: world.planned });
        expect(await stored(world, world.planned)).toBeUndefined();
        return "";
      },
      "nothing in the channel of a key that is narrowed to it": async (world, call) => {
        const id = await schedule(world, "there", { channelId: world.channel.random });
        await call({ scheduledMessageId: id }, { key: "random" });
        expect(await stored(world, id)).toBeUndefined();
        return "";
      },
    },
    verbatim: never("it answers nothing"),
    invalid: [
      [{}, { scheduledMessageId: "must not be null" }],
      [{ scheduledMessageId: "" }, { scheduledMessageId: "must not be null" }],
    ],
    unfit: never("any text may be an id"),
    notFound: {
      "an unknown one": () => [{ scheduledMessageId: nobody }, notFound],
      "one that was deleted before": async (world) => {
        const route = { name: "deleteScheduledMessage", method: "DELETE" } as const;
        await world.call(route, { scheduledMessageId: world.planned });
        return [{ scheduledMessageId: world.planned }, notFound];
      },
      "somebody else's": (world) => [{ scheduledMessageId: world.planned }, notFound, "grace"],
    },
    notAllowed: never("everybody deletes their own"),
    taken: never("it names nothing"),
    elsewhere: {
      "one in another channel": (world) => [{ scheduledMessageId: world.planned }, otherChannel],
    },
  },
};
