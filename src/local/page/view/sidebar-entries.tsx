/** One line of the sidebar: a channel, a conversation or an app. */
import type { ComponentChildren } from "preact";
import type { ChannelListEntry } from "../../../pumble";
import type { PageApp } from "../contract";
import { route } from "../state/route";
import { type Count, unread } from "../state/unread";
import { channelTitle, channelWithBot, othersIn } from "../state/workspace";
import { AppBadge, Avatar } from "./avatar";
import { Icon } from "./icon";
import { GlobalShortcuts } from "./shortcuts";

/** How much is unread; what speaks to the member stands out. */
function UnreadCount({ of }: { of: Count | undefined }) {
  if (!of) return null;
  return (
    <span class={of.mentions > 0 ? "count count-mention" : "count"}>
      {of.mentions > 0 && "@"}
      {of.count > 99 ? "99+" : of.count}
      <span class="visually-hidden"> unread{of.mentions > 0 ? `, ${of.mentions} for you` : ""}</span>
    </span>
  );
}

interface EntryProps {
  entry: ChannelListEntry;
  /** What is unread in it. */
  count: Count | undefined;
  /** It is the one that is open. */
  current: boolean;
}

function EntryLink({ entry, count, current, mark }: EntryProps & { mark: ComponentChildren }) {
  const { id, isArchived, isMember } = entry.channel;
  const bold = count !== undefined && !current;
  const faint = isArchived || isMember === false;
  return (
    <li>
      <a
        href={`#/${id}`}
        class={`entry${bold ? " entry-unread" : ""}${faint ? " entry-faint" : ""}`}
        aria-current={current ? "page" : undefined}
      >
        {mark}
        <span class="entry-name">{channelTitle(entry)}</span>
        {isArchived && <span class="entry-note">archived</span>}
        <UnreadCount of={count} />
      </a>
    </li>
  );
}

/** A named channel. */
export function ChannelEntry(props: EntryProps) {
  const isPrivate = props.entry.channel.channelType === "PRIVATE";
  return (
    <EntryLink
      {...props}
      mark={
        <span class="entry-mark">
          <Icon name={isPrivate ? "lock" : "hash"} />
          {isPrivate && <span class="visually-hidden">private</span>}
        </span>
      }
    />
  );
}

/** A conversation. */
export function DirectEntry(props: EntryProps) {
  const others = othersIn(props.entry);
  const mark =
    others.length > 1 ? (
      <span class="entry-mark entry-group">{others.length}</span>
    ) : (
      <Avatar userId={others[0]!} size={20} />
    );
  return <EntryLink {...props} mark={mark} />;
}

/** An app: its home and conversation, and its shortcuts. */
export function AppEntry({ app }: { app: PageApp }) {
  const channelId = channelWithBot(app.botId)?.channel.id;
  const { appId, channelId: openId } = route.value;
  const count = unread.value.get(channelId ?? "");
  const isOpen = appId === app.id || (openId !== null && openId === channelId);
  return (
    <li>
      <a class="entry" href={`#/app/${app.id}`} aria-current={isOpen ? "page" : undefined}>
        <Avatar userId={app.botId ?? app.id} name={app.name} size={20} />
        <span class="entry-name">{app.name}</span>
        <AppBadge />
        <UnreadCount of={count} />
      </a>
      <GlobalShortcuts app={app} />
    </li>
  );
}
