/** Creates a channel. */
import { useSignal } from "@preact/signals";
import { createChannel } from "../state/actions";
import { Dialog } from "./dialog";

export function NewChannel({ onClose }: { onClose(): void }) {
  const name = useSignal("");
  const description = useSignal("");
  const isPrivate = useSignal(false);
  const create = async () => {
    await createChannel({
      name: name.value.trim(),
      type: isPrivate.value ? "PRIVATE" : "PUBLIC",
      ...(description.value.trim() ? { description: description.value.trim() } : {}),
    });
    onClose();
  };
  return (
    <Dialog title="New channel" submit="Create" onSubmit={create} onClose={onClose}>
      <label class="field">
        <span class="field-name">Name</span>
        <input
          required
          maxLength={80}
          autocomplete="off"
          placeholder="team-news"
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="field">
        <span class="field-name">What it is for (optional)</span>
        <input
          maxLength={250}
          autocomplete="off"
          value={description.value}
          onInput={(event) => {
            description.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={isPrivate.value}
          onChange={(event) => {
            isPrivate.value = event.currentTarget.checked;
          }}
        />
        <span>Private: only its members see it</span>
      </label>
    </Dialog>
  );
}
