/** A short line at the foot of the page, for a failure that belongs to no form. */
import { signal } from "@preact/signals";
import { Icon } from "./icon";

const notice = signal("");
let timer: ReturnType<typeof setTimeout> | undefined;

/** How long a notice stays. */
const shownMs = 8000;

/** Shows what did not work and why. */
export function report(what: string, error: unknown): void {
  notice.value = `${what}: ${error instanceof Error ? error.message : String(error)}.`;
  clearTimeout(timer);
  timer = setTimeout(() => {
    notice.value = "";
  }, shownMs);
}

/** The notice, once in the page. */
export function Notice() {
  return (
    <div class="notice-place" role="alert">
      {notice.value && (
        <div class="notice">
          <Icon name="warning" />
          <span>{notice.value}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss"
            onClick={() => {
              notice.value = "";
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
