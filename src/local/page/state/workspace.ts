/** What the page knows of the workspace, as signals that the views follow. */
import { computed, signal } from "@preact/signals";
import type { ChannelListEntry, User } from "../../../pumble";
import type { PageApp } from "../../page-api";
import { type PageApi, pageApi } from "../api";

/** Whether the page has what it needs to show anything; `failure` says why not. */
export const phase = signal<"loading" | "ready" | "failed">("loading");
export const failure = signal("");

/** Whether events are coming in. */
export const connection = signal<"connecting" | "live" | "lost">("connecting");

export const workspaceName = signal("");
export const users = signal<User[]>([]);
export const apps = signal<PageApp[]>([]);
export const entries = signal<ChannelListEntry[]>([]);

/** Id of the member whose eyes and hands the page is, empty until chosen. */
export const meId = signal("");

export const usersById = computed(() => new Map(users.value.map((user) => [user.id, user])));
export const entriesById = computed(() => new Map(entries.value.map((entry) => [entry.channel.id, entry])));
export const me = computed(() => usersById.value.get(meId.value));

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

/** Names that the writer can mention: active members and bots, and the channels in sight. */
export const directory = computed(() => ({
  members: users.value.filter((user) => user.status === "ACTIVATED"),
  channels: entries.value
    .filter((entry) => !isDirect(entry) && !entry.channel.isArchived)
    .map((entry) => entry.channel),
}));
