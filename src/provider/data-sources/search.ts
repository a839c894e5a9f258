import { a, between, isUnknown, lengthBetween, oneOf, sizeBetween, t } from "../../terraform";
import { explained } from "../call-problem";
import { defineDataSource } from "../context";
import { each } from "../people/people";
import { inputProblems } from "../problems/inputs";
import { epochMs, instant } from "../values/instant";
import { notBlank, pumbleId } from "../values/validators";
import { factsOfMessage, messageFacts } from "./messages";

const defaultLimit = 20;
/** Pumble gives the most relevant hits as one page. */
const relevantMax = 20;

export const search = defineDataSource({
  name: "search",
  description:
    "Messages that Pumble's search finds for the key's owner. Give at least one of `text`, `from` and `in`; all conditions must fit.",
  attributes: {
    text: a.string({
      optional: true,
      validate: [lengthBetween(1, 500), notBlank],
      description: "Words to look for, up to 500 characters.",
    }),
    from: a.set(t.string, {
      optional: true,
      validate: [each(pumbleId), sizeBetween(1, 50)],
      description: "Only messages by these users, by id. At most 50.",
    }),
    in: a.set(t.string, {
      optional: true,
      validate: [each(pumbleId), sizeBetween(1, 50)],
      description: "Only messages in these channels, by id. At most 50.",
    }),
    sent_after: a.string({
      optional: true,
      validate: [instant],
      description: "Only messages sent after this RFC 3339 time.",
    }),
    sent_before: a.string({
      optional: true,
      validate: [instant],
      description: "Only messages sent before this RFC 3339 time.",
    }),
    order: a.string({
      optional: true,
      validate: [oneOf("NEWEST", "MOST_RELEVANT")],
      description: "Which come first: `NEWEST` (default), or `MOST_RELEVANT`, which gives 20 at most.",
    }),
    limit: a.int({
      optional: true,
      validate: [between(1, 1000)],
      description: `How many messages at most, 1 to 1000. Default ${defaultLimit}.`,
    }),
    messages: a.listOf(messageFacts, {
      computed: true,
      description: "What was found, in the order asked for.",
    }),
  },

  validate({ config, diagnostics }) {
    if (config.text === null && config.from === null && config.in === null) {
      diagnostics.add(inputProblems.search_empty());
    }
    const { limit, order } = config;
    if (order === "MOST_RELEVANT" && limit !== null && !isUnknown(limit) && limit > relevantMax) {
      diagnostics.add(inputProblems.search_limit({ limit, max: relevantMax }));
    }
  },

  async read({ config, context, signal }) {
    const limit = config.limit ?? defaultLimit;
    const query = {
      ...(config.text === null ? {} : { text: config.text }),
      ...(config.from === null ? {} : { from: config.from }),
      ...(config.in === null ? {} : { in: config.in }),
      ...(config.sent_after === null ? {} : { afterTs: positive(config.sent_after) }),
      ...(config.sent_before === null ? {} : { beforeTs: positive(config.sent_before) }),
      limit: Math.min(limit, relevantMax),
    };
    const found = await explained(async () => {
      if (config.order === "MOST_RELEVANT") {
        const strategy = "MOST_RELEVANT" as const;
        return (await context.client.searchMessages({ ...query, strategy }, { signal })).content;
      }
      const hits = [];
      for await (const hit of context.client.allSearchHits(query, { signal })) {
        hits.push(hit);
        if (hits.length >= limit) break;
      }
      return hits;
    });
    return { ...config, messages: found.map(factsOfMessage) };
  },
});

/** Epoch milliseconds as the search takes them. */
function positive(time: string): number {
  const ms = epochMs(time);
  if (ms >= 1) return ms;
  throw inputProblems.search_too_early({ time });
}
