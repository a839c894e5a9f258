/** Adding people to channels and taking them out, with the care that both resources about members need. */
import type { ChannelListEntry, User } from "../../pumble/operations/shapes";
import { type Diagnostics, Problem } from "../../terraform";
import type { PumbleContext } from "../context";
import { explain, explained, failedAs } from "../problem";

/** The channel, or a problem that says that it is not there. */
export async function channelOf(channelId: string, { workspace }: PumbleContext): Promise<ChannelListEntry> {
  const found = await workspace.channelById(channelId);
  if (found) return found;
  throw new Problem({
    title: `No channel ${channelId}`,
    cause: "No channel that the key's owner can see has this id.",
    nextStep: "Check the id; a private channel is only seen by its members.",
    attribute: "channel_id",
  });
}

/**
 * Adds those who are not in the channel yet.
 * @returns ids of those who were added
 */
export async function addMissing(
  channelId: string,
  userIds: readonly string[],
  context: PumbleContext,
): Promise<string[]> {
  const { users = [] } = await explained(() => context.client.getChannel({ channelId }));
  const missing = userIds.filter((id) => !users.includes(id));
  if (missing.length > 0) {
    await explained(() => context.client.addUsersToChannel({ channelId, userIds: missing }));
    context.workspace.forgetChannels();
  }
  return missing;
}

/**
 * Takes people out of a channel. Who is not in it is a success; the key's owner is never taken out, and nobody from the
 * channel that everybody is in.
 */
export async function takeOut(
  channelId: string,
  people: readonly User[],
  { context, diagnostics }: { context: PumbleContext; diagnostics: Diagnostics },
): Promise<void> {
  const { workspace } = context;
  const { users = [], channel } = (await workspace.channelById(channelId)) ?? {};
  for (const { id, name } of people) {
    if (!users.includes(id)) continue;
    if (id === workspace.me.id)
      diagnostics.warn(stays(name, "The API key is theirs: without them it could not see the channel."));
    else if (channel?.isMain)
      diagnostics.warn(stays(name, "Nobody can leave the channel that everybody is in."));
    else if (channel?.isArchived)
      diagnostics.warn(stays(name, "The channel is archived, and its members cannot be changed."));
    else await takeOutOne(channelId, id, context);
  }
}

async function takeOutOne(channelId: string, userId: string, { client, workspace }: PumbleContext) {
  try {
    await client.removeUserFromChannel({ channelId, userId });
  } catch (error) {
    const { users = [] } = await explained(() => client.getChannel({ channelId }));
    if (users.includes(userId) && !failedAs(error, "not_found")) throw explain(error);
  }
  workspace.forgetChannels();
}

/** What a person is told when somebody is not taken out after all. */
export function stays(name: string, cause: string) {
  return {
    title: `${name} stays in the channel`,
    cause,
    nextStep: "Take them out in Pumble if that is what you want.",
  };
}

export const wasInBefore =
  "They were in it before Terraform, or joined on their own. With remove_unmanaged = true they would be taken out.";
