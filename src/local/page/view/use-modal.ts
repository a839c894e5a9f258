/** A dialog element that is open as long as it is mounted, from its first moment on. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** What the `<dialog>` is given. */
export interface ModalProps {
  ref: RefObject<HTMLDialogElement>;
  onClose(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/**
 * Opens the dialog before the next key can come, so that none is lost, and calls `onClose` with the key that closes it:
 * the browser would tell of it in a task of its own, after a key that opens the next dialog.
 */
export function useModal(onClose: () => void): ModalProps {
  const ref = useRef<HTMLDialogElement>(null);
  const mounted = useRef(true);
  useLayoutEffect(() => {
    const element = ref.current;
    element?.showModal();
    return () => {
      mounted.current = false;
      element?.close();
    };
  }, []);
  return {
    ref,
    onClose: () => mounted.current && onClose(),
    onKeyDown: (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      onClose();
    },
  };
}
