import { canonical } from "./canonical";
import { goneIsUndefined } from "./gone";
import type { Recipe, Search } from "./search";

const pageSize = 200;

/** All that is scheduled in a channel, page by page. */
async function* scheduledIn(channelId: string, { calls, options }: Pick<Search, "calls" | "options">) {
  let cursor: string | undefined;
  const walked = new Set<string>();
  for (;;) {
    const page = { channelId, limit: pageSize, ...(cursor && { cursor }) };
    const { scheduledMessages, hasMore } = await calls.fetchScheduledMessages(page, options);
    yield* scheduledMessages;
    cursor = scheduledMessages.at(-1)?.id;
    if (!hasMore || !cursor || walked.has(cursor)) return;
    walked.add(cursor);
  }
}

/** Scheduled messages carry no time of creation: the same text for the same moment is taken as the one. */
export const createScheduledMessage: Recipe<"createScheduledMessage"> = {
  once: true,
  key: (input) => JSON.stringify([input.channelId, input.sendAt, canonical(input.text)]),
  place: (input) => `scheduled ${input.channelId}`,
  async note(input, search) {
    for await (const _ of scheduledIn(input.channelId, search));
  },
  async find(input, search) {
    const wanted = canonical(input.text);
    for await (const { id, channelId, sendAt, text } of scheduledIn(input.channelId, search)) {
      const isThen = channelId === input.channelId && sendAt === input.sendAt;
      if (isThen && canonical(text) === wanted && search.mayBeOurs(id)) return { value: { id, channelId } };
    }
    return undefined;
  },
};

/** All fields are sent each time, so a second edit changes nothing. */
export const editScheduledMessage: Recipe<"editScheduledMessage"> = { once: false };

export const deleteScheduledMessage: Recipe<"deleteScheduledMessage"> = {
  once: false,
  async find(input, search) {
    const scheduled = await search.calls
      .fetchScheduledMessage({ scheduledMessageId: input.scheduledMessageId }, search.options)
      .catch(goneIsUndefined);
    return scheduled === undefined ? { value: undefined } : undefined;
  },
};
