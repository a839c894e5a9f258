/** Asks before something that cannot be undone. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** What is asked. `onConfirm` may fail; the dialog then stays and says why. */
export interface Question {
  title: string;
  text: string;
  confirm: string;
  onConfirm(): Promise<void>;
}

const question = signal<Question | null>(null);
const error = signal("");

/** Opens the dialog. */
export function ask(next: Question): void {
  error.value = "";
  question.value = next;
}

/** The dialog itself, once in the page. */
export function ConfirmDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const current = question.value;
  useEffect(() => {
    if (current) dialog.current?.showModal();
    else dialog.current?.close();
  }, [current]);
  const confirm = async () => {
    try {
      await current?.onConfirm();
      question.value = null;
    } catch (reason) {
      error.value = reason instanceof Error ? reason.message : String(reason);
    }
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="confirm-title"
      onClose={() => {
        question.value = null;
      }}
    >
      <h2 id="confirm-title">{current?.title}</h2>
      <p>{current?.text}</p>
      {error.value && (
        <p class="alert" role="alert">
          Not done: {error.value}.
        </p>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
        <button type="button" class="button button-danger" onClick={() => void confirm()}>
          {current?.confirm}
        </button>
      </div>
    </dialog>
  );
}
