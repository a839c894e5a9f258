/**
 * What a message says: exactly one of text, Markdown and blocks, perhaps with attachments. Everything that posts has
 * these attributes, and compares what it finds in Pumble by content, not by form.
 */

import { createHash } from "node:crypto";
import { textMax } from "../../pumble/limits";
import type { Block } from "../../pumble/messages/blocks";
import { broadcastIn } from "../../pumble/messages/broadcast";
import { canonicalBlocks } from "../../pumble/messages/markdown/canonical-blocks";
import type { Message } from "../../pumble/operations/shapes";
import {
  a,
  atPlan,
  type Diagnostics,
  isUnknown,
  lengthBetween,
  oneOf,
  type PrivateState,
  type Unknown,
} from "../../terraform";
import type { PumbleContext } from "../context";
import { messageProblems } from "../problems/messages";
import { notBlank } from "../values/validators";
import { checkBlocks, parsedArray, sameJson, tidyJson } from "./json";
import { markdownProblems, markdownRefusals, renderMarkdown } from "./markdown";

const byteOrderMark = /^\uFEFF/;

/** Whether two texts differ only in what an editor or a checkout changes: line ends, a byte-order mark, the last newline. */
export function sameText(one: string, other: string): boolean {
  const bare = (text: string) =>
    text.normalize("NFC").replace(byteOrderMark, "").replace(/\r\n?/g, "\n").trimEnd();
  return bare(one) === bare(other);
}

function webAddress(text: string): string | undefined {
  const isOne = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isOne
    ? undefined
    : `must be an address such as https://example.com/README.md, but is ${JSON.stringify(text)}`;
}

const listAsJson = atPlan((json: string) =>
  parsedArray(json) ? undefined : "must be JSON text of a list of objects; write it with jsonencode([{ … }])",
);

export const bodyAttributes = {
  text: a.string({
    optional: true,
    validate: [lengthBetween(1, textMax), notBlank],
    equal: sameText,
    description: `Plain text, 1 to ${textMax} characters. Give exactly one of \`text\`, \`markdown\` and \`blocks\`.`,
  }),
  markdown: a.string({
    optional: true,
    validate: [lengthBetween(1, textMax), notBlank],
    equal: sameText,
    description:
      "Markdown: headings, bold, italic, strike, code, quotes, lists, links, emoji such as `:tada:`. `@ada@example.com` mentions a member, `#general` a channel, `@handle` a user group. Give exactly one of `text`, `markdown` and `blocks`.",
  }),
  blocks: a.string({
    optional: true,
    validate: [listAsJson],
    equal: sameBlocks,
    description:
      "Pumble's own rich text as JSON, a list of `rich_text` blocks; write it with `jsonencode`. Give exactly one of `text`, `markdown` and `blocks`.",
  }),
  markdown_base_url: a.string({
    optional: true,
    validate: [atPlan(webAddress)],
    description:
      "What relative links and `#anchors` in the Markdown are relative to, such as the address of a README: `https://example.com/team/README.md`. Default: none, and such a link is refused.",
  }),
  markdown_unresolved: a.string({
    optional: true,
    validate: [oneOf("refuse", "text")],
    description:
      "What becomes of a mention of nobody and of a link that leads nowhere: `refuse` (default) names them in an error, `text` shows them as they are written, as a changelog that a tool made may need.",
  }),
  allow_broadcast: a.bool({
    optional: true,
    default: false,
    description:
      "Let `@channel`, `@here` and mentions of user groups notify everybody they reach. Default `false`: a message that holds one is refused.",
  }),
};

const attachments = {
  optional: true,
  validate: [listAsJson],
  equal: sameJson,
} as const;
const attachmentsMeaning =
  "Attachments as JSON, a list of objects with `title`, `text`, `color`, `fields` and so on; write it with `jsonencode`.";

const orNone = (json: string | Unknown | null) => (isUnknown(json) ? "" : (json ?? "[]"));

/** For what is sent once and forgotten. */
export const attachmentsOnce = a.string({ ...attachments, description: attachmentsMeaning });

