/** Shows the notice of the moment at the foot of the page. */
import { dismiss, notice } from "../state/notice";
import { Icon } from "./icon";

/** The notice, once in the page. */
export function Notice() {
  const current = notice.value;
  return (
    <div class="notice-place" role="alert">
      {current && (
        <div class="notice">
          <Icon name={current.kind === "problem" ? "warning" : "eye"} />
          <span>{current.text}</span>
          {current.action && (
            <button
              type="button"
              class="link-button"
              onClick={() => {
                current.action?.act();
                dismiss();
              }}
            >
              {current.action.label}
            </button>
          )}
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={dismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
