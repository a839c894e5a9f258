/** What a person gives to import something, and what its first read finds wrong with that. */
import { isId } from "../../pumble/ids";
import { normalizeChannelName } from "../../pumble/names";
import type { Message } from "../../pumble/operations/shapes";
import type { PrivateState, Problem } from "../../terraform";
import type { PumbleContext } from "../context";
import { importProblems } from "../problems/imports";
import { personText } from "../problems/ownership";

/** What an import id looks like, for its error. */
export interface ImportForm {
  /** What is imported: `message`. */
  what: string;
  /** How the id is written: `CHANNEL/MESSAGE`; where there are several ways, the one with the most parts is the last. */
  form: string;
  /** What was typed, where that is more or other than the id. */
  typed?: string;
}

/** What each part of an import id may be. */
const partsSaid: Readonly<Record<string, string>> = {
  CHANNEL: "the channel by its id or name",
  ADDRESS: "members by their e-mail addresses",
  USER: "the member by id or e-mail address",
  CODE: "the emoji by its code, such as :+1:",
};

/** An import id that has not the form that it needs. */
export function wrongForm({ what, form, id }: { what: string; form: string; id: string }): Problem {
  const names = [...new Set(form.match(/[A-Z_]+/g))];
  const ids = names.filter((name) => !(name in partsSaid));
  const said = names.flatMap((name) => partsSaid[name] ?? []);
  const parts = [
    ...said,
    ...(ids.length > 0
      ? [`${ids.join(" and ")} by ${ids.length === 1 ? "its id" : "their ids"} of 24 hex digits`]
      : []),
  ];
  return importProblems.import_form({ what, id, form, parts: parts.join("; ") });
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
  { what, form, typed = id, free = 0 }: ImportForm & { free?: number },
): Promise<string[]> {
  const [where = "", ...parts] = id.split("/");
  const fits =
    where !== "" &&
    parts.length === form.split(" or ").at(-1)!.split("/").length - 1 &&
    parts.every((part, index) => isId(part) || (index >= parts.length - free && part !== ""));
  if (!fits) throw wrongForm({ what, id: typed, form });
  if (isId(where)) return [where, ...parts];
  const name = normalizeChannelName(where.replace(/^#/, ""));
  const found = await workspace.channelByName(name);
  if (!found) throw importProblems.import_channel_missing({ what, id: typed, channel: where, form });
  return [found.channel.id, ...parts];
}

/**
 * The parts of an identity, by which an object is imported.
 * @param free names of parts that are no ids
 * @throws {Problem} when a part is empty or no id
 */
export function identityParts(
  identity: { readonly [name: string]: unknown },
  what: string,
  free: readonly string[] = [],
): Record<string, string> {
  for (const [name, part] of Object.entries(identity)) {
    const fits = typeof part === "string" && (free.includes(name) ? part !== "" : isId(part));
    if (!fits) {
      throw importProblems.import_identity({ what, name, value: JSON.stringify(part) });
    }
  }
  return identity as Record<string, string>;
}

const typedKey = "typed";

/** To be called by an import by id, so that what its first read finds wrong is told of what was typed. */
export function rememberTyped(privateState: PrivateState, id: string): void {
  privateState.set(typedKey, id);
}

/** What was typed to import this, once; what was imported by identity is told as it would have been typed. */
export function typedFor(found: Message, privateState: PrivateState): string {
  const typed = privateState.get(typedKey);
  if (typed !== undefined) privateState.set(typedKey, undefined);
  const root = found.threadReplyInfo?.rootId;
  return typeof typed === "string" ? typed : [found.channelId, root, found.id].filter(Boolean).join("/");
}

/**
 * Refuses to import what the key's owner could never edit.
 * @param id as it was typed
 * @throws {Problem}
 */
export async function checkAuthor(
  found: Message,
  { what, id }: { what: string; id: string },
  { workspace }: PumbleContext,
): Promise<void> {
  if (found.subtype) throw importProblems.import_system({ what, id });
  const { me } = workspace;
  if (found.authorAppId || !me || found.author === me.id) return;
  const author = (await workspace.users()).find((user) => user.id === found.author);
  const values = { author: author ? personText(author) : "somebody else", me: personText(me) };
  throw importProblems.import_foreign({ what, id, ...values });
}
