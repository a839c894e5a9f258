/** What everything that stands in a channel or thread has in common: edited in place, deleted or kept. */
import { isId } from "../../pumble/ids";
import { normalizeChannelName } from "../../pumble/names";
import { a, isUnknown, oneOf, type PrivateState, t, type Unknown } from "../../terraform";
import type { PumbleContext } from "../context";
import { explain, explained, failedAs } from "../problem";
import { importProblems } from "../problems/imports";
import type { Ask } from "../reads/search";
import { alreadyShown, type Content, remember, type Sendable, sendable } from "./content";

export const postedAttributes = {
  triggers: a.map(t.string, {
    optional: true,
    replace: true,
    description:
      "Any values. When one of them changes, it is posted anew instead of being edited, so that people are notified.",
  }),
  on_destroy: a.string({
    optional: true,
    default: "delete",
    validate: [oneOf("delete", "keep")],
    description: "What destroying does: `delete` (default) removes it from Pumble, `keep` only forgets it.",
  }),
};

/** Where a message stands. */
export interface Place {
  channel_id: string;
  id: string;
  /** For a reply. */
  thread_root_id?: string;
}

/**
 * Reads a message where it stands.
 * @param isAsExpected whether what a search shows is no change; what is one is read from Pumble itself
 */
export function find(
  { channel_id, id, thread_root_id }: Place,
  { workspace }: PumbleContext,
  isAsExpected: Ask["isAsExpected"] = () => false,
) {
  return thread_root_id
    ? workspace.reply(channel_id, thread_root_id, id)
    : workspace.message({ channelId: channel_id, id, isAsExpected });
}

interface Changing {
  context: PumbleContext;
  privateState: PrivateState;
}

/** Reads back what was just sent, and remembers it. */
export function settle(place: Place, sent: Sendable, { context, privateState }: Changing) {
  const { channel_id: channelId, id: messageId, thread_root_id } = place;
  context.workspace.forgetMessage(channelId, messageId, thread_root_id);
  return remember(privateState, sent, () => context.client.fetchMessage({ channelId, messageId }));
}

/** Gives a message other content, in place; one whose content stays is left alone. */
export async function edit(place: Place & Content, content: Content, changing: Changing): Promise<void> {
  if ((["text", "markdown", "blocks"] as const).every((form) => place[form] === content[form])) return;
  const sent = await sendable(content, changing.context);
  if (alreadyShown(changing.privateState, sent)) return;
  await overwrite(place, sent, changing);
}

/** Edits whatever it looks like now. */
export async function overwrite(place: Place, sent: Sendable, changing: Changing): Promise<void> {
  const { text, blocks } = sent;
  await explained(() =>
    changing.context.client.editMessage({
      channelId: place.channel_id,
      messageId: place.id,
      text,
      ...(blocks ? { blocks } : {}),
    }),
  );
  await settle(place, sent, changing);
}

/** Deletes a message, unless it is to be kept. One that is gone is a success. */
export async function remove(
  place: Place & { on_destroy: string },
  { client, workspace }: PumbleContext,
): Promise<void> {
  if (place.on_destroy === "keep") return;
  try {
    await client.deleteMessage({ channelId: place.channel_id, messageId: place.id });
  } catch (error) {
    if (!failedAs(error, "not_found")) throw explain(error);
  }
  workspace.forgetMessage(place.channel_id, place.id, place.thread_root_id);
}

/** What an import id looks like, for its error. */
export interface ImportForm {
  /** What is imported: `message`. */
  what: string;
  /** How the id is written: `CHANNEL/MESSAGE`. */
  form: string;
}

/**
 * Splits an import id at its slashes. The first part names a channel by id or name; all others but the last `free` ones
 * are ids.
 * @returns the channel's id, then the other parts
 * @throws {Problem} when it has another form, or no such channel can be seen
 */
export async function importParts(
  id: string,
  { workspace }: PumbleContext,
  { what, form, free = 0 }: ImportForm & { free?: number },
): Promise<string[]> {
  const [where = "", ...parts] = id.split("/");
  const fits =
    where !== "" &&
    parts.length === form.split("/").length - 1 &&
    parts.every((part, index) => isId(part) || (index >= parts.length - free && part !== ""));
  if (!fits) throw importProblems.import_form({ what, id, form });
  if (isId(where)) return [where, ...parts];
  const name = normalizeChannelName(where.replace(/^#/, ""));
  const found = await workspace.channelByName(name);
  if (!found) throw importProblems.import_channel_missing({ what, id, channel: where, form });
  return [found.channel.id, ...parts];
}

/** Whether two values of a plan surely differ. */
export function differs<T>(one: T | Unknown, other: T): boolean {
  return isUnknown(one) || one !== other;
}
