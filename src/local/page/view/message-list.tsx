/** A scrolling list of messages that stays at its end while new ones come and in its place while older ones load. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { nowMs } from "../state/clock";
import { route } from "../state/route";
import type { Timeline } from "../state/timelines";
import { dayLabel } from "../text/dates";
import { type Row, rowsOf, type Since } from "../text/group";
import { Icon } from "./icon";
import { useKeptViews } from "./kept-views";
import { EphemeralItem, MessageItem } from "./message-item";

/** Distance from the end, in px, that counts as being there. */
const endPx = 32;

/** Distance from the beginning or end, in px, at which older or newer messages are asked for. */
const morePx = 240;

interface Props {
  timeline: Signal<Timeline>;
  label: string;
  inThread: boolean;
  /** Shown above the first message: a channel's beginning or a thread's root. */
  beginning: ComponentChildren;
  /** Shown when everything has been read and there is no message. */
  empty: ComponentChildren;
  /** Up to where the member had read before. */
  since?: Since | undefined;
  onOlder?(): void;
  onNewer?(): void;
  /** Goes to the end of a list that ends before the channel does. */
  onNewest?(): void;
  onRetry(): void;
}

function RowView({ row, inThread, tabStop }: { row: Row; inThread: boolean; tabStop: boolean }) {
  if (row.kind === "day") {
    return (
      <h3 class="day">
        <span>{dayLabel(row.atMs, nowMs())}</span>
      </h3>
    );
  }
  if (row.kind === "new") {
    return (
      <p class="new-line">
        <span>New messages</span>
      </p>
    );
  }
  if (row.kind === "ephemeral") return <EphemeralItem message={row.message} appName={row.appName} />;
  const { message, continues } = row;
  return <MessageItem message={message} continues={continues} inThread={inThread} tabStop={tabStop} />;
}

/** What a row is made of. */
function partsOf(row: Row, tabStop: boolean): unknown[] {
  if (row.kind === "message") return [row.message, row.continues, tabStop];
  if (row.kind === "ephemeral") return [row.message, row.appName];
  return [row.kind === "day" ? row.atMs : row.kind];
}

/** Up and down go from message to message, Home and End to the first and last. */
function moveFocus(event: KeyboardEvent, list: HTMLElement): void {
  const items = [...list.querySelectorAll<HTMLElement>("article[tabindex]")];
  const at = items.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined || !items[next]) return;
  event.preventDefault();
  items[next].focus();
}

/** The first message in sight, and how far below the top of the list it stands, in px. */
interface Anchor {
  item: HTMLElement;
  top: number;
}

function anchorIn(area: HTMLElement): Anchor | null {
  const { top } = area.getBoundingClientRect();
  for (const item of area.querySelectorAll<HTMLElement>("[data-message-id]")) {
    const box = item.getBoundingClientRect();
    if (box.bottom > top) return { item, top: box.top - top };
  }
  return null;
}

/** Puts what was in sight back to where it was, if it is still there. */
function restore(area: HTMLElement, { item, top }: Anchor): void {
  if (!area.contains(item)) return;
  area.scrollTop += item.getBoundingClientRect().top - area.getBoundingClientRect().top - top;
}

