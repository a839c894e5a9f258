/** Who sent what through the bot: Pumble knows only the bot. */
import type { Kysely } from "kysely";
import type { TimeSource } from "../clock";
import type { Schema } from "./schema";

/** A message that somebody sent through the bot. */
export interface BotMessage {
  workspaceId: string;
  messageId: string;
  channelId: string;
  userId: string;
  /** The key that it was sent with. */
  keyId: string;
}

export class BotMessages {
  readonly #db: Kysely<Schema>;
  readonly #clock: TimeSource;

  constructor(db: Kysely<Schema>, clock: TimeSource) {
    this.#db = db;
    this.#clock = clock;
  }

  async save({ workspaceId, messageId, channelId, userId, keyId }: BotMessage): Promise<void> {
    const ids = { workspace_id: workspaceId, message_id: messageId, channel_id: channelId };
    await this.#db
      .insertInto("bot_message")
      .values({ ...ids, user_id: userId, key_id: keyId, at: this.#clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Who sent it; null when nobody did through the addon, or before it kept that. */
  async find(workspaceId: string, messageId: string): Promise<BotMessage | null> {
    const row = await this.#db
      .selectFrom("bot_message")
      .selectAll()
      .where("workspace_id", "=", workspaceId)
      .where("message_id", "=", messageId)
      .executeTakeFirst();
    if (!row) return null;
    return { workspaceId, messageId, channelId: row.channel_id, userId: row.user_id, keyId: row.key_id };
  }
}
