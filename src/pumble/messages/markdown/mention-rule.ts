import { isId } from "../../ids";
import { normalizeChannelName } from "../../names";
import { mentionOf, mentionPattern } from "../mention";
import type { Directory, Mention } from "./directory";
import { inlineRule, matchAt, standsInWord } from "./inline-rule";

/** A mention as it stands in the text, from the sign that starts it. */
interface Found {
  mention: Mention;
  length: number;
}

/** What a token of a mention carries. */
export interface MentionMeta {
  readonly mention: Mention;
  /** Where it begins in the text of its block. */
  readonly at: number;
}

const code = mentionPattern("y");
const address =
  /@([\p{L}\p{N}_][\p{L}\p{N}._%+'-]*@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*)/uy;
const handle = /@([\p{L}\p{N}][\p{L}\p{N}._-]*)/uy;
const channelName = /#([\p{L}\p{N}_-]+)/uy;

/** The name as written and, when it ends in punctuation that may belong to the sentence, without that. */
function readings(name: string): string[] {
  let end = name.length;
  while (end > 0 && "._-".includes(name[end - 1]!)) end--;
  return end === name.length || end === 0 ? [name] : [name, name.slice(0, end)];
}

/** The first reading that the directory knows, or else the last one. */
function resolve(name: string, idOf: (reading: string) => string | undefined) {
  const all = readings(name);
  const known = all.find((reading) => idOf(reading) !== undefined);
  const reading = known ?? all.at(-1)!;
  return { reading, id: idOf(reading), length: reading.length + 1 };
}

/** `<<@id>>`, `<<#id>>` and `<<&id>>`: what Pumble itself writes in plain text. */
function findCode(text: string, position: number): Found | undefined {
  const match = matchAt(code, text, position);
  if (!match) return undefined;
  const { kind, id } = mentionOf(match);
  return { mention: { type: kind, id }, length: match[0].length };
}

function findAt(text: string, position: number, directory: Directory): Found | undefined {
  const email = matchAt(address, text, position)?.[1];
  if (email) return { mention: { type: "user", id: directory.user(email) }, length: email.length + 1 };
  const name = matchAt(handle, text, position)?.[1];
  if (!name) return undefined;
  if (isId(name)) return { mention: { type: "user", id: directory.user(name) }, length: name.length + 1 };
  const word = readings(name).at(-1)!;
  const range = word.toLowerCase();
  if (range === "here" || range === "channel") {
    return { mention: { type: "broadcast", range }, length: word.length + 1 };
  }
  if (text[position - 1] === "/") return undefined; // the path of an address: example.com/@name
  const { id, length } = resolve(name, (reading) => directory.group(reading));
  if (id === undefined && /^\/\w/.test(text.slice(position + length))) return undefined; // a package: @types/node
  return { mention: { type: "usergroup", id }, length };
}

function findHash(text: string, position: number, directory: Directory): Found | undefined {
  if ("#/&".includes(text[position - 1] ?? " ")) return undefined;
  const name = matchAt(channelName, text, position)?.[1];
  if (!name) return undefined;
  const { reading, id, length } = resolve(name, (each) => directory.channel(normalizeChannelName(each)));
  if (id === undefined && /^\d+$/.test(reading)) return undefined; // "issue #42"
  return { mention: { type: "channel", id }, length };
}

function find(text: string, position: number, directory: Directory): Found | undefined {
  const sign = text[position];
  if (sign === "<") return findCode(text, position);
  if ((sign !== "@" && sign !== "#") || standsInWord(text, position)) return undefined;
  return sign === "@" ? findAt(text, position, directory) : findHash(text, position, directory);
}

/** Reads `@ada@example.com`, `@here`, `@handle`, `#channel` and Pumble's own `<<@id>>` as `mention` tokens. */
export const mention = inlineRule((state) => {
  const found = find(state.src, state.pos, state.env.directory as Directory);
  if (!found) return false;
  const token = state.push("mention", "", 0);
  token.content = state.src.slice(state.pos, state.pos + found.length);
  token.meta = { mention: found.mention, at: state.pos } satisfies MentionMeta;
  state.pos += found.length;
  return true;
});
