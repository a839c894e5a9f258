/** Tells one member something in Pumble that nobody else sees and that is not stored. */
import { PlatformRefusal } from "../../platform/errors";
import type { RichText } from "../../pumble/messages/blocks";
import type { Services } from "../services";

/** Who is told, and where they were when they asked. */
export interface Listener {
  workspaceId: string;
  userId: string;
  channelId?: string | null | undefined;
  threadRootId?: string | null | undefined;
}

/** What is said. `blocks` is what people see, `text` its plain form. */
export interface Saying {
  text: string;
  blocks: RichText[];
}

/** There is no bot to speak through. */
class NotInstalled extends Error {
  constructor() {
    super("The API app is not installed in this workspace");
    this.name = "NotInstalled";
  }
}

/**
 * Posts an ephemeral message through the bot: where the member is or, where the bot may not speak, in its direct
 * channel with the member. Never as a normal message, for it may hold a key.
 * @throws NotInstalled, or a platform error when neither works
 */
export async function tell(services: Services, listener: Listener, saying: Saying): Promise<void> {
  const { workspaceId, userId, channelId, threadRootId } = listener;
  const installation = await services.grants.installation(workspaceId);
  if (!installation) throw new NotInstalled();
  const bot = services.platform.as(installation.botToken);
  const draft = { ...saying, ephemeral: { sendToUsers: [userId] } };
  if (channelId) {
    try {
      await bot.postMessage(channelId, draft, threadRootId);
      return;
    } catch (error) {
      if (!(error instanceof PlatformRefusal)) throw error;
    }
  }
  const direct = await bot.getDirectChannel([installation.botId, userId]).catch((error: unknown) => {
    if (error instanceof PlatformRefusal) return bot.createDirectChannel([userId]);
    throw error;
  });
  await bot.postMessage(direct.value.channel.id, draft);
}
