/** Changes a message in place: Enter saves, Escape leaves it as it was. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Message } from "../../../pumble";
import { editableText, saveEdit } from "../state/actions";
import { fitHeight } from "./fit-height";

export function MessageEditor({ message, onDone }: { message: Message; onDone(): void }) {
  const text = useSignal(editableText(message));
  const error = useSignal("");
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    fitHeight(area);
  }, []);
  const save = async () => {
    const next = text.value.trim();
    if (!next) {
      error.value = "A message needs text. To remove it, delete it";
      return;
    }
    try {
      if (next !== editableText(message)) await saveEdit(message, next);
      onDone();
    } catch (reason) {
      error.value = `Not saved: ${reason instanceof Error ? reason.message : String(reason)}`;
    }
  };
  return (
    <form
      class="editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        aria-label="Edit message"
        rows={1}
        dir="auto"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          fitHeight(event.currentTarget);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onDone();
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            void save();
          }
        }}
      />
      {error.value && (
        <p class="alert" role="alert">
          {error.value}.
        </p>
      )}
      <div class="editor-buttons">
        <button type="button" class="button button-small" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" class="button button-small button-primary">
          Save
        </button>
      </div>
    </form>
  );
}
