/** The open channel: its head, its messages and its composer. */
import type { ComponentChildren } from "preact";
import type { ChannelListEntry } from "../../../pumble";
import { goToNewest, joinChannel } from "../state/actions";
import { report } from "../state/notice";
import { channelTimeline, readChannel, readNewer, readOlder, type Timeline } from "../state/timelines";
import { newSince } from "../state/unread";
import { callName, channelTitle, entriesById, isDirect, meId, othersIn } from "../state/workspace";
import { Avatar } from "./avatar";
import { DetailsButton } from "./channel-details";
import { Composer } from "./composer";
import { openDrawer } from "./drawer";
import { Icon } from "./icon";
import { editing } from "./message-item";
import { MessageList } from "./message-list";
import { PinsButton } from "./pins";
import { ScheduledButton } from "./scheduled";

function Mark({ entry, size }: { entry: ChannelListEntry; size: number }) {
  if (isDirect(entry)) return <Avatar userId={othersIn(entry)[0]!} size={size} />;
  return <Icon name={entry.channel.channelType === "PRIVATE" ? "lock" : "hash"} size={size} />;
}

function Head({ entry }: { entry: ChannelListEntry }) {
  const members = entry.users?.length ?? 0;
  return (
    <header class="pane-head">
      <button type="button" class="icon-button drawer-button" aria-label="Show channels" onClick={openDrawer}>
        <Icon name="menu" size={20} />
      </button>
      <h1>
        <Mark entry={entry} size={isDirect(entry) ? 24 : 18} />
        <span>{channelTitle(entry)}</span>
      </h1>
      {entry.channel.description && <p class="topic">{entry.channel.description}</p>}
      <PinsButton entry={entry} />
      <ScheduledButton channelId={entry.channel.id} />
      {!isDirect(entry) && <DetailsButton entry={entry} members={members} />}
    </header>
  );
}

function beginningText(entry: ChannelListEntry): string {
  if (entry.channel.channelType === "SELF") return "A place for notes that only you see.";
  if (isDirect(entry)) return `This is where your conversation with ${channelTitle(entry)} begins.`;
  const kind = entry.channel.channelType === "PRIVATE" ? "private channel" : "channel";
  return `This is the very beginning of the ${kind} #${entry.channel.name}.`;
}

function Beginning({ entry }: { entry: ChannelListEntry }) {
  return (
    <div class="beginning">
      <span class="beginning-mark">
        <Mark entry={entry} size={isDirect(entry) ? 48 : 26} />
      </span>
      <h2>{channelTitle(entry)}</h2>
      <p>
        {beginningText(entry)} {entry.channel.description}
      </p>
    </div>
  );
}

/** Opens the editor of the member's newest message in the list. */
export function editLast(timeline: Timeline): void {
  const mine = timeline.messages.findLast(
    (message) => message.author === meId.value && !message.deleted && !message.subtype,
  );
  if (mine) editing.value = mine.id;
}

/** The composer, or why there is none. */
function Foot({ entry, composer }: { entry: ChannelListEntry; composer: ComponentChildren }) {
  const { id, isArchived, isMember } = entry.channel;
  if (isArchived) {
    return <p class="closed">This channel is archived. It can be read, but nothing can be posted to it.</p>;
  }
  if (isMember !== false) return <>{composer}</>;
  const join = () => joinChannel(id).catch((error: unknown) => report("Not joined", error));
  return (
    <div class="closed">
      <span>You are looking at {callName(entry)} without being a member.</span>
      <button type="button" class="button button-primary button-small" onClick={() => void join()}>
        Join
      </button>
    </div>
  );
}

export function ChannelPane({ channelId }: { channelId: string }) {
  const entry = entriesById.value.get(channelId);
  if (!entry) return null;
  const timeline = channelTimeline(channelId);
  const name = callName(entry);
  const lastReadId = newSince.value.get(channelId);
  const key = `${meId.value}/${channelId}`;
  const composer = (
    <Composer
      key={key}
      channelId={channelId}
      threadId={null}
      to={name}
      onEditLast={() => editLast(timeline.value)}
    />
  );
  return (
    <main class="pane" aria-label={name}>
      <Head entry={entry} />
      <MessageList
        key={`${key}/${timeline.value.place}`}
        timeline={timeline}
        label={`Messages in ${name}`}
        inThread={false}
        since={lastReadId === undefined ? undefined : { lastReadId, memberId: meId.value }}
        beginning={<Beginning entry={entry} />}
        empty={<p class="empty">No messages yet. Say something.</p>}
        onOlder={() => void readOlder(channelId)}
        onNewer={() => void readNewer(channelId)}
        onNewest={() => goToNewest(channelId)}
        onRetry={() => void readChannel(channelId)}
      />
      <Foot entry={entry} composer={composer} />
    </main>
  );
}
