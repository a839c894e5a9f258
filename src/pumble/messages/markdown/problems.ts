import type { Mention } from "./directory";

/** What goes on at a mention that cannot become one. The text itself stays in the message as it is written. */
const asText = (written: string) => `or write \\${written} to show it as text.`;

function unknown(type: "user" | "channel" | "usergroup", written: string): string {
  switch (type) {
    case "user":
      return `${written}: no member has this e-mail address. Correct it, ${asText(written)}`;
    case "channel":
      return `${written}: no channel of this name is visible to the API key. Correct it, ${asText(written)}`;
    case "usergroup":
      return `${written}: no user group has this handle. Mention a member as @name@example.com, ${asText(written)}`;
  }
}

/** Why this mention cannot be sent and what to do about it, or null when it can. */
export function mentionProblem(mention: Mention, written: string, allowBroadcast: boolean): string | null {
  if (mention.type !== "broadcast" && mention.id === undefined) return unknown(mention.type, written);
  if (allowBroadcast) return null;
  if (mention.type === "broadcast") {
    const whom = mention.range === "here" ? "everybody who is active" : "everybody";
    return `${written} notifies ${whom} in the channel. Set allow_broadcast = true, ${asText(written)}`;
  }
  if (mention.type === "usergroup") {
    return `${written} notifies a whole user group. Set allow_broadcast = true, ${asText(written)}`;
  }
  return null;
}

/** A table is shown as preformatted text, in which nothing can be mentioned. */
export function tableProblem(written: string): string {
  return `${written} stands in a table, where Pumble shows no mentions. Move it out of the table, ${asText(written)}`;
}

/** A link without a scheme leads nowhere from a message. */
export function relativeLinkProblem(url: string): string {
  return `The link to ${JSON.stringify(url)} is not a whole address. Write it with its scheme, such as https://example.com/page.`;
}

/** Pumble takes no message without text. */
export const emptyProblem =
  "The Markdown has nothing to show. Write at least one word: Pumble takes no empty message.";
