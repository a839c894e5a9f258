/** What goes on between workspace and apps, below the conversation. */
import type { ComponentChildren } from "preact";
import { faults, inspector, inspectorProblem, showInspector, type Tab, tabs } from "../state/inspector";
import { Icon } from "./icon";
import { ClockTab } from "./inspector-clock";
import { FaultsTab } from "./inspector-faults";
import { RequestsTab } from "./inspector-requests";
import { TokensTab } from "./inspector-tokens";

const titles: Record<Tab, string> = {
  requests: "Requests and hooks",
  tokens: "Tokens",
  clock: "Clock",
  faults: "Faults",
};

const panels: Record<Tab, () => ComponentChildren> = {
  requests: () => <RequestsTab />,
  tokens: () => <TokensTab />,
  clock: () => <ClockTab />,
  faults: () => <FaultsTab />,
};

/** Left and right, Home and End go from tab to tab and open it. */
function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const at = tabs.indexOf(inspector.value ?? "requests");
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const to = (next + tabs.length) % tabs.length;
  showInspector(tabs[to]!);
  event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
}

function TabButton({ tab, open }: { tab: Tab; open: boolean }) {
  const count = tab === "faults" ? (faults.value?.length ?? 0) : 0;
  return (
    <button
      type="button"
      role="tab"
      id={`inspector-${tab}`}
      aria-selected={open}
      aria-controls="inspector-panel"
      tabIndex={open ? 0 : -1}
      onClick={() => showInspector(tab)}
    >
      {titles[tab]}
      {count > 0 && <span class="tab-count">{count}</span>}
    </button>
  );
}

/** Shown while it is open. */
export function Inspector() {
  const open = inspector.value;
  if (open === null) return null;
  return (
    <section class="inspector" aria-label="Inspector">
      <div class="inspector-head">
        <div role="tablist" aria-label="Inspector" onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <TabButton key={tab} tab={tab} open={tab === open} />
          ))}
        </div>
        {inspectorProblem.value && (
          <span class="inspector-problem" role="status">
            <Icon name="warning" /> {inspectorProblem.value}
          </span>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label="Close inspector"
          onClick={() => showInspector(null)}
        >
          <Icon name="close" size={18} />
        </button>
      </div>
      <div
        id="inspector-panel"
        class={`inspector-panel panel-${open}`}
        role="tabpanel"
        aria-labelledby={`inspector-${open}`}
      >
        {panels[open]()}
      </div>
    </section>
  );
}
