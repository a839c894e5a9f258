/** Changes a message in place: Enter saves, Escape leaves it as it was. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Message } from "../../../pumble";
import type { PageSource } from "../contract";
import { saveEdit, sourceOf } from "../state/actions";
import { fitHeight } from "./fit-height";

interface Props {
  message: Message;
  onDone(): void;
}

/** Asks for the message as its author would type it, and then lets them type. */
export function MessageEditor(props: Props) {
  const source = useSignal<PageSource | null>(null);
  const error = useSignal("");
  useEffect(() => {
    sourceOf(props.message).then(
      (found) => {
        source.value = found;
      },
      (reason: unknown) => {
        error.value = `Cannot be edited now: ${reason instanceof Error ? reason.message : String(reason)}`;
      },
    );
  }, []);
  if (source.value) return <EditForm {...props} source={source.value} />;
  return error.value ? (
    <p class="alert" role="alert">
      {error.value}.{" "}
      <button type="button" class="link-button" onClick={props.onDone}>
        Leave it as it is
      </button>
    </p>
  ) : null;
}

function EditForm({ message, source, onDone }: Props & { source: PageSource }) {
  const text = useSignal(source.text);
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
      if (next !== source.text.trim()) await saveEdit(message, next);
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
      {!source.isMarkdown && (
        <p class="composer-hint">This message holds more than text can say: a change makes it plain.</p>
      )}
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
