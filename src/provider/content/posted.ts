import type { Message } from "../../pumble/operations/shapes";
import {
  a,
  isUnknown,
  isWhollyKnown,
  oneOf,
  type PrivateState,
  Problem,
  t,
  type Unknown,
} from "../../terraform";
import { explain, failedAs, isPumbleError } from "../call-problem";
import type { PumbleContext } from "../context";
import { inChannel, warnOfArchived } from "../people/in-channel";
import { type Planned, planAlone, type Thing } from "../people/one-owner";
import {
  notYours,
  notYoursToChange,
  otherAuthor,
  otherOwner,
  type Reading,
  warnOfUnseen,
} from "../people/owner";
import { ownershipProblems } from "../problems/ownership";
import type { Ask } from "../reads/search";
import {
  alreadyShown,
  type Content,
  type PlannedContent,
  planContent,
  remember,
  type Sendable,
  sendable,
} from "./content";

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
  as_bot?: boolean;
}

/** What is being read: the object in words, and whether it was imported just now. */
export interface Asked {
  /** `Message 5f…`, for warnings. */
  what: string;
  /** Nothing is known of it yet but where it stands. */
  isImport: boolean;
  /** Whether what a search shows is no change; what is one is read from Pumble itself. Default: all is one. */
  isAsExpected?: Ask["isAsExpected"];
}

/**
 * Reads a message where it stands. What stands in a channel that the key cannot see is not taken for gone.
 * @returns null when it is gone
 */
