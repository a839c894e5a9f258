/** The pinned messages of a channel. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ChannelListEntry, Message } from "../../../pumble";
import { api, callName } from "../state/workspace";
import { Dialog } from "./dialog";
import { FoundMessage } from "./found-message";
import { Icon } from "./icon";

function Pins({ entry, onClose }: { entry: ChannelListEntry; onClose(): void }) {
  const found = useSignal<Message[] | null>(null);
  const problem = useSignal("");
  const { id } = entry.channel;
  useEffect(() => {
    api.value.pins(id).then(
      (messages) => {
        found.value = messages;
      },
      (error: unknown) => {
        problem.value = error instanceof Error ? error.message : String(error);
      },
    );
  }, [entry]);
  return (
    <Dialog title={`Pinned in ${callName(entry)}`} cancel="Close" wide onClose={onClose}>
      {problem.value && <p class="alert">The pins could not be read: {problem.value}.</p>}
      {found.value?.length === 0 && <p>Nothing is pinned here any more.</p>}
      <ul class="found-list" aria-label="Pinned messages">
        {(found.value ?? []).map((message) => (
          <li key={message.id}>
            <FoundMessage message={message} onGo={onClose} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** How many there are, and a look at them; nothing where there are none. */
export function PinsButton({ entry }: { entry: ChannelListEntry }) {
  const open = useSignal(false);
  const count = entry.pinnedMessages?.length ?? 0;
  const close = () => {
    open.value = false;
  };
  return (
    <>
      {count > 0 && (
        <button
          type="button"
          class="head-button"
          aria-haspopup="dialog"
          onClick={() => {
            open.value = true;
          }}
        >
          <Icon name="pin" /> {count}
          <span class="visually-hidden"> pinned {count === 1 ? "message" : "messages"}</span>
        </button>
      )}
      {open.value && <Pins entry={entry} onClose={close} />}
    </>
  );
}
