/** A dialog over the page: the focus stays inside, Escape closes it, and the focus goes back where it was. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useModal } from "./use-modal";

interface Props {
  title: string;
  children: ComponentChildren;
  /** Words of the button that does it; without it there is only the other one. */
  submit?: string;
  cancel?: string;
  danger?: boolean;
  /** For lists of messages. */
  wide?: boolean;
  /** Does it. When it fails the dialog stays and says why. */
  onSubmit?(): Promise<void>;
  onClose(): void;
}

function Buttons(props: Props & { busy: boolean; onCancel(): void }) {
  return (
    <div class="dialog-buttons">
      <button type="button" class="button" onClick={props.onCancel}>
        {props.cancel ?? "Cancel"}
      </button>
      {props.submit && (
        <button
          type="submit"
          class={`button ${props.danger ? "button-danger" : "button-primary"}`}
          disabled={props.busy}
        >
          {props.submit}
        </button>
      )}
    </div>
  );
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Mounted means open. */
export function Dialog(props: Props) {
  const { title, children, onSubmit, onClose } = props;
  const modal = useModal(onClose);
  const id = useId();
  const error = useSignal("");
  const busy = useSignal(false);
  const submit = async () => {
    if (busy.value) return;
    busy.value = true;
    error.value = "";
    try {
      await onSubmit?.();
    } catch (reason) {
      error.value = reason instanceof Error ? reason.message : String(reason);
    } finally {
      busy.value = false;
    }
  };
  return (
    <dialog {...modal} class={props.wide ? "wide" : undefined} aria-labelledby={id}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2 id={id}>{title}</h2>
        <div class="dialog-body">{children}</div>
        {error.value && (
          <p class="alert" role="alert">
            Not done: {sentence(error.value)}
          </p>
        )}
        <Buttons {...props} busy={busy.value} onCancel={onClose} />
      </form>
    </dialog>
  );
}
