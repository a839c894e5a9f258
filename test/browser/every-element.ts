/** A form with every element that there is. */

/** A plain text as blocks have it. */
export const plain = (text: string) => ({ type: "plain_text", text });

/** An option whose value is its text in small letters. */
export const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });

/** An input with a label; its element answers to the block's id. */
export const input = (blockId: string, label: string, element: object, more: object = {}) => ({
  type: "input",
  blockId,
  label: plain(label),
  element: { onAction: blockId, ...element },
  ...more,
});

/** The blocks of the form. */
export const everyElement = [
  { type: "section", text: plain("Tell us more") },
  { type: "divider" },
  input("question", "Question", { type: "plain_text_input", max_length: 40 }),
  input("details", "Details", { type: "plain_text_input", line_mode: "multiline" }, { optional: true }),
  input("kind", "Kind", {
    type: "static_select_menu",
    placeholder: plain("Choose a kind"),
    options: [option("Open"), option("Secret")],
  }),
  input("city", "City", {
    type: "dynamic_select_menu",
    placeholder: plain("Find a city"),
    min_query_length: 1,
  }),
  input("answers", "Answers", { type: "checkboxes", options: [option("Tea"), option("Coffee")] }),
  input("day", "Day", { type: "date_picker", initial_date: "2026-05-22" }),
  input("span", "Span", { type: "date_range_picker" }, { optional: true }),
  {
    type: "actions",
    elements: [{ type: "button", onAction: "more", text: plain("More"), value: "1" }],
  },
];
