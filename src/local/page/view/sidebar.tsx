/** Workspace, channels, conversations and apps. */
import { type Signal, useSignal } from "@preact/signals";
import type { ChannelListEntry } from "../../../pumble";
import { inspector, toggleInspector } from "../state/inspector";
import { route } from "../state/route";
import { openSearch } from "../state/search";
import { folded, sections } from "../state/sections";
import { unread } from "../state/unread";
import {
  apps,
  channelWithBot,
  entries,
  isBot,
  isDirect,
  othersIn,
  usersById,
  workspaceName,
} from "../state/workspace";
import { closeDrawer } from "./drawer";
import { Icon } from "./icon";
import { useKeptViews } from "./kept-views";
import { MemberMenu } from "./member-menu";
import { NewChannel } from "./new-channel";
import { NewDirect } from "./new-direct";
import { modifier } from "./page-keys";
import { AppEntry, ChannelEntry, DirectEntry } from "./sidebar-entries";
import { Section } from "./sidebar-section";

/** The conversations with apps, which are listed on their own. */
function appChannels(): Set<ChannelListEntry | undefined> {
  return new Set(apps.value.map(({ botId }) => channelWithBot(botId)));
}

function isOpenOrUnread({ channel: { id } }: ChannelListEntry): boolean {
  return route.value.channelId === id || unread.value.has(id);
}

/** Everyone has a channel with Pumble's own bot; it is worth a line once something was said in it. */
function wasUsed(entry: ChannelListEntry): boolean {
  const { lastMessageTimestampMilli, timestampMilli } = entry.channel;
  return isOpenOrUnread(entry) || (lastMessageTimestampMilli ?? 0) > (timestampMilli ?? 0);
}

/** From so many channels on the list can be narrowed. */
const manyChannels = 15;

/** What was typed, as channels are called. */
function normalizeName(typed: string): string {
  return typed.trim().replace(/^#/, "").toLowerCase().replace(/\s+/g, "-");
}

function FilterField({ filter }: { filter: Signal<string> }) {
  return (
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
  );
}

function Head() {
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
    </>
  );
}

/** The named channels: the member's own sections, then all others. */
function Channels({ list, onNew }: { list: ChannelListEntry[]; onNew(): void }) {
  const filter = useSignal("");
  const keep = useKeptViews();
  const wanted = normalizeName(filter.value);
  const lines = (title: string, fits: (id: string) => boolean) =>
    list
      .filter(({ channel }) => fits(channel.id) && channel.name.includes(wanted))
      .filter((entry) => wanted || !folded.value.has(title) || isOpenOrUnread(entry))
      .map((entry) => {
        const { id } = entry.channel;
        const count = unread.value.get(id);
        const current = route.value.channelId === id;
        return keep(id, [entry, count, current], () => (
          <ChannelEntry key={id} entry={entry} count={count} current={current} />
        ));
      });
  const own = new Set(sections.value.flatMap(({ channelIds }) => channelIds));
  return (
    <>
      {list.length > manyChannels && <FilterField filter={filter} />}
      {sections.value.map(({ title, channelIds }) => (
        <Section key={title} title={title}>
          {lines(title, (id) => channelIds.includes(id))}
        </Section>
      ))}
      <Section title="Channels" add={{ label: "New channel", onClick: onNew }}>
        {lines("Channels", (id) => !own.has(id))}
      </Section>
    </>
  );
}

function Conversations({ list, title }: { list: ChannelListEntry[]; title: string }) {
  return (
    <>
      {list
        .filter((entry) => !folded.value.has(title) || isOpenOrUnread(entry))
        .map((entry) => {
          const { id } = entry.channel;
          const current = route.value.channelId === id;
          return <DirectEntry key={id} entry={entry} count={unread.value.get(id)} current={current} />;
        })}
    </>
  );
}

export function Sidebar() {
  const dialog = useSignal<"channel" | "direct" | null>(null);
  const open = (which: "channel" | "direct") => () => {
    dialog.value = which;
  };
  const close = () => {
    dialog.value = null;
  };
  const visible = entries.value.filter((entry) => !entry.channel.isHidden);
  const channels = visible.filter((entry) => !isDirect(entry));
  const withApps = appChannels();
  const direct = visible.filter((entry) => isDirect(entry) && !withApps.has(entry));
  const withBots = (entry: ChannelListEntry) => othersIn(entry).every((id) => isBot(usersById.value.get(id)));
  const people = direct.filter((entry) => !withBots(entry));
  const bots = direct.filter((entry) => withBots(entry) && wasUsed(entry));
  return (
    <>
      <Head />
      <nav class="entries" aria-label="Channels and conversations">
        <Channels list={channels} onNew={open("channel")} />
        <Section title="Direct messages" add={{ label: "New conversation", onClick: open("direct") }}>
          <Conversations list={people} title="Direct messages" />
        </Section>
        {apps.value.length + bots.length > 0 && (
          <Section title="Apps">
            {!folded.value.has("Apps") && apps.value.map((app) => <AppEntry key={app.id} app={app} />)}
            <Conversations list={bots} title="Apps" />
          </Section>
        )}
      </nav>
      <MemberMenu />
      {dialog.value === "channel" && <NewChannel onClose={close} />}
      {dialog.value === "direct" && <NewDirect onClose={close} />}
    </>
  );
}
