/** What keeps a channel from being created or taken over under its name. */
import { normalizeChannelName } from "../../pumble/names";
import type { ChannelListEntry } from "../../pumble/operations/shapes";
import type { Problem } from "../../terraform";
import { explain, failedAs } from "../call-problem";
import type { PumbleContext } from "../context";
import { channelProblems } from "../problems/channels";

/** A channel as it is to be. */
export interface Wanted {
  /** Normalised. */
  name: string;
  type: string;
  /** Null: whatever it is. */
  description: string | null;
  adopt: boolean;
}

/** The channel that a plan asks for. */
export function wantedOf(plan: {
  name: string;
  type: string;
  description: unknown;
  adopt_existing: boolean;
}): Wanted {
  const { name, type, description, adopt_existing } = plan;
  return {
    name: normalizeChannelName(name),
    type,
    description: typeof description === "string" ? description : null,
    adopt: adopt_existing,
  };
}

/**
 * Fails at plan time what would fail at apply: a name that is taken, or a channel that cannot be adopted.
 * @returns the channel that will be adopted, or null
 */
export async function refuseCollision(
  wanted: Wanted,
  { workspace }: PumbleContext,
): Promise<ChannelListEntry | null> {
  const existing = await workspace.channelByName(wanted.name);
  if (!existing) return null;
  if (!wanted.adopt) throw taken(existing, wanted);
  refuseMisfit(existing, wanted);
  return existing;
}

/** The channel of this name, if it is as wanted. */
export async function adoptable(
  wanted: Wanted,
  { workspace }: PumbleContext,
): Promise<ChannelListEntry | null> {
  const existing = await workspace.channelByName(wanted.name);
  if (existing) refuseMisfit(existing, wanted);
  return existing;
}

/**
 * Makes it. A new channel is known without asking: its creator is its only member. One that somebody else made in the
 * meantime is adopted, if that is wanted.
 */
export async function createdChannel(wanted: Wanted, context: PumbleContext): Promise<ChannelListEntry> {
  const { client, workspace } = context;
  const { name, type: channelType, description } = wanted;
  try {
    const { id } = await client.createChannel({
      name,
      type: channelType as "PUBLIC" | "PRIVATE",
      ...(description === null ? {} : { description }),
    });
    workspace.forgetChannels();
    const channel = { id, name, channelType, description: description ?? "", isArchived: false };
    return { channel, pinnedMessages: [], users: [workspace.me?.id ?? ""] } as unknown as ChannelListEntry;
  } catch (error) {
    if (!failedAs(error, "taken")) throw explain(error);
    workspace.forgetChannels();
    const inTheWay = await workspace.channelByName(name);
    if (!inTheWay) throw takenUnseen(wanted);
    if (!wanted.adopt) throw taken(inTheWay, wanted);
    refuseMisfit(inTheWay, wanted);
    return inTheWay;
  }
}

/** Refuses to take over a channel that is not as wanted, for the API cannot change it. */
function refuseMisfit({ channel: found }: ChannelListEntry, wanted: Wanted): void {
  const { name, type } = wanted;
  if (found.isArchived) throw channelProblems.channel_adopt_archived({ name });
  if (found.channelType !== type) {
    throw channelProblems.channel_adopt_type({ name, type: found.channelType });
  }
  if (!isDescribed(found.description, wanted)) {
    const description = JSON.stringify(found.description ?? "");
    throw channelProblems.channel_adopt_description({ name, description });
  }
}

/** What is in the way, as it was just seen. */
function taken({ channel }: ChannelListEntry, wanted: Wanted): Problem {
  const { channel_taken, channel_taken_archived } = channelProblems;
  const { name, channelType, isArchived, description } = channel;
  const values = { name, type: channelType.toLowerCase() };
  const differs = [
    ...(channelType === wanted.type ? [] : [`type = "${channelType}"`]),
    ...(isDescribed(description, wanted) ? [] : [`description = ${JSON.stringify(description ?? "")}`]),
  ];
  const as_it_is = differs.length === 0 ? "" : ` as it is, with ${differs.join(" and ")}`;
  return (isArchived ? channel_taken_archived : channel_taken)({ ...values, as_it_is });
}

/** Whether a channel's description is as wanted. */
function isDescribed(found: string | null | undefined, { description }: Wanted): boolean {
  return description === null || description === (found ?? "");
}

/** When creating failed because the name is taken, though no channel of this name can be seen. */
function takenUnseen({ name, adopt }: Wanted): Problem {
  const { channel_adopt_unseen, channel_taken_unseen } = channelProblems;
  return (adopt ? channel_adopt_unseen : channel_taken_unseen)({ name });
}
