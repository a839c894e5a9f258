/** What the page knows of the workspace, as signals that the views follow. */
import { computed, signal } from "@preact/signals";
import type { ChannelListEntry, User, UserGroup } from "../../../pumble";
import { type PageApi, pageApi } from "../api";
import type { PageApp } from "../contract";
import { readable } from "../text/mentions";

/** Whether the page has what it needs to show anything; `failure` says why not. */
export const phase = signal<"loading" | "ready" | "failed">("loading");
export const failure = signal("");

/** Whether events are coming in. */
export const connection = signal<"connecting" | "live" | "lost">("connecting");

export const workspaceName = signal("");
export const users = signal<User[]>([]);
export const apps = signal<PageApp[]>([]);
export const groups = signal<UserGroup[]>([]);
export const entries = signal<ChannelListEntry[]>([]);

/** Id of the member whose eyes and hands the page is, empty until chosen. */
export const meId = signal("");

export const usersById = computed(() => new Map(users.value.map((user) => [user.id, user])));
export const entriesById = computed(() => new Map(entries.value.map((entry) => [entry.channel.id, entry])));
export const groupsById = computed(() => new Map(groups.value.map((group) => [group.id, group])));
export const appsById = computed(() => new Map(apps.value.map((app) => [app.id, app])));
export const me = computed(() => usersById.value.get(meId.value));

/** The groups that the member is in. */
export const myGroupIds = computed(() =>
  groups.value.filter((group) => group.workspaceUserIds?.includes(meId.value)).map((group) => group.id),
);

/** The calls of the current member. */
export const api = computed<PageApi>(() => pageApi(meId.value));

/** Whether the user is a bot of an app or of Pumble itself. */
export function isBot(user: User | undefined): boolean {
  return Boolean(user?.isAddonBot || user?.isPumbleBot);
}

/** Members that the page can act as: active people, owners first as the workspace lists them. */
export const people = computed(() =>
  users.value.filter((user) => !isBot(user) && user.status === "ACTIVATED"),
);

/** The name to show for a user id; a user that is unknown here is named as such. */
export function userName(id: string): string {
  return usersById.value.get(id)?.name ?? "Unknown member";
}

/** The others in a direct channel; the member alone for the channel with oneself. */
export function othersIn(entry: ChannelListEntry): string[] {
  const others = (entry.users ?? []).filter((id) => id !== meId.value);
  return others.length > 0 ? others : [meId.value];
}

/** Whether it is a conversation rather than a named channel. */
export function isDirect(entry: ChannelListEntry): boolean {
  return entry.channel.channelType === "DIRECT" || entry.channel.channelType === "SELF";
}

/** The channel's name, or who is in the conversation. */
export function channelTitle(entry: ChannelListEntry): string {
  if (!isDirect(entry)) return entry.channel.name;
  if (entry.channel.channelType === "SELF") return `${userName(meId.value)} (you)`;
  return othersIn(entry).map(userName).join(", ");
}

/** The direct channel with one bot, when there is one. */
export function channelWithBot(botId: string | null): ChannelListEntry | undefined {
  return entries.value.find((entry) => {
    if (entry.channel.channelType !== "DIRECT") return false;
    const others = othersIn(entry);
    return others.length === 1 && others[0] === botId;
  });
}

/** Ids of the channel's pinned messages. */
export function pinnedIn(channelId: string): string[] {
  const pins = entriesById.value.get(channelId)?.pinnedMessages ?? [];
  return pins.map((pin) => String(pin.messageId));
}

/** How the channel is called in a sentence: `#general`, or who is in it. */
export function callName(entry: ChannelListEntry): string {
  return isDirect(entry) ? channelTitle(entry) : `#${entry.channel.name}`;
}

/** The text of a message as a person reads it, for previews and screen readers. */
export function spoken(text: string): string {
  return readable(text, everyone.value);
}

/** Everybody and everything that has a name here, whoever may still be mentioned. */
const everyone = computed(() => ({
  members: users.value.map(({ id, name }) => ({ id, name })),
  groups: groups.value.map(({ id, handle }) => ({ id, name: handle })),
  channels: entries.value.filter((entry) => !isDirect(entry)).map((entry) => entry.channel),
}));

/** Names that the writer can mention: active members and bots, groups, and the channels in sight. */
export const directory = computed(() => ({
  members: users.value.filter((user) => user.status === "ACTIVATED").map(({ id, name }) => ({ id, name })),
  groups: groups.value
    .filter((group) => !group.disabled)
    .map(({ id, handle, name }) => ({ id, name: handle, title: name })),
  channels: entries.value
    .filter((entry) => !isDirect(entry) && !entry.channel.isArchived)
    .map((entry) => entry.channel),
}));
