/** What can be done with channels. Every function refuses with the platform's own status and body. */
import { channelDescriptionMax, channelNameProblem, normalizeChannelName } from "../../../pumble";
import { invalid, notAllowed, notFound, refused } from "../failure";
import { participantsKey } from "../state/database";
import type { ChannelRecord } from "../state/records";
import { canSee, enroll, memberIds, membership, visibleChannel, writableChannel } from "./members";
import { postSystemMessage } from "./messages";
import type { Actor, Workspace } from "./workspace";

/** A new channel's fields, before normalisation. */
export interface NewChannel {
  name: string;
  type?: "PUBLIC" | "PRIVATE" | undefined;
  description?: string | undefined;
}

/** A direct channel joins at most this many others. */
export const participantsMax = 8;

/** Makes the channel with the actor as creator and first member. */
export function createChannel(workspace: Workspace, actor: Actor, fields: NewChannel): ChannelRecord {
  const name = checkedName(workspace, fields.name);
  const description = checkedDescription(fields.description ?? "");
  return workspace.change(() => {
    const channel = addChannel(workspace, actor.userId, {
      name,
      description,
      channelType: fields.type ?? "PUBLIC",
    });
    enroll(workspace, channel.id, actor.userId, null);
    workspace.emit({ type: "channel.created", channel });
    return channel;
  });
}

/** Puts a channel without members, checks or events: for those above, and for seeds. */
export function addChannel(
  workspace: Workspace,
  creatorId: string,
  fields: Partial<ChannelRecord> & Pick<ChannelRecord, "channelType">,
): ChannelRecord {
  return workspace.db.channels.put({
    id: workspace.ids.next(),
    name: "",
    description: "",
    creatorId,
    createdAt: workspace.second,
    isArchived: false,
    isMain: false,
    isInitial: false,
    pinned: [],
    ...fields,
  });
}

/** Joined channels first in join order (named ones, then direct ones), then the other public ones by id. */
export function listChannels(
  workspace: Workspace,
  actor: Actor,
  types: readonly string[] = [],
): ChannelRecord[] {
  const { channels, memberships, membershipsByUser } = workspace.db;
  const mine = memberships
    .all(membershipsByUser.of(actor.userId))
    .map((entry) => workspace.channel(entry.channelId));
  const named = mine.filter((channel) => channel.name !== "");
  const direct = mine.filter((channel) => channel.name === "");
  const joined = new Set(mine.map((channel) => channel.id));
  const others = [...channels.values()].filter(
    (channel) => !joined.has(channel.id) && canSee(workspace, channel, actor.userId),
  );
  const all = [...named, ...direct, ...others];
  return types.length === 0 ? all : all.filter((channel) => types.includes(channel.channelType));
}

/** Adds users; those who are in already are left out of the answer. Only members may add to a private channel. */
export function addMembers(
  workspace: Workspace,
  actor: Actor,
  channelId: string,
  userIds: readonly string[],
): string[] {
  const channel = writableChannel(workspace, actor, channelId);
  if (channel.name === "") throw notAllowed("Users cannot be added to a direct channel");
  for (const id of userIds) activeUser(workspace, id);
  return workspace.change(() => {
    const added = userIds.filter((id) => enroll(workspace, channelId, id, actor.userId));
    if (added.length === 0) return added;
    workspace.emit({ type: "membership.added", channel, userIds: added });
    postSystemMessage(workspace, channel, actor.userId, {
      subtype: "joined_channel",
      text: `added ${added.map((id) => `<<@${id}>>`).join(", ")}`,
      affectedUserIds: added,
    });
    return added;
  });
}

/** Takes one member out. Refuses for someone who is not in, and for the main channel, which nobody leaves. */
export function removeMember(workspace: Workspace, actor: Actor, channelId: string, userId: string): void {
  const channel = writableChannel(workspace, actor, channelId);
  const entry = membership(workspace, channelId, userId);
  if (!entry) throw refused("User is not a member of the channel");
  if (channel.isMain) throw notAllowed("Users cannot be removed from the main channel");
  if (channel.name === "") throw notAllowed("Users cannot be removed from a direct channel");
  workspace.change(() => {
    workspace.db.memberships.delete(entry.id);
    workspace.emit({ type: "membership.removed", channel, userIds: [userId] });
    const left = actor.userId === userId;
    postSystemMessage(workspace, channel, actor.userId, {
      subtype: left ? "left_channel" : "removed_from_channel",
      text: left ? "left the channel" : `removed <<@${userId}>>`,
      affectedUserIds: [userId],
    });
  });
}

/** The actor joins a public channel. */
export function joinChannel(workspace: Workspace, actor: Actor, channelId: string): ChannelRecord {
  const channel = writableChannel(workspace, actor, channelId);
  workspace.change(() => {
    if (!enroll(workspace, channelId, actor.userId, null)) return;
    workspace.emit({ type: "membership.added", channel, userIds: [actor.userId] });
    postSystemMessage(workspace, channel, actor.userId, {
      subtype: "joined_channel",
      text: "joined the channel",
      affectedUserIds: [actor.userId],
    });
  });
  return channel;
}

