/** The log of calls and hooks, and one of them in full. */
import { useSignal } from "@preact/signals";
import type { LoggedRequest } from "../contract";
import { clearRequests, requests, selectedId } from "../state/inspector";
import { clockLabel } from "../text/dates";
import { hookKind, isFailure, type Kind, outcome, select, shortUrl } from "../text/request";
import { Icon } from "./icon";
import { RequestDetail } from "./inspector-request";
import { moveFocus } from "./menu-keys";

const kinds: [Kind, string][] = [
  ["all", "Everything"],
  ["public", "Public API"],
  ["in", "Platform API"],
  ["hook", "Hooks"],
  ["failed", "Failures"],
];

const ways: Record<LoggedRequest["direction"], string> = {
  in: "call of the platform API",
  public: "call of the public API",
  hook: "hook to the app",
};

function Line({ entry }: { entry: LoggedRequest }) {
  const kind = hookKind(entry);
  const isOpen = selectedId.value === entry.id;
  return (
    <li>
      <button
        type="button"
        class={`request${isFailure(entry) ? " request-failed" : ""}`}
        aria-pressed={isOpen}
        onClick={() => {
          selectedId.value = isOpen ? null : entry.id;
        }}
      >
        <span class="request-time">{clockLabel(entry.at)}</span>
        <span class={`request-way way-${entry.direction}`}>
          <Icon name={entry.direction === "hook" ? "right" : "left"} size={14} />
          <span class="visually-hidden">{ways[entry.direction]}</span>
        </span>
        <span class="request-method">{entry.method}</span>
        <span class="request-path" title={entry.url}>
          {kind ?? shortUrl(entry.url)}
        </span>
        {entry.problem && <span class="request-problem">{entry.problem}</span>}
        <span class="request-status">{outcome(entry)}</span>
        <span class="request-duration">{entry.durationMs} ms</span>
      </button>
    </li>
  );
}

export function RequestsTab() {
  const kind = useSignal<Kind>("all");
  const text = useSignal("");
  const shown = select(requests.value, kind.value, text.value);
  const open = requests.value.find((entry) => entry.id === selectedId.value);
  return (
    <>
      <div class="inspector-tools">
        <input
          type="search"
          aria-label="Filter requests"
          placeholder="Filter by path or body"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <select
          aria-label="Kind"
          value={kind.value}
          onChange={(event) => {
            kind.value = event.currentTarget.value as Kind;
          }}
        >
          {kinds.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <button type="button" class="button button-small" onClick={clearRequests}>
          Clear
        </button>
      </div>
      <div class={open ? "requests requests-open" : "requests"}>
        {shown.length === 0 && (
          <p class="muted inspector-empty">
            {requests.value.length === 0 ? "Nothing has been called yet." : "Nothing fits the filter."}
          </p>
        )}
        {shown.length > 0 && (
          <ul class="request-list" aria-label="Requests, newest first" onKeyDown={moveFocus}>
            {shown.map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
        {open && <RequestDetail key={open.id} entry={open} />}
      </div>
    </>
  );
}
