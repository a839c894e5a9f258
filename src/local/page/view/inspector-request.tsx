/** One call or hook in full, without secrets. */

import { useSignal } from "@preact/signals";
import type { LoggedRequest } from "../contract";
import { announce } from "../state/announce";
import { replay, selectedId } from "../state/inspector";
import { report } from "../state/notice";
import { appsById } from "../state/workspace";
import { fullLabel } from "../text/dates";
import { hookKind, outcome, prettyBody } from "../text/request";
import { Icon } from "./icon";

function Body({ title, body, note }: { title: string; body: string; note: string }) {
  return (
    <>
      <h4>{title}</h4>
      {body ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <pre tabIndex={0}>{prettyBody(body)}</pre>
      ) : (
        <p class="muted">{note}</p>
      )}
    </>
  );
}

function Headers({ of }: { of: Record<string, string> }) {
  const entries = Object.entries(of);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{entries.length} request headers</summary>
      <dl class="headers">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Copy({ text }: { text: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = true;
      announce("Copied");
    } catch (error) {
      report("Not copied", error);
    }
  };
  return (
    <button type="button" class="button button-small" onClick={() => void copy()}>
      <Icon name={copied.value ? "check" : "copy"} size={14} /> {copied.value ? "Copied" : "Copy as curl"}
    </button>
  );
}

function whoCalled({ direction, requestHeaders }: LoggedRequest, app: string | undefined): string {
  if (direction !== "public") return app ? `by ${app}` : "by nobody known";
  return requestHeaders["key"] ? `with the key ${requestHeaders["key"]}` : "without a key";
}

function Replay({ entry }: { entry: LoggedRequest }) {
  const again = () =>
    replay(entry).then(
      () => announce("Sent again"),
      (error) => report("Not sent again", error),
    );
  return (
    <button type="button" class="button button-small" onClick={() => void again()}>
      <Icon name="right" size={14} /> Send again
    </button>
  );
}

export function RequestDetail({ entry }: { entry: LoggedRequest }) {
  const app = appsById.value.get(entry.appId ?? "");
  const kind = hookKind(entry);
  const way = kind ? `to ${app?.name ?? "the app"}` : whoCalled(entry, app?.name);
  return (
    <section class="request-detail" aria-label="Request">
      <div class="request-detail-head">
        <h3>
          {entry.method} {entry.url}
        </h3>
        <button
          type="button"
          class="icon-button"
          aria-label="Close request"
          onClick={() => {
            selectedId.value = null;
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <p class="muted">
        {kind ? `Hook ${kind}` : "Call"} {way}, {fullLabel(entry.at)}: answer {outcome(entry)} after{" "}
        {entry.durationMs} ms
      </p>
      {entry.problem && <p class="alert">{entry.problem}</p>}
      <div class="request-buttons">
        {entry.direction !== "public" && <Copy text={entry.curl} />}
        {entry.direction === "hook" && <Replay entry={entry} />}
      </div>
      <Headers of={entry.requestHeaders} />
      <Body
        title="Request body"
        body={entry.requestBody}
        note={entry.direction === "public" ? "Not kept." : "None."}
      />
      <Body
        title="Answer"
        body={entry.responseBody}
        note={
          entry.direction === "public" ? "Not kept." : entry.status === null ? "There was none." : "Empty."
        }
      />
    </section>
  );
}