/** The direct channel of exactly these people, or undefined. */
export function findDirect(workspace: Workspace, userIds: readonly string[]): ChannelRecord | undefined {
  const key = participantsKey(userIds);
  const [anyone] = userIds;
  if (anyone === undefined) return undefined;
  const { memberships, membershipsByUser } = workspace.db;
  for (const { channelId } of memberships.all(membershipsByUser.of(anyone))) {
    const channel = workspace.channel(channelId);
    if (channel.name === "" && participantsKey(memberIds(workspace, channelId)) === key) return channel;
  }
  return undefined;
}

/** The direct channel of the actor and these others (the SELF channel when there are none); 404 when there is none yet. */
export function getDirect(workspace: Workspace, actor: Actor, userIds: readonly string[]): ChannelRecord {
  const channel = findDirect(workspace, [actor.userId, ...userIds]);
  if (!channel) throw notFound();
  return channel;
}

/** The direct channel of the actor and these others, opened when it is missing. */
export function openDirect(workspace: Workspace, actor: Actor, otherIds: readonly string[]): ChannelRecord {
  const others = [...new Set(otherIds)].filter((id) => id !== actor.userId);
  if (others.length === 0 || others.length > participantsMax) {
    throw refused("Provided participants are not valid");
  }
  for (const id of others) {
    if (workspace.db.users.get(id)?.status !== "ACTIVATED")
      throw refused("Provided participants are not valid");
  }
  const all = [actor.userId, ...others];
  const found = findDirect(workspace, all);
  if (found) return found;
  return workspace.change(() => {
    const channel = addChannel(workspace, actor.userId, { channelType: "DIRECT" });
    for (const id of all) enroll(workspace, channel.id, id, actor.userId);
    workspace.emit({ type: "channel.created", channel });
    return channel;
  });
}

/** What can be changed of a channel in Pumble's own client, though through no API. */
export interface ChannelChange {
  name?: string | undefined;
  description?: string | undefined;
  type?: "PUBLIC" | "PRIVATE" | undefined;
  archived?: boolean | undefined;
}

/** Renames, describes, converts, archives or unarchives, as a member does in the client. */
export function changeChannel(
  workspace: Workspace,
  actor: Actor,
  channelId: string,
  change: ChannelChange,
): ChannelRecord {
  const before = visibleChannel(workspace, actor, channelId);
  if (before.name === "") throw notAllowed("A direct channel cannot be changed");
  if (before.isMain && (change.archived || change.type === "PRIVATE")) {
    throw notAllowed("The main channel cannot be archived or made private");
  }
  const after: ChannelRecord = {
    ...before,
    name: change.name === undefined ? before.name : checkedName(workspace, change.name, before.id),
    description:
      change.description === undefined ? before.description : checkedDescription(change.description),
    channelType: change.type ?? before.channelType,
    isArchived: change.archived ?? before.isArchived,
  };
  return workspace.change(() => {
    workspace.db.channels.put(after);
    const archived = after.isArchived && !before.isArchived;
    if (archived) workspace.emit({ type: "channel.archived", channel: after, actorId: actor.userId });
    else
      workspace.emit({ type: "channel.updated", channel: after, wasPublic: before.channelType === "PUBLIC" });
    return after;
  });
}

/** Deletes a channel with everything in it, as an administrator does in the client. */
export function deleteChannel(workspace: Workspace, actor: Actor, channelId: string): void {
  const channel = visibleChannel(workspace, actor, channelId);
  if (channel.isMain || channel.name === "") throw notAllowed("This channel cannot be deleted");
  const { db } = workspace;
  workspace.change(() => {
    const members = memberIds(workspace, channelId);
    for (const { id } of [...db.messagesByChannel.of(channelId)]) db.messages.delete(id);
    for (const id of [...db.membershipsByChannel.of(channelId)]) db.memberships.delete(id);
    for (const entry of [...db.scheduled.values()])
      if (entry.channelId === channelId) db.scheduled.delete(entry.id);
    db.channels.delete(channelId);
    workspace.emit({ type: "channel.deleted", channel, memberIds: members });
  });
}

function activeUser(workspace: Workspace, userId: string): void {
  const user = workspace.db.users.get(userId);
  if (!user || user.status === "DEACTIVATED") throw refused("Provided participants are not valid");
}

function checkedName(workspace: Workspace, given: string, ownId?: string): string {
  const problem = channelNameProblem(given);
  if (problem) throw invalid(problem);
  const name = normalizeChannelName(given);
  const holder = workspace.db.channelsByName.first(name);
  if (holder !== undefined && holder !== ownId) throw refused("This channel name is already taken");
  return name;
}

function checkedDescription(description: string): string {
  const length = [...description].length;
  if (length > channelDescriptionMax) {
    throw invalid(`description must have at most ${channelDescriptionMax} characters, has ${length}`);
  }
  return description;
}
