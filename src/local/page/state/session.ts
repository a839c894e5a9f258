/** Starts the page, follows the workspace's events, and changes members. */
import { effect, type Signal, untracked } from "@preact/signals";
import type { ChannelListEntry } from "../../../pumble";
import { fetchState } from "../api";
import { openLive } from "../live";
import { applyEvent } from "./apply-event";
import { workspaceClock } from "./clock";
import { forgetHomes, readHome } from "./homes";
import { forgetMeanwhile, takeAnswer } from "./meanwhile";
import { forgetModals } from "./modals";
import { followHistory, fromAddress, navigate, route } from "./route";
import {
  channelTimeline,
  forgetTimelines,
  holds,
  markStale,
  readAround,
  readChannel,
  readThread,
  type Timeline,
  threadTimeline,
} from "./timelines";
import { clearUnread, forgetUnread, openUnread, takeUnread } from "./unread";
import {
  api,
  apps,
  appsById,
  connection,
  entries,
  entriesById,
  failure,
  groups,
  isDirect,
  meId,
  people,
  phase,
  users,
  workspaceName,
} from "./workspace";

let closeLive = () => {};

function pickMember(): string {
  const wanted = fromAddress("member");
  const known = people.value.find((user) => user.id === wanted) ?? people.value[0];
  if (!known) throw new Error("the workspace has no active member to look through; seed one and reload");
  return known.id;
}

/** The channel to open when the address names none: the main one, else the first one joined. */
function homeChannel(list: ChannelListEntry[]): string | null {
  const joined = list.filter((entry) => entry.channel.isMember && !entry.channel.isArchived);
  const main = joined.find((entry) => entry.channel.isMain) ?? joined.find((entry) => !isDirect(entry));
  return (main ?? joined[0] ?? list[0])?.channel.id ?? null;
}

function goToKnownChannel(): void {
  const { channelId, appId } = route.value;
  const known = appId ? appsById.value.has(appId) : channelId !== null && entriesById.value.has(channelId);
  const next = known ? route.value : { channelId: homeChannel(entries.value), threadId: null };
  navigate(next, { member: meId.value, replace: true });
}

function fail(error: unknown): void {
  if (phase.value === "ready") return;
  failure.value = error instanceof Error ? error.message : String(error);
  phase.value = "failed";
}

/** Reads workspace, members and apps, and chooses a member when none is. */
async function readState(): Promise<void> {
  await takeAnswer(fetchState, (state) => {
    workspaceName.value = state.workspace.name;
    users.value = state.members;
    apps.value = state.apps;
    groups.value = state.groups;
    workspaceClock.value = state.clock;
  });
  if (!people.value.some((user) => user.id === meId.value)) meId.value = pickMember();
}

/** Reads the member's channels, then what is on screen. */
async function readChannels(): Promise<void> {
  const caller = api.value;
  const ask = () => Promise.all([caller.channels(), caller.unread()]);
  await takeAnswer(ask, ([list, counts]) => {
    if (caller !== api.value) return;
    entries.value = list;
    takeUnread(counts);
  });
  if (caller !== api.value) return;
  goToKnownChannel();
  phase.value = "ready";
  openUnread(meId.value, route.value.channelId, undefined);
  readOpen();
  lookAtOpenChannel();
}

/** The stream is open before anything is read, so that nothing falls between. */
function follow(): void {
  closeLive();
  connection.value = "connecting";
  closeLive = openLive(meId.value, {
    onEvent: (event) => {
      if (event.type === "reset") startOver();
      else applyEvent(event);
      if (event.type === "message.created" && event.message.channelId === route.value.channelId) {
        lookAtOpenChannel();
      }
    },
    onOpen: (again) => {
      connection.value = "live";
      if (again) markStale();
      const ready = again ? readState() : Promise.resolve();
      void ready.then(readChannels).catch(fail);
    },
    onLost: () => {
      connection.value = "lost";
      fail(new Error("the workspace does not send events"));
    },
  });
}

/** Reads what is on screen, unless it is there already. */
function readOpen(): void {
  const { channelId, threadId, messageId, appId } = route.value;
  if (phase.value !== "ready") return;
  if (appId) void readHome(appId);
  if (!channelId) return;
  const timeline = channelTimeline(channelId);
  const due = (list: Signal<Timeline>) => ["idle", "stale"].includes(list.value.phase);
  const wanted = messageId ? (threadId ?? messageId) : null;
  if (wanted && (due(timeline) || !holds(timeline, wanted))) void readAround(channelId, wanted);
  else if (due(timeline)) void readChannel(channelId);
  if (threadId && due(threadTimeline(threadId))) void readThread(channelId, threadId);
}

/** What was read through other eyes, or of a workspace that is no more. */
function forget(): void {
  forgetMeanwhile();
  forgetTimelines();
  forgetUnread();
  forgetModals();
  forgetHomes();
}

function startOver(): void {
  const before = meId.value;
  forget();
  const ready = readState().then(() => (meId.value === before ? readChannels() : follow()));
  void ready.catch(fail);
}

/** Looks through another member's eyes, at the same channel when they see it too. */
export function switchMember(id: string): void {
  meId.value = id;
  forget();
  follow();
}

/** Begins, or begins again after a failure. */
export async function start(): Promise<void> {
  phase.value = "loading";
  await readState().then(follow).catch(fail);
}

function lookAtOpenChannel(): void {
  const { channelId } = route.value;
  if (phase.value !== "ready" || !channelId || document.hidden) return;
  clearUnread(channelId);
  if (entriesById.value.get(channelId)?.channel.isMember) api.value.read(channelId).catch(() => {});
}

/** Sets the page going for good. */
export function startSession(): void {
  followHistory();
  let openId: string | null = null;
  effect(() => {
    const { channelId } = route.value;
    untracked(readOpen);
    if (channelId !== openId && phase.peek() === "ready") {
      const newest = channelId ? channelTimeline(channelId).peek().messages.at(-1)?.id : undefined;
      untracked(() => openUnread(meId.value, channelId, newest));
    }
    openId = channelId;
    untracked(lookAtOpenChannel);
  });
  document.addEventListener("visibilitychange", lookAtOpenChannel);
  void start();
}
