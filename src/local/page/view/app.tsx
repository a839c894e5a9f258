/** The whole page. */
import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { announcement } from "../state/announce";
import { route } from "../state/route";
import { start } from "../state/session";
import { unread } from "../state/unread";
import {
  appsById,
  callName,
  connection,
  entriesById,
  failure,
  phase,
  workspaceName,
} from "../state/workspace";
import { AppPane } from "./app-pane";
import { ChannelPane } from "./channel-pane";
import { ConfirmDialog } from "./confirm";
import { closeDrawer, drawerOpen, focusDrawer } from "./drawer";
import { EmojiPicker } from "./emoji-picker";
import { Icon } from "./icon";
import { Inspector } from "./inspector";
import { Modal } from "./modal";
import { Notice } from "./notice";
import { Search } from "./search";
import { ShortcutMenu } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { ThreadPane } from "./thread-pane";

function useTitle(): void {
  useSignalEffect(() => {
    const entry = entriesById.value.get(route.value.channelId ?? "");
    const app = appsById.value.get(route.value.appId ?? "");
    const total = [...unread.value.values()].reduce((sum, { count }) => sum + count, 0);
    const parts = [entry ? callName(entry) : app?.name, workspaceName.value].filter(Boolean);
    document.title = `${total > 0 ? `(${total}) ` : ""}${parts.join(" · ") || "Local workspace"}`;
  });
}

function Loading() {
  return (
    <main class="whole">
      <p class="state muted" role="status">
        Opening the workspace…
      </p>
    </main>
  );
}

function Failed() {
  return (
    <main class="whole">
      <div class="state" role="alert">
        <Icon name="warning" size={32} />
        <h1>The workspace cannot be opened</h1>
        <p>Because {failure.value}. Is “pumble dev” still running?</p>
        <button type="button" class="button button-primary" onClick={() => void start()}>
          Try again
        </button>
      </div>
    </main>
  );
}

function NoChannel() {
  return (
    <main class="pane">
      <p class="state muted">This member sees no channel yet.</p>
    </main>
  );
}

/** To where one writes, else to a message, else to the first thing that can be pressed. */
function skipToConversation(): void {
  const places = ["main textarea", "main article[tabindex='0']", "main button:not(.drawer-button)"];
  const found = places.map((place) => document.querySelector<HTMLElement>(place)).find(Boolean);
  found?.focus();
}

function Ready() {
  const { channelId, threadId, appId } = route.value;
  const open = drawerOpen.value;
  useSignalEffect(() => {
    void route.value;
    closeDrawer();
  });
  useLayoutEffect(() => {
    if (!open) return;
    focusDrawer();
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && closeDrawer();
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [open]);
  return (
    <div class={`app${threadId ? " app-thread" : ""}${open ? " app-drawer" : ""}`}>
      <button type="button" class="skip-link" onClick={skipToConversation}>
        Skip to the conversation
      </button>
      <aside class="sidebar" aria-label="Workspace">
        <Sidebar />
      </aside>
      {open && <button type="button" class="scrim" aria-label="Hide channels" onClick={closeDrawer} />}
      <div class="panes" inert={open}>
        {connection.value === "lost" && (
          <p class="offline" role="status">
            <Icon name="warning" /> The workspace does not answer. Reconnecting…
          </p>
        )}
        {appId && <AppPane key={appId} appId={appId} />}
        {!appId && (channelId ? <ChannelPane channelId={channelId} /> : <NoChannel />)}
        {channelId && threadId && <ThreadPane key={threadId} channelId={channelId} threadId={threadId} />}
        <Inspector />
      </div>
    </div>
  );
}

export function App() {
  useTitle();
  const state = phase.value;
  return (
    <>
      {state === "loading" && <Loading />}
      {state === "failed" && <Failed />}
      {state === "ready" && <Ready />}
      <Modal />
      <Search />
      <EmojiPicker />
      <ShortcutMenu />
      <ConfirmDialog />
      <Notice />
      <div class="visually-hidden" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </>
  );
}
