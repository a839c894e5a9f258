/** Workspace, channels, conversations and apps. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { ChannelListEntry } from "../../../pumble";
import type { PageApp } from "../contract";
import { inspector, toggleInspector } from "../state/inspector";
import { route } from "../state/route";
import { openSearch } from "../state/search";
import { type Count, unread } from "../state/unread";
import {
  apps,
  channelTitle,
  channelWithBot,
  entries,
  isBot,
  isDirect,
  othersIn,
  usersById,
  workspaceName,
} from "../state/workspace";
import { AppBadge, Avatar } from "./avatar";
import { closeDrawer } from "./drawer";
import { Icon } from "./icon";
import { MemberMenu } from "./member-menu";
import { NewChannel } from "./new-channel";
import { NewDirect } from "./new-direct";
import { modifier } from "./page-keys";
import { GlobalShortcuts } from "./shortcuts";

interface SectionProps {
  title: string;
  /** A button that makes one more. */
  add?: { label: string; onClick(): void };
  children: ComponentChildren;
}

function Section({ title, add, children }: SectionProps) {
  const id = `section-${title.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {add && (
          <button
            type="button"
            class="icon-button"
            aria-label={add.label}
            title={add.label}
            onClick={add.onClick}
          >
            <Icon name="plus" />
          </button>
        )}
      </div>
      <ul>{children}</ul>
    </section>
  );
}

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

function EntryLink({ entry, mark }: { entry: ChannelListEntry; mark: ComponentChildren }) {
  const { id, isArchived, isMember } = entry.channel;
  const count = unread.value.get(id);
  const current = route.value.channelId === id;
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

function ChannelEntry({ entry }: { entry: ChannelListEntry }) {
  const isPrivate = entry.channel.channelType === "PRIVATE";
  return (
    <EntryLink
      entry={entry}
      mark={
        <span class="entry-mark">
          <Icon name={isPrivate ? "lock" : "hash"} />
          {isPrivate && <span class="visually-hidden">private</span>}
        </span>
      }
    />
  );
}

function DirectEntry({ entry }: { entry: ChannelListEntry }) {
  const others = othersIn(entry);
  const mark =
    others.length > 1 ? (
      <span class="entry-mark entry-group">{others.length}</span>
    ) : (
      <Avatar userId={others[0]!} size={20} />
    );
  return <EntryLink entry={entry} mark={mark} />;
}

function AppEntry({ app }: { app: PageApp }) {
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

/** Whether the conversation is with an app that is listed on its own. */
function isAppChannel(entry: ChannelListEntry): boolean {
  return apps.value.some((app) => app.botId && channelWithBot(app.botId) === entry);
}

/** Everyone has a channel with Pumble's own bot; it is worth a line once something was said in it. */
function wasUsed(entry: ChannelListEntry): boolean {
  const { id, lastMessageTimestampMilli, timestampMilli } = entry.channel;
  return (
    route.value.channelId === id ||
    unread.value.has(id) ||
    (lastMessageTimestampMilli ?? 0) > (timestampMilli ?? 0)
  );
}

/** From so many channels on the list can be narrowed. */
const manyChannels = 15;

/** What was typed, as channels are called. */
function normalizeName(typed: string): string {
  return typed.trim().replace(/^#/, "").toLowerCase().replace(/\s+/g, "-");
}

export function Sidebar() {
  const dialog = useSignal<"channel" | "direct" | null>(null);
  const filter = useSignal("");
  const open = (which: "channel" | "direct") => {
    dialog.value = which;
  };
  const close = () => {
    dialog.value = null;
  };
  const visible = entries.value.filter((entry) => !entry.channel.isHidden);
  const channels = visible.filter((entry) => !isDirect(entry));
  const wanted = normalizeName(filter.value);
  const shown = wanted ? channels.filter((entry) => entry.channel.name.includes(wanted)) : channels;
  const direct = visible.filter((entry) => isDirect(entry) && !isAppChannel(entry));
  const withBots = (entry: ChannelListEntry) => othersIn(entry).every((id) => isBot(usersById.value.get(id)));
  const people = direct.filter((entry) => !withBots(entry));
  const bots = direct.filter((entry) => withBots(entry) && wasUsed(entry));
  return (
    <>
      <header class="workspace">
        <span class="workspace-mark" aria-hidden="true">
          {[...workspaceName.value][0]?.toUpperCase()}
        </span>
        <span class="workspace-text">
          <span class="workspace-name">{workspaceName.value}</span>
          <span class="muted">Local workspace</span>
        </span>
        <button
          type="button"
          class="icon-button"
          aria-label="Inspector"
          title={`Inspector (${modifier}+I)`}
          aria-pressed={inspector.value !== null}
          onClick={() => {
            toggleInspector();
            closeDrawer();
          }}
        >
          <Icon name="pulse" size={18} />
        </button>
      </header>
      <button type="button" class="search-button" aria-haspopup="dialog" onClick={openSearch}>
        <Icon name="search" />
        <span>Search</span>
        <kbd>{modifier} K</kbd>
      </button>
      <nav class="entries" aria-label="Channels and conversations">
        <Section title="Channels" add={{ label: "New channel", onClick: () => open("channel") }}>
          {channels.length > manyChannels && (
            <li>
              <input
                type="search"
                class="entry-filter"
                aria-label="Find a channel in the list"
                placeholder="Find a channel"
                value={filter.value}
                onInput={(event) => {
                  filter.value = event.currentTarget.value;
                }}
              />
            </li>
          )}
          {shown.map((entry) => (
            <ChannelEntry key={entry.channel.id} entry={entry} />
          ))}
        </Section>
        <Section title="Direct messages" add={{ label: "New conversation", onClick: () => open("direct") }}>
          {people.map((entry) => (
            <DirectEntry key={entry.channel.id} entry={entry} />
          ))}
        </Section>
        {apps.value.length + bots.length > 0 && (
          <Section title="Apps">
            {apps.value.map((app) => (
              <AppEntry key={app.id} app={app} />
            ))}
            {bots.map((entry) => (
              <DirectEntry key={entry.channel.id} entry={entry} />
            ))}
          </Section>
        )}
      </nav>
      <MemberMenu />
      {dialog.value === "channel" && <NewChannel onClose={close} />}
      {dialog.value === "direct" && <NewDirect onClose={close} />}
    </>
  );
}