/** For what is kept: Pumble's API cannot change the attachments of a message. */
export const attachmentsAttribute = a.string({
  ...attachments,
  // None, and a list of none.
  replace: ({ prior, planned }) => !sameJson(orNone(prior), orNone(planned)),
  description: `${attachmentsMeaning} A change makes a new message in the place of the old one.`,
});

/** The attributes that say what is sent, as they are in plan and state. */
export interface Content {
  text: string | null;
  markdown: string | null;
  blocks: string | null;
  markdown_base_url?: string | null;
  markdown_unresolved?: string | null;
  allow_broadcast: boolean;
  attachments?: string | null;
}
type Partly<T> = { [N in keyof T]: T[N] | Unknown };
type Config = Partly<Omit<Content, "allow_broadcast"> & { allow_broadcast: boolean | null }>;

/** What the API is sent. */
export interface Sendable {
  text: string;
  blocks?: Block[];
  attachments?: Record<string, unknown>[];
}

/** Whether two texts of blocks show the same; what is no list of blocks is like nothing. */
export function sameBlocks(one: string, other: string): boolean {
  const [left, right] = [parsedArray(one), parsedArray(other)];
  if (!left || !right) return false;
  return (
    JSON.stringify(canonicalBlocks(left as Block[])) === JSON.stringify(canonicalBlocks(right as Block[]))
  );
}

/** Offline checks: exactly one form, blocks that fit the grammar, no broadcast without leave. */
export async function checkContent(config: Config, diagnostics: Diagnostics): Promise<void> {
  const forms = (["text", "markdown", "blocks"] as const).filter((name) => config[name] !== null);
  if (forms.length !== 1) {
    const unclear = forms.some((name) => isUnknown(config[name]));
    if (forms.length > 1 && unclear) return;
    const several = () => messageProblems.content_ambiguous({ names: forms.join(" and ") });
    diagnostics.add(forms.length === 0 ? messageProblems.content_missing() : several());
    return;
  }
  const { text, markdown, blocks } = config;
  if (isUnknown(text) || isUnknown(markdown) || isUnknown(blocks)) return;
  const { markdown_base_url: baseUrl = null, markdown_unresolved: unresolved = null } = config;
  if (isUnknown(baseUrl) || isUnknown(unresolved)) return;
  const allowed = mayBroadcast(config.allow_broadcast);
  const parsed = blocks === null ? null : parsedArray(blocks);
  for (const fault of parsed ? await checkBlocks(parsed) : []) {
    diagnostics.add(messageProblems.blocks_invalid({ fault }));
  }
  for (const problem of markdown === null
    ? []
    : await markdownProblems(markdown, { allowBroadcast: allowed, baseUrl, unresolved })) {
    diagnostics.add(problem);
  }
  const mention = allowed ? null : broadcastIn(text ?? parsed);
  if (mention) {
    diagnostics.add(messageProblems.broadcast_refused({ attribute: forms[0]!, mention }, forms[0]!));
  }
}

/** Whether nothing speaks against it yet: what is not known is looked at again when it is. */
function mayBroadcast(allowed: boolean | Unknown | null): boolean {
  return isUnknown(allowed) || (allowed ?? false);
}

/** What changes when a plan is made rather than carried out. */
interface RenderOptions {
  /** A channel that does not exist yet may be mentioned: it may be created by the same plan. */
  planning: boolean;
  /** Gets the names of channels that are mentioned so. */
  missingChannels?: Set<string>;
}

/**
 * What is sent for this content, mentions resolved.
 * @throws {Problem} when Markdown mentions somebody or something that does not exist; several as an `AggregateError`
 */
export async function sendable(
  content: Content,
  { workspace }: PumbleContext,
  options: RenderOptions = { planning: false },
): Promise<Sendable> {
  const list = content.attachments ? parsedArray(content.attachments)! : [];
  const attachments = list.length > 0 ? { attachments: list } : {};
  if (content.text !== null) return { text: content.text.replace(byteOrderMark, ""), ...attachments };
  if (content.blocks !== null) {
    const blocks = parsedArray(content.blocks) as Block[];
    return { text: await fallbackText(blocks), blocks, ...attachments };
  }
  const rendered = await renderMarkdown((content.markdown ?? "").replace(byteOrderMark, ""), {
    allowBroadcast: content.allow_broadcast,
    baseUrl: content.markdown_base_url ?? null,
    unresolved: content.markdown_unresolved ?? null,
    workspace,
    ...options,
  });
  const refusals = markdownRefusals(rendered);
  if (refusals.length > 0) throw refusals.length > 1 ? new AggregateError(refusals) : refusals[0];
  const { text, blocks } = rendered;
  return { text, blocks, ...attachments };
}

