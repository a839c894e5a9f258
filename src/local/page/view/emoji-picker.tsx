/** One picker of emoji for the whole page: it opens beside the button that asked for it. */
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { EmojiGrid } from "./emoji-grid";
import { showPanel } from "./panel";

interface Request {
  anchor: HTMLElement;
  onPick(code: string): void;
}

const request = signal<Request | null>(null);
const query = signal("");

/** Opens the picker; `onPick` gets `:name:`. */
export function pickEmoji(anchor: HTMLElement, onPick: (code: string) => void): void {
  query.value = "";
  request.value = { anchor, onPick };
}

const width = 304;
const height = 320;
const gap = 8;

function place(panel: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const left = Math.min(Math.max(gap, box.right - width), window.innerWidth - width - gap);
  const above = box.top - height - gap;
  const top = above > gap ? above : Math.min(box.bottom + gap, window.innerHeight - height - gap);
  panel.style.left = `${left}px`;
  panel.style.top = `${Math.max(gap, top)}px`;
}

/** The picker itself, once in the page. Escape or a click elsewhere closes it and gives the focus back. */
export function EmojiPicker() {
  const panel = useRef<HTMLDivElement>(null);
  const current = request.value;
  useLayoutEffect(() => {
    if (!current || !panel.current) return;
    place(panel.current, current.anchor);
    showPanel(panel.current);
    panel.current.querySelector("input")?.focus();
  }, [current]);
  const pick = (name: string) => {
    const asked = request.value;
    panel.current?.hidePopover();
    asked?.onPick(`:${name}:`);
  };
  return (
    <div
      ref={panel}
      popover="auto"
      class="picker"
      role="dialog"
      aria-label="Choose an emoji"
      onToggle={(event) => {
        if (event.newState === "closed") request.value = null;
      }}
    >
      <input
        type="search"
        aria-label="Find an emoji"
        placeholder="Find an emoji"
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          const first = panel.current?.querySelector<HTMLElement>(".picker-grid button");
          if (event.key === "Enter") {
            event.preventDefault();
            first?.click();
          } else if (event.key === "ArrowDown") {
            event.preventDefault();
            first?.focus();
          }
        }}
      />
      {current && <EmojiGrid query={query.value} onPick={pick} />}
    </div>
  );
}
