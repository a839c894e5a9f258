/** What a message says, as people read it. */
import { blocksToText } from "../../pumble/messages/markdown/plain-text";
import type { Change } from "../report";
import type { Directory } from "./directory";
import { textIn, type Values } from "./masked";

/** Codes as Pumble stores them: `<<@id>>`, `<<#id>>`, `<<&id>>`. */
const code = /<<([@#&])([0-9a-f]{24})>>/g;

/** A message with names in the place of ids. */
function withNames(text: string, directory: Directory): string {
  return text.replace(code, (whole, sign: string, id: string) => {
    const name = { "@": directory.user(id)?.name, "#": directory.channel(id)?.channel.name }[sign];
    const group = sign === "&" ? directory.group(id)?.handle : undefined;
    if (group) return `@${group}`;
    return name ? `${sign}${name}` : whole;
  });
}

function blocksText(json: string): string {
  try {
    return blocksToText(JSON.parse(json)) || json;
  } catch {
    return json; // Not the blocks that people write: shown as they are.
  }
}

const forms = ["markdown", "blocks", "text"] as const;

function formOf(values: Values | null): (typeof forms)[number] | null {
  return forms.find((form) => typeof values?.[form] === "string") ?? null;
}

function bodyOf(values: Values | null, directory: Directory): string | null {
  const form = formOf(values);
  const text = form === null ? null : textIn(values, form);
  if (text === null) return null;
  return withNames(form === "blocks" ? blocksText(text) : text, directory);
}

/** What a message says before and after; null for what is no message. */
export function contentOf(
  before: Values | null,
  after: Values | null,
  directory: Directory,
): Change["content"] {
  const form = formOf(after) ?? formOf(before);
  if (form === null) return null;
  return { form, before: bodyOf(before, directory), after: bodyOf(after, directory) };
}
