/** Adding people to channels and taking them out, with the care that both resources about members need. */
import type { ChannelListEntry, User } from "../../pumble/operations/shapes";
import type { Diagnostics } from "../../terraform";
import type { PumbleContext } from "../context";
import { explain, explained, failedAs } from "../problem";
import { channelProblems } from "../problems/channels";
import { memberProblems } from "../problems/members";

/** The channel, or a problem that says that it is not there. */
export async function channelOf(channelId: string, { workspace }: PumbleContext): Promise<ChannelListEntry> {
  const found = await workspace.channelById(channelId);
  if (found) return found;
  throw channelProblems.channel_missing({ id: channelId, attribute: "id" }, "channel_id");
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
    // An archived channel does not show who is in it.
    if (channel?.isArchived) diagnostics.add(memberProblems.member_of_archived_channel({ name }));
    else if (!users.includes(id)) continue;
    else if (id === workspace.me.id) diagnostics.add(memberProblems.member_owns_key({ name }));
    else if (channel?.isMain) diagnostics.add(memberProblems.member_of_main_channel({ name }));
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
