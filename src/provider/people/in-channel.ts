/** Why nothing can be done in a channel: the API says "not found" or "not allowed" for all of it. */
import type { Channel } from "../../pumble/operations/shapes";
import { type Diagnostics, isUnknown, type Problem, type Unknown } from "../../terraform";
import { explain, failedAs } from "../call-problem";
import type { PumbleContext } from "../context";
import { channelProblems } from "../problems/channels";
import { messageProblems } from "../problems/messages";
import { notYoursToChange, type Owner } from "./owner";

interface Place {
  channel_id: string;
  as_bot?: boolean;
  /** The message that is answered. */
  thread_root_id?: string | null;
  /** What is to be changed, `Message 5f…`, where Pumble not finding it means that it is gone. */
  changes?: string;
  /** Who made what is to be changed, when that is somebody else than the key's owner. */
  other?: Owner | null;
}

/** Changes something in a channel. @throws {Problem} whose next step follows the cause, as far as the channel shows it */
export function inChannel<T>(place: Place, context: PumbleContext, call: () => Promise<T>): Promise<T> {
  return causeTold(call, (error) => causeIn(place, error, context));
}

/** Reads something in a channel. @throws {Problem} whose next step follows the cause */
export function readingIn<T>(place: Place, context: PumbleContext, call: () => Promise<T>): Promise<T> {
  return causeTold(call, (error) => causeIn({ ...place, isRead: true }, error, context));
}

async function causeTold<T>(call: () => Promise<T>, cause: (error: unknown) => Promise<unknown>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw (await cause(error)) ?? explain(error);
  }
}

async function causeIn(
  { channel_id, as_bot, thread_root_id, changes, other, isRead = false }: Place & { isRead?: boolean },
  error: unknown,
  { client, workspace }: PumbleContext,
): Promise<Problem | null> {
  if (!failedAs(error, "not_found") && !failedAs(error, "not_allowed")) return null;
  if (changes && other) return notYoursToChange(changes, other, workspace);
  try {
    const entry = await workspace.channelById(channel_id);
    if (!entry) return channelProblems.channel_missing({ id: channel_id, attribute: "id" }, "channel_id");
    const { name, isArchived, channelType } = entry.channel;
    if (isArchived && !isRead) return messageProblems.channel_archived({ channel: `#${name}` });
    if (thread_root_id && (await isMissing(channel_id, thread_root_id, client)))
      return messageProblems.thread_root_missing({ id: thread_root_id, channel: `#${name}` });
    if (changes && failedAs(error, "not_found")) return messageProblems.gone_meanwhile({ what: changes });
    if (!as_bot || channelType !== "PRIVATE") return null;
    const bots = (await workspace.users()).filter(({ isAddonBot }) => isAddonBot);
    if (bots.some(({ id }) => entry.users?.includes(id))) return null;
    const [bot] = bots.length === 1 ? bots : [];
    const id = bot ? JSON.stringify(bot.id) : "its id";
    return messageProblems.bot_not_inside({ channel: `#${name}`, id });
  } catch {
    // A narrow key may not look. What the call itself said is then all there is to say.
    return null;
  }
}

async function isMissing(channelId: string, messageId: string, client: PumbleContext["client"]) {
  try {
    await client.fetchMessage({ channelId, messageId });
    return false;
  } catch (error) {
    return failedAs(error, "not_found");
  }
}

interface Planned {
  readonly context: PumbleContext;
  readonly diagnostics: Diagnostics;
}

/** Warns, in the plan, that the channel in which something is to be done is archived. */
export async function warnOfArchived(
  channelId: string | Unknown,
  { context, diagnostics }: Planned,
): Promise<void> {
  if (isUnknown(channelId) || !context.configured) return;
  const channel = await seenChannel(channelId, context);
  if (channel?.isArchived) {
    diagnostics.add(channelProblems.channel_archived_planned({ channel: `#${channel.name}` }));
  }
}

/** A narrow key may not look. */
async function seenChannel(id: string, { workspace }: PumbleContext): Promise<Channel | null> {
  const entry = await workspace.channelById(id).catch(() => null);
  return entry?.channel ?? null;
}
