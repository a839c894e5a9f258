/** Messages of the member that are sent later: to see, write, change and cancel. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ScheduledMessage } from "../../../pumble";
import { nowMs } from "../state/clock";
import { api, spoken } from "../state/workspace";
import { fullLabel } from "../text/dates";
import { Dialog } from "./dialog";
import { Icon } from "./icon";

const hourMs = 3_600_000;

/** A time as an input of date and time shows it, in the browser's zone. */
function localTime(atMs: number): string {
  const date = new Date(atMs);
  return new Date(atMs - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

interface FormProps {
  editing: ScheduledMessage | null;
  text: string;
  at: string;
  onText(text: string): void;
  onAt(at: string): void;
}

function Form({ editing, text, at, onText, onAt }: FormProps) {
  return (
    <>
      <label class="field">
        <span class="field-name">{editing ? "Changed message" : "New message"}</span>
        <textarea
          rows={3}
          dir="auto"
          required
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span class="field-name">To be sent at</span>
        <input
          type="datetime-local"
          required
          value={at}
          onInput={(event) => onAt(event.currentTarget.value)}
        />
      </label>
    </>
  );
}

function useScheduled(channelId: string) {
  const list = useSignal<ScheduledMessage[] | null>(null);
  const problem = useSignal("");
  const load = async () => {
    try {
      list.value = await api.value.scheduled(channelId);
      problem.value = "";
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  useEffect(() => void load(), [channelId]);
  return { list, problem, load };
}

function Scheduled({ channelId, onClose }: { channelId: string; onClose(): void }) {
  const { list, problem, load } = useScheduled(channelId);
  const editing = useSignal<ScheduledMessage | null>(null);
  const text = useSignal("");
  const at = useSignal(localTime(nowMs() + hourMs));
  const save = async () => {
    const body = { text: text.value, sendAt: new Date(at.value).getTime() };
    const { id } = editing.value ?? {};
    await (id ? api.value.reschedule(channelId, id, body) : api.value.schedule(channelId, body));
    editing.value = null;
    text.value = "";
    await load();
  };
  const edit = (message: ScheduledMessage) => {
    editing.value = message;
    text.value = message.text;
    at.value = localTime(message.sendAt);
  };
  const cancel = async (message: ScheduledMessage) => {
    await api.value.unschedule(channelId, message.id).catch(() => {});
    await load();
  };
  return (
    <Dialog
      title="Scheduled messages"
      submit={editing.value ? "Save" : "Schedule"}
      cancel="Close"
      onSubmit={save}
      onClose={onClose}
    >
      {problem.value && <p class="alert">They could not be read: {problem.value}.</p>}
      {list.value?.length === 0 && <p class="muted">You have scheduled nothing here.</p>}
      <ul class="member-list" aria-label="Scheduled messages">
        {(list.value ?? []).map((message) => (
          <li key={message.id}>
            <span class="scheduled-text">
              {spoken(message.text)}
              <span class="hint"> {fullLabel(message.sendAt)}</span>
            </span>
            <button type="button" class="button button-small" onClick={() => edit(message)}>
              Edit
            </button>
            <button type="button" class="button button-small" onClick={() => void cancel(message)}>
              Cancel sending
            </button>
          </li>
        ))}
      </ul>
      <Form
        editing={editing.value}
        text={text.value}
        at={at.value}
        onText={(next) => {
          text.value = next;
        }}
        onAt={(next) => {
          at.value = next;
        }}
      />
    </Dialog>
  );
}

/** The way to what is scheduled for a channel. */
export function ScheduledButton({ channelId }: { channelId: string }) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="head-button"
        aria-haspopup="dialog"
        aria-label="Scheduled messages"
        title="Scheduled messages"
        onClick={() => {
          open.value = true;
        }}
      >
        <Icon name="clock" />
      </button>
      {open.value && (
        <Scheduled
          channelId={channelId}
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}
