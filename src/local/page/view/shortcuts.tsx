/** Shortcuts of apps: the global ones under their app, those for messages in a menu beside the message. */
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Message } from "../../../pumble";
import type { PageApp, PageShortcut } from "../contract";
import { runShortcut } from "../state/actions";
import { report } from "../state/notice";
import { apps } from "../state/workspace";
import { Icon } from "./icon";
import { moveFocus } from "./menu-keys";
import { showPanel } from "./panel";

function run(app: PageApp, shortcut: PageShortcut, message?: Message): void {
  const failed = (error: unknown) => report(`${shortcut.displayName} did not work`, error);
  runShortcut(app.id, shortcut.name, message).catch(failed);
}

/** Chooses a global shortcut; what fails is shown at the foot of the page. */
export function runGlobal(app: PageApp, shortcut: PageShortcut): void {
  run(app, shortcut);
}

/** The app's shortcuts of one kind. */
export function shortcutsOf(app: PageApp, type: PageShortcut["type"]): PageShortcut[] {
  return app.shortcuts.filter((shortcut) => shortcut.type === type);
}

/** Under an app in the sidebar. */
export function GlobalShortcuts({ app }: { app: PageApp }) {
  const shortcuts = shortcutsOf(app, "GLOBAL");
  if (shortcuts.length === 0) return null;
  return (
    <ul aria-label={`Shortcuts of ${app.name}`}>
      {shortcuts.map((shortcut) => (
        <li key={shortcut.name}>
          <button
            type="button"
            class="entry shortcut"
            title={shortcut.description}
            onClick={() => runGlobal(app, shortcut)}
          >
            <Icon name="bolt" size={14} />
            <span class="entry-name">{shortcut.displayName}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Whether any app has a shortcut for messages. */
export function hasShortcuts(): boolean {
  return apps.value.some((app) => shortcutsOf(app, "ON_MESSAGE").length > 0);
}

const request = signal<{ anchor: HTMLElement; message: Message } | null>(null);
const gapPx = 4;
const widthPx = 280;

/** Opens the menu beside a button of the message. */
export function openShortcuts(anchor: HTMLElement, message: Message): void {
  request.value = { anchor, message };
}

/** The menu itself, once in the page. */
export function ShortcutMenu() {
  const menu = useRef<HTMLDivElement>(null);
  const current = request.value;
  useLayoutEffect(() => {
    const panel = menu.current;
    if (!current || !panel) return;
    const box = current.anchor.getBoundingClientRect();
    showPanel(panel);
    panel.style.left = `${Math.max(gapPx, box.right - widthPx)}px`;
    panel.style.top = `${Math.min(box.bottom + gapPx, window.innerHeight - panel.offsetHeight - gapPx)}px`;
    panel.querySelector("button")?.focus();
  }, [current]);
  return (
    <div
      ref={menu}
      popover="auto"
      class="menu"
      role="menu"
      aria-label="App shortcuts"
      onKeyDown={moveFocus}
      onToggle={(event) => {
        if (event.newState === "closed") request.value = null;
      }}
    >
      {apps.value.flatMap((app) =>
        shortcutsOf(app, "ON_MESSAGE").map((shortcut) => (
          <button
            key={`${app.id}/${shortcut.name}`}
            type="button"
            role="menuitem"
            onClick={() => {
              const message = request.value?.message;
              menu.current?.hidePopover();
              if (message) run(app, shortcut, message);
            }}
          >
            <Icon name="bolt" />
            <span class="menu-text">
              <span>{shortcut.displayName}</span>
              <span class="muted">{app.name}</span>
            </span>
          </button>
        )),
      )}
    </div>
  );
}
