/** Keys that work wherever one is: search and inspector. */
import { toggleInspector } from "../state/inspector";
import { closeSearch, openSearch, searchOpen } from "../state/search";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** How the modifier of these keys is called here. */
export const modifier = isMac ? "⌘" : "Ctrl";

/** Follows them for good. */
export function followKeys(): void {
  window.addEventListener("keydown", (event) => {
    const isOurs = (isMac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey;
    const key = event.key.toLowerCase();
    if (!isOurs || (key !== "k" && key !== "i")) return;
    event.preventDefault();
    if (key === "i") toggleInspector();
    else if (searchOpen.value) closeSearch();
    else openSearch();
  });
}