export async function find(
  place: Place,
  reading: Reading,
  { what, isImport, isAsExpected = () => false }: Asked,
): Promise<Message | "unseen" | null> {
  const { workspace } = reading.context;
  const { channel_id: channelId, id, thread_root_id } = place;
  const found = await (thread_root_id
    ? workspace.reply(channelId, thread_root_id, id)
    : workspace.message({ channelId, id, isAsExpected })
  ).catch((error: unknown) => ({ error }));
  if (found && !("error" in found)) return found;
  if (found && (await workspace.mayNotAsk(channelId))) throw found.error;
  if (await workspace.isShown(channelId)) {
    if (found) throw found.error;
    return null;
  }
  if (isImport) return null;
  warnOfUnseen(what, channelId, reading);
  return "unseen";
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

/** What decides what a message says. */
export const said = ["text", "markdown", "blocks", "markdown_base_url", "markdown_unresolved"] as const;

interface PlannedPost extends PlannedContent {
  readonly plan: (PlannedContent["plan"] & { channel_id: string | Unknown }) | null;
  readonly state: (Content & { id: string }) | null;
  readonly privateState: PrivateState;
}

/** A message or reply, for whoever has it: a resource of any type. */
export function messageOf(id: string) {
  return { is: `message ${id}`, called: `Message ${id}`, isAdopted: true };
}

/** What a plan says of what is posted in a channel or thread. */
export async function planPosted(call: PlannedPost): Promise<void> {
  const { plan, state } = call;
  if (!plan) return;
  if (state) planAlone(call, messageOf(state.id));
  const posts = state === null || said.some((form) => differs(plan[form] ?? null, state[form] ?? null));
  if (posts) await warnOfArchived(plan.channel_id, call);
  await planContent(call);
}

/** What would be taken over instead of being sent. */
export interface Wanted {
  sent: Sendable;
  /** Ids of what others have taken over already; what is found is added. */
  taken: Set<string>;
}

interface Adopting<P> {
  lookUp(plan: P, wanted: Wanted, context: PumbleContext): Promise<{ id: string } | null>;
  thing(id: string): Thing;
}

/**
 * Looks at plan time for what a new object would take over, so that it is not what another resource has in state. What
 * is not known yet, or cannot be read, is left to the apply.
 * @throws {Problem} when another resource has it
 */
export async function planAdopted<P>(
  call: Planned & {
    readonly plan: { adopt_existing: boolean | Unknown; id: unknown; on_destroy?: unknown } | null;
  },
  { lookUp, thing }: Adopting<P>,
): Promise<void> {
  const { plan, state, context } = call;
  if (!plan || state || plan.adopt_existing !== true || !context.configured) return;
  const { id: _, ...asked } = plan;
  if (!isWhollyKnown(asked)) return;
  const known = asked as unknown as Content & P;
  const found = await sendable(known, context, { planning: true })
    .then((sent) => lookUp(known, { sent, taken: context.workspace.claims.found }, context))
    .catch((error: unknown) => {
      if (error instanceof Problem || error instanceof AggregateError) return null;
      throw error;
    });
  // What stays where it is would be taken over by the very resource that is to be made anew.
  if (found) planAlone(call, { ...thing(found.id), stays: plan.on_destroy === "keep" });
}

/** Gives a message other content, in place; one whose content stays is left alone. */
export async function edit(place: Place & Content, content: Content, changing: Changing): Promise<void> {
  if (said.every((form) => (place[form] ?? null) === (content[form] ?? null))) return;
  const sent = await sendable(content, changing.context);
  if (alreadyShown(changing.privateState, sent)) return;
  await overwrite(place, sent, changing);
}

/** Edits whatever it looks like now. */
export async function overwrite(place: Place, sent: Sendable, changing: Changing): Promise<void> {
  const { text, blocks } = sent;
  const { channel_id } = place;
  const changes = `Message ${place.id}`;
  const other = await otherAuthor(place, changing);
  if (other) throw notYoursToChange(changes, other, changing.context.workspace);
  await inChannel({ channel_id, changes }, changing.context, () =>
    changing.context.client.editMessage({
      channelId: channel_id,
      messageId: place.id,
      text,
      ...(blocks ? { blocks } : {}),
    }),
  );
  await settle(place, sent, changing);
}

/**
 * Deletes a message, unless it is to be kept. One that is gone is a success, and one that cannot be reached where it is
 * stays there, with a warning: it must not keep everything that it depends on.
 */
export async function remove(
  place: Place & { on_destroy: string },
  reading: Reading,
  what: string,
): Promise<void> {
  if (place.on_destroy === "keep") return;
  const { channel_id: channelId, id: messageId, thread_root_id } = place;
  const { client, workspace } = reading.context;
  const other = await otherAuthor(place, reading);
  if (other) throw notYours(what, other, workspace);
  if (!workspace.claims.giveUp(messageId)) return;
  try {
    await client.deleteMessage({ channelId, messageId });
  } catch (error) {
    if (!(await isLeft(error, channelId, { ...reading, what }))) throw explain(error);
  }
  workspace.forgetMessage(channelId, messageId, thread_root_id);
}

/** Whether a removal that failed is one that nothing can be done about: it is gone, or where nothing can be removed. */
export async function isLeft(
  error: unknown,
  channelId: string,
  { context, diagnostics, privateState, what }: Reading & { what: string },
): Promise<boolean> {
  // What another key can remove is not left.
  if (isPumbleError(error) && error.narrowed) return false;
  const { workspace } = context;
  const isGone = failedAs(error, "not_found");
  if (!isGone && !failedAs(error, "not_allowed")) return false;
  if (!(await workspace.isShown(channelId))) {
    diagnostics.add(ownershipProblems.left_unseen({ what, channel_id: channelId }));
    return true;
  }
  if (isGone) return true;
  const channel = (await workspace.channelById(channelId))?.channel;
  if (channel?.isArchived) {
    diagnostics.add(ownershipProblems.left_in_archived({ what, channel: `#${channel.name}` }));
    return true;
  }
  const other = otherOwner(privateState, context);
  if (other) throw notYours(what, other, workspace);
  return false;
}

/** Whether two values of a plan surely differ. */
function differs<T>(one: T | Unknown, other: T): boolean {
  return isUnknown(one) || one !== other;
}