/** Keeps the reader's place: at the end when there, else what is in sight stays where it is when rows come and go around it. */
function usePlace(rows: Row[], firstId: string | undefined, endsEarly: boolean) {
  const list = useRef<HTMLDivElement>(null);
  const place = useRef({ atEnd: true, anchor: null as Anchor | null, firstId, count: 0, endsEarly });
  const below = useSignal(0);
  useLayoutEffect(() => {
    const area = list.current;
    if (!area) return;
    const before = place.current;
    const isNewAtEnd = !before.atEnd && !before.endsEarly && !endsEarly && firstId === before.firstId;
    if (before.atEnd && !endsEarly) area.scrollTop = area.scrollHeight;
    else if (before.anchor) restore(area, before.anchor);
    if (isNewAtEnd && rows.length > before.count) below.value += rows.length - before.count;
    const atEnd = before.atEnd && !endsEarly;
    place.current = { atEnd, anchor: anchorIn(area), firstId, count: rows.length, endsEarly };
  }, [rows, firstId]);
  useLayoutEffect(() => {
    const area = list.current;
    if (!area) return;
    const observer = new ResizeObserver(() => {
      if (place.current.atEnd) area.scrollTop = area.scrollHeight;
    });
    observer.observe(area);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    const area = list.current;
    if (!area) return;
    const atEnd = !endsEarly && area.scrollHeight - area.scrollTop - area.clientHeight < endPx;
    place.current.atEnd = atEnd;
    place.current.anchor = anchorIn(area);
    if (atEnd) below.value = 0;
  };
  const toEnd = () => {
    place.current.atEnd = true;
    below.value = 0;
    list.current?.scrollTo({ top: list.current.scrollHeight });
  };
  return { list, place, below, onScroll, toEnd };
}

type Place = ReturnType<typeof usePlace>;

/** Brings the message that the address names into view, once for each time that one goes there. */
function useTarget({ list, place }: Place, inThread: boolean, rows: Row[]): void {
  const shown = useRef<object | null>(null);
  const current = route.value;
  useLayoutEffect(() => {
    const isHere = current.messageId && inThread === Boolean(current.threadId);
    if (!isHere || shown.current === current) return;
    const item = list.current?.querySelector<HTMLElement>(`[data-message-id="${current.messageId}"]`);
    if (!item) return;
    shown.current = current;
    place.current.atEnd = false;
    place.current.anchor = null;
    item.scrollIntoView({ block: "center" });
    item.focus({ preventScroll: true });
  }, [current, rows]);
}

function Skeleton() {
  return (
    <div class="skeleton" role="status" aria-label="Loading messages">
      {[62, 84, 40, 71, 55].map((width) => (
        <div key={width} class="skeleton-row">
          <span />
          <i style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  );
}

function Failed({ error, onRetry }: { error: string; onRetry(): void }) {
  return (
    <div class="state" role="alert">
      <Icon name="warning" size={28} />
      <p>These messages could not be read: {error}.</p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

export function MessageList(props: Props) {
  const { messages, ephemerals, phase, error, hasMoreBefore, loadingBefore, hasMoreAfter } =
    props.timeline.value;
  const rows = rowsOf(messages, ephemerals, props.since);
  const keep = useKeptViews();
  const place = usePlace(rows, messages[0]?.id, hasMoreAfter);
  useTarget(place, props.inThread, rows);
  const { list, below, onScroll, toEnd } = place;
  const nothing = rows.length === 0;
  const focused = useSignal("");
  const tabStop = rows.some((row) => row.key === focused.value)
    ? focused.value
    : rows.findLast((row) => row.kind === "message")?.key;
  return (
    <div class="messages-frame">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys only move between the messages inside */}
      <div
        ref={list}
        class="messages"
        onScroll={(event) => {
          onScroll();
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          if (scrollTop < morePx) props.onOlder?.();
          if (hasMoreAfter && scrollHeight - scrollTop - clientHeight < morePx) props.onNewer?.();
        }}
        onFocusIn={(event) => {
          const item = (event.target as HTMLElement).closest<HTMLElement>("article[tabindex]");
          if (item?.dataset.messageId) focused.value = item.dataset.messageId;
        }}
        onKeyDown={(event) => moveFocus(event, event.currentTarget)}
      >
        {nothing && (phase === "loading" || phase === "idle" || phase === "stale") && <Skeleton />}
        {nothing && phase === "failed" && <Failed error={error} onRetry={props.onRetry} />}
        {!hasMoreBefore && (phase === "ready" || !nothing) && props.beginning}
        {loadingBefore && <p class="older">Loading older messages…</p>}
        {hasMoreBefore && !loadingBefore && (
          <p class="older">
            <button type="button" class="button button-small" onClick={props.onOlder}>
              {error ? `Older messages could not be read: ${error}. Try again` : "Show older messages"}
            </button>
          </p>
        )}
        {nothing && phase === "ready" && props.empty}
        {!nothing && (
          <section aria-label={props.label}>
            {rows.map((row) =>
              keep(row.key, partsOf(row, row.key === tabStop), () => (
                <RowView key={row.key} row={row} inThread={props.inThread} tabStop={row.key === tabStop} />
              )),
            )}
          </section>
        )}
      </div>
      {hasMoreAfter && (
        <button type="button" class="to-end" onClick={props.onNewest}>
          <Icon name="down" size={14} /> To the newest messages
        </button>
      )}
      {!hasMoreAfter && below.value > 0 && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={14} /> New messages
        </button>
      )}
    </div>
  );
}
