import type { Mention } from "./directory";

/**
 * What there is to be done about a problem: correct a name of nobody, allow a broadcast, take a mention out of a table,
 * say what a link is relative to, write an address that can be read, write anything at all.
 */
export type MarkdownProblemKind = "mention" | "broadcast" | "table" | "relative_link" | "link" | "empty";

/** What keeps a Markdown text from being sent as it is meant. */
export interface MarkdownProblem {
  readonly kind: MarkdownProblemKind;
  /** One sentence and a next step. */
  readonly text: string;
}

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
export function mentionProblem(
  mention: Mention,
  written: string,
  allowBroadcast: boolean,
): MarkdownProblem | null {
  if (mention.type !== "broadcast" && mention.id === undefined)
    return { kind: "mention", text: unknown(mention.type, written) };
  if (allowBroadcast) return null;
  if (mention.type === "broadcast") {
    const whom = mention.range === "here" ? "everybody who is active" : "everybody";
    const text = `${written} notifies ${whom} in the channel. Set allow_broadcast = true, ${asText(written)}`;
    return { kind: "broadcast", text };
  }
  if (mention.type === "usergroup") {
    const text = `${written} notifies a whole user group. Set allow_broadcast = true, ${asText(written)}`;
    return { kind: "broadcast", text };
  }
  return null;
}

/** A table is shown as preformatted text, in which nothing can be mentioned. */
export function tableProblem(written: string): MarkdownProblem {
  const text = `${written} stands in a table, where Pumble shows no mentions. Move it out of the table, ${asText(written)}`;
  return { kind: "table", text };
}

/**
 * A link without a scheme leads nowhere from a message.
 * @param baseUrl what it was tried to be relative to
 */
export function linkProblem(url: string, baseUrl?: string): MarkdownProblem {
  const link = `The link to ${JSON.stringify(url)} is`;
  return baseUrl === undefined
    ? {
        kind: "relative_link",
        text: `${link} not a whole address. Write it with its scheme, such as https://example.com/page.`,
      }
    : {
        kind: "link",
        text: `${link} no address, also not behind ${baseUrl}. Write a whole one, such as https://example.com/page.`,
      };
}

/** Pumble takes no message without text. */
export const emptyProblem: MarkdownProblem = {
  kind: "empty",
  text: "The Markdown has nothing to show. Write at least one word: Pumble takes no empty message.",
};
