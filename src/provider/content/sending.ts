/** Why nothing can be sent to a channel that can be seen: the API says "not found" or "not allowed" for all of it. */
import type { PumbleContext } from "../context";
import { explain, failedAs } from "../problem";
import { messageProblems } from "../problems/messages";

interface Sender {
  channel_id: string;
  as_bot?: boolean;
}

/** Sends or edits. @throws {Problem} whose next step follows the cause, as far as the channel shows it */
export async function sending<T>(sender: Sender, context: PumbleContext, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw (await causeIn(sender, error, context)) ?? explain(error);
  }
}

async function causeIn({ channel_id, as_bot }: Sender, error: unknown, { workspace }: PumbleContext) {
  if (!failedAs(error, "not_found") && !failedAs(error, "not_allowed")) return null;
  try {
    const entry = await workspace.channelById(channel_id);
    if (!entry) return null;
    const { name, isArchived, channelType } = entry.channel;
    if (isArchived) return messageProblems.channel_archived({ channel: `#${name}` });
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
