import { a, oneOf, t } from "../../terraform";
import { defineDataSource } from "../context";
import { channelFacts, factsOfChannel } from "./channel";

function pattern(text: string): string | undefined {
  try {
    new RegExp(text, "u");
    return undefined;
  } catch (error) {
    return `must be a regular expression: ${(error as Error).message}`;
  }
}

export const channels = defineDataSource({
  name: "channels",
  description: [
    "The channels that the key's owner can see, ordered by name. All filters must fit. Direct channels have no name and",
    "are left out unless `type` asks for them.",
  ].join("\n"),
  attributes: {
    type: a.string({
      optional: true,
      validate: [oneOf("PUBLIC", "PRIVATE", "DIRECT", "SELF")],
      description:
        "Only channels of this type: `PUBLIC`, `PRIVATE`, `DIRECT` or `SELF`. Default: public and private ones.",
    }),
    archived: a.bool({
      optional: true,
      description: "Only archived channels, or only others. Default: both.",
    }),
    joined: a.bool({
      optional: true,
      description: "Only channels in which the key's owner is, or only others. Default: both.",
    }),
    name_regex: a.string({
      optional: true,
      validate: [pattern],
      description:
        "Only channels whose name holds a match of this regular expression (JavaScript's), such as `^team-`.",
    }),
    channels: a.listOf(
      {
        id: a.string({ computed: true, description: "Id of the channel, 24 hex digits." }),
        name: a.string({ computed: true, description: "Name, empty for a direct channel." }),
        ...channelFacts,
      },
      { computed: true, description: "What was found, ordered by name." },
    ),
    ids_by_name: a.map(t.string, {
      computed: true,
      description: "Ids of what was found, by name. Direct channels are not in it.",
    }),
  },

  async read({ config, context }) {
    const { type, archived, joined, name_regex } = config;
    const regex = name_regex === null ? null : new RegExp(name_regex, "u");
    const found = (await context.workspace.channels())
      .map((entry) => ({ id: entry.channel.id, name: entry.channel.name, ...factsOfChannel(entry) }))
      .filter((one) => (type === null ? /^(PUBLIC|PRIVATE)$/.test(one.type) : one.type === type))
      .filter((one) => archived === null || one.archived === archived)
      .filter((one) => joined === null || one.joined === joined)
      .filter((one) => regex === null || regex.test(one.name))
      .sort((one, other) => compare(one.name, other.name) || compare(one.id, other.id));
    const named = found.filter(({ name }) => name !== "").map(({ name, id }) => [name, id]);
    return { ...config, channels: found, ids_by_name: Object.fromEntries(named) };
  },
});

/** The same order on every machine. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
