/** Asks before something that cannot be undone. */
import { signal } from "@preact/signals";
import { Dialog } from "./dialog";

/** What is asked. `onConfirm` may fail; the dialog then stays and says why. */
export interface Question {
  title: string;
  text: string;
  confirm: string;
  /** @default "Cancel" */
  cancel?: string;
  onConfirm(): Promise<void>;
}

const question = signal<Question | null>(null);

/** Opens the dialog. */
export function ask(next: Question): void {
  question.value = next;
}

/** The dialog itself, once in the page. */
export function ConfirmDialog() {
  const current = question.value;
  const close = () => {
    question.value = null;
  };
  if (!current) return null;
  const { title, text, confirm, cancel = "Cancel", onConfirm } = current;
  const submit = () => onConfirm().then(close);
  return (
    <Dialog title={title} submit={confirm} cancel={cancel} danger onSubmit={submit} onClose={close}>
      <p>{text}</p>
    </Dialog>
  );
}
