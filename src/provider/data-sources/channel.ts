import { normalizeChannelName } from "../../pumble/names";
import type { ChannelListEntry } from "../../pumble/operations/shapes";
import { a, type State, t } from "../../terraform";
import { defineDataSource, type PumbleContext } from "../context";
import { channelProblems } from "../problems/channels";
import { exactlyOne } from "../values/exactly-one";
import { rfcTime } from "../values/instant";
import { channelReference, pumbleId } from "../values/validators";

/** What is known of a channel besides its id and name. */
export const channelFacts = {
  type: a.string({ computed: true, description: "`PUBLIC`, `PRIVATE`, `DIRECT` or `SELF`." }),
  description: a.string({ computed: true, description: "What it is for, empty when nothing is written." }),
  archived: a.bool({ computed: true, description: "Whether it is archived." }),
  joined: a.bool({ computed: true, description: "Whether the key's owner is a member of it." }),
  member_ids: a.set(t.string, {
    computed: true,
    description: "User ids of its members. Empty for an archived channel: Pumble does not tell.",
  }),
  creator_id: a.string({ computed: true, description: "User id of who created it, empty when unknown." }),
  created_at: a.string({
    computed: true,
    description: "When it was created, RFC 3339 in UTC; empty when unknown.",
  }),
};

/** A channel of Pumble's list as attributes. */
export function factsOfChannel({ channel, users }: ChannelListEntry): State<typeof channelFacts> {
  return {
    type: channel.channelType,
    description: channel.description ?? "",
    archived: channel.isArchived ?? false,
    joined: channel.isMember ?? false,
    member_ids: [...new Set(users)],
    creator_id: channel.creatorId ?? "",
    created_at: channel.timestampMilli == null ? "" : rfcTime(channel.timestampMilli),
  };
}

/**
 * The channel that a data source names by id or by name.
 * @throws {Problem} when the key's owner cannot see one
 */
export async function channelNamed(
  { id, name }: { id: string | null; name: string | null },
  { workspace }: PumbleContext,
  attribute: string,
): Promise<ChannelListEntry> {
  const found = id
    ? await workspace.channelById(id)
    : await workspace.channelByName(normalizeChannelName((name ?? "").replace(/^#/, "")));
  if (found) return found;
  const values = { id: id ?? JSON.stringify(name), attribute: id ? "id" : "name" };
  throw channelProblems.channel_missing(values, attribute);
}

export const channelData = defineDataSource({
  name: "channel",
  description: "A channel of the workspace, by name or id.",
  attributes: {
    id: a.string({
      optional: true,
      computed: true,
      validate: [pumbleId],
      description: "Id of the channel, 24 hex digits. Give either `id` or `name`.",
    }),
    name: a.string({
      optional: true,
      computed: true,
      validate: [channelReference],
      description:
        "Name of the channel; upper case, spaces and a leading `#` are read as Pumble would write them. Empty for a direct channel. Give either `id` or `name`.",
    }),
    ...channelFacts,
  },

  validate: ({ config, diagnostics }) => exactlyOne(config, ["id", "name"], diagnostics),

  async read({ config, context }) {
    const found = await channelNamed(config, context, config.id ? "id" : "name");
    return { id: found.channel.id, name: config.name ?? found.channel.name, ...factsOfChannel(found) };
  },
});
