/** A message in a few words: plain text with what was found in it marked. */
import type { Message } from "../../../pumble";
import { glyphOf, isKnownEmoji } from "./emoji";
import { type Directory, fromWire } from "./mentions";

/** A stretch of text. */
export interface Part {
  text: string;
  highlight: boolean;
}

/** Blocks and what is in them, as far as their words go. */
interface Node {
  type: string;
  text?: unknown;
  url?: unknown;
  name?: unknown;
  highlight?: unknown;
  user_id?: unknown;
  channel_id?: unknown;
  usergroup_id?: unknown;
  range?: unknown;
  elements?: unknown;
}

/** Longest text shown, and how much of it stands before the first hit, in characters. */
const longest = 240;
const leadMax = 60;

const codes = {
  user: ["@", "user_id"],
  channel: ["#", "channel_id"],
  usergroup: ["&", "usergroup_id"],
} as const;

function leaf(node: Node, directory: Directory): string {
  const code = codes[node.type as keyof typeof codes];
  if (code) return fromWire(`<<${code[0]}${String(node[code[1]])}>>`, directory);
  if (node.type === "broadcast") return `@${String(node.range)}`;
  if (node.type === "emoji") {
    const name = String(node.name);
    return isKnownEmoji(name) ? glyphOf(name) : `:${name}:`;
  }
  return String(node.text ?? node.url ?? "");
}

/** The leaves in order; sections, items and other containers are a space apart. */
function partsOf(node: Node, directory: Directory): Part[] {
  if (node.type === "actions") return [];
  if (!Array.isArray(node.elements)) {
    return [{ text: leaf(node, directory), highlight: Boolean(node.highlight) }];
  }
  const inner = (node.elements as Node[]).flatMap((child) => partsOf(child, directory));
  return inner.length > 0 ? [...inner, { text: " ", highlight: false }] : [];
}

function cut(parts: Part[], from: number): Part[] {
  const shown: Part[] = from > 0 ? [{ text: "…", highlight: false }] : [];
  let at = 0;
  const add = (text: string, highlight: boolean) => {
    const last = shown.at(-1);
    if (last?.highlight === highlight) last.text += text;
    else if (text) shown.push({ text, highlight });
  };
  for (const { text, highlight } of parts) {
    add(text.slice(Math.max(0, from - at), Math.max(0, from + longest - at)), highlight);
    at += text.length;
  }
  if (at > from + longest) add("…", false);
  return shown;
}

/** The message's text with its hits (from `highlightedBlocks`, where a search has given them), cut around the first. */
export function snippetOf(
  message: Message & { highlightedBlocks?: Message["blocks"] },
  directory: Directory,
): Part[] {
  const marked = message.highlightedBlocks?.length ? message.highlightedBlocks : message.blocks;
  const parts = (marked ?? []).flatMap((block) => partsOf(block as Node, directory));
  const all = parts.some((part) => part.text.trim())
    ? parts
    : [{ text: fromWire(message.text, directory), highlight: false }];
  const clean = all.map((part) => ({ ...part, text: part.text.replace(/\s+/g, " ") }));
  const hit = clean.findIndex((part) => part.highlight);
  const before = clean.slice(0, Math.max(0, hit)).reduce((sum, part) => sum + part.text.length, 0);
  const shown = cut(clean, Math.max(0, before - leadMax));
  const last = shown.at(-1);
  if (last) last.text = last.text.trimEnd();
  return shown.filter((part) => part.text !== "");
}
