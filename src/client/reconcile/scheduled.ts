import { goneIsUndefined } from "./messages";
import type { Recipe } from "./search";

const pageSize = 200;

/** Scheduled messages carry no time of creation: the same text for the same moment is taken as the one. */
export const createScheduledMessage: Recipe<"createScheduledMessage"> = {
  once: true,
  key: (input) => JSON.stringify([input.channelId, input.sendAt, input.text]),
  async find(input, search) {
    let cursor: string | undefined;
    const walked = new Set<string>();
    for (;;) {
      const { scheduledMessages, hasMore } = await search.calls.fetchScheduledMessages(
        { channelId: input.channelId, limit: pageSize, ...(cursor && { cursor }) },
        search.options,
      );
      const hit = scheduledMessages.find(
        (scheduled) =>
          scheduled.channelId === input.channelId &&
          scheduled.sendAt === input.sendAt &&
          scheduled.text === input.text &&
          search.mayBeOurs(scheduled.id),
      );
      if (hit) return { value: { id: hit.id, channelId: hit.channelId } };
      cursor = scheduledMessages.at(-1)?.id;
      if (!hasMore || !cursor || walked.has(cursor)) return undefined;
      walked.add(cursor);
    }
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
