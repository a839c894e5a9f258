import { searchIn } from "../search";

/** Opens with its button, Ctrl+K or `/`; the index is fetched then. Arrows go through what was found. */
export function setUpSearch() {
  const dialog = document.querySelector("#search");
  const [field, said, list] = ["input", "[role=status]", "ol"].map((one) => dialog.querySelector(one));
  const root = new URL(dialog.dataset.root, location.href);
  let search;

  async function open() {
    if (!dialog.open) dialog.showModal();
    field.select();
    if (search) return;
    said.textContent = "Loading …";
    try {
      const answer = await fetch(new URL("search.json", root));
      if (!answer.ok) throw new Error(`${answer.status}`);
      search = searchIn(await answer.text());
    } catch (error) {
      said.textContent = `The index could not be loaded (${error.message}). Reload the page to try again.`;
      return;
    }
    show();
  }

  function show() {
    if (!search) return;
    const found = search(field.value);
    list.replaceChildren(...found.map((one) => entry(one, root)));
    said.textContent = field.value.trim() === "" ? "" : found.length === 0 ? "Nothing was found." : "";
  }

  field.addEventListener("input", show);
  document.querySelector("#open-search").addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, [contenteditable]");
    const asked = event.key === "k" && (event.ctrlKey || event.metaKey);
    if (!asked && (event.key !== "/" || typing)) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("keydown", (event) => move(event, field, list));
  dialog.addEventListener("click", (event) => {
    // Beside it, or a place on this very page.
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
}

function move(event, field, list) {
  const stops = [field, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (event.key === "Enter" && at === 0) stops[1]?.click();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
}

function entry({ id, title, page, begins }, root) {
  const link = document.createElement("a");
  link.href = new URL(id, root);
  const lines = { strong: title, small: title === page ? "" : page, span: begins };
  for (const [tag, text] of Object.entries(lines)) {
    if (text !== "") link.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
  const item = document.createElement("li");
  item.append(link);
  return item;
}