async function fallbackText(blocks: Block[]): Promise<string> {
  const { blocksToText } = await import("../../pumble/messages/markdown/plain-text");
  return blocksToText(blocks as never) || " ";
}

/** What a plan is asked about a message. */
export interface PlannedContent {
  readonly plan: Config | null;
  readonly state: Content | null;
  readonly context: PumbleContext;
  readonly diagnostics: Diagnostics;
}

/** Finds at plan time what would fail at apply: mentions of somebody who is not there. */
export async function planContent({ plan, state, context, diagnostics }: PlannedContent): Promise<void> {
  const markdown = plan?.markdown ?? null;
  if (markdown === null || isUnknown(markdown) || !context.configured) return;
  const { markdown_base_url = null, markdown_unresolved = null } = plan ?? {};
  const allow_broadcast = mayBroadcast(plan?.allow_broadcast ?? null);
  if (isUnknown(markdown_base_url) || isUnknown(markdown_unresolved)) return;
  const asBefore =
    markdown === state?.markdown &&
    (allow_broadcast || !state.allow_broadcast) &&
    markdown_base_url === (state.markdown_base_url ?? null) &&
    markdown_unresolved === (state.markdown_unresolved ?? null);
  if (asBefore) return;
  const reading = { markdown_base_url, markdown_unresolved, allow_broadcast };
  const missingChannels = new Set<string>();
  const content = { text: null, blocks: null, markdown, ...reading };
  await sendable(content, context, { planning: true, missingChannels });
  for (const name of missingChannels) diagnostics.add(messageProblems.mentioned_channel_missing({ name }));
}

/** What Pumble holds, as short texts that are equal when the content is. */
export interface Prints {
  body: string;
  attachments: string;
  /** It was seen to be something else since. */
  changed?: boolean;
}

/** Private state: what Pumble held when it was sent or first seen. */
export const printsKey = "content";

function print(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}

/** A message as far as its content goes. */
export type Shown = Pick<Message, "text"> & { blocks?: unknown; attachments?: unknown };

/** What a message shows, in short. */
export function printsOf({ text, blocks, attachments }: Shown): Prints {
  const body =
    Array.isArray(blocks) && blocks.length > 0 ? canonicalBlocks(blocks as Block[]) : plainText(text);
  return { body: print(body), attachments: print(tidyJson(attachments ?? [])) };
}

/** Text as Pumble may hand it back and still mean the same. */
export function plainText(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
}

/**
 * Remembers what Pumble made of a message that was just sent, so that its own way of writing is never taken for a
 * change. Not being able to look is no failure: what was sent is then taken for what is there.
 * @param look reads the message back; only asked where the form may differ
 */
export async function remember(
  privateState: PrivateState,
  sent: Sendable,
  look: () => Promise<Shown | null>,
): Promise<Shown> {
  const plain = !sent.blocks && !sent.attachments;
  const shown = plain ? null : await look().catch(() => null);
  privateState.set(printsKey, printsOf(shown ?? sent));
  return shown ?? sent;
}

/** Whether a message says what is to be sent, attachments included. */
export function saysTheSame(found: Shown, sent: Sendable): boolean {
  const [one, other] = [printsOf(found), printsOf(sent)];
  const sameBody = sent.blocks ? one.body === other.body : plainText(found.text) === plainText(sent.text);
  return sameBody && one.attachments === other.attachments;
}

/** Whether this is what Pumble already shows, so that an edit would change nothing but its “edited” mark. */
export function alreadyShown(privateState: PrivateState, sent: Sendable): boolean {
  const known = privateState.get(printsKey) as Prints | undefined;
  return sent.blocks !== undefined && !known?.changed && known?.body === printsOf(sent).body;
}
