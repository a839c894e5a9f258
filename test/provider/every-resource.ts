/** One way to declare each resource, for tests over all of them. A new resource needs a row. */
import { randomBytes } from "node:crypto";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import type { UnitScene } from "./scene";

type Values = Record<string, unknown>;

/** Where the objects stand. */
export interface Ground {
  channelId: string;
  channelName: string;
  /** A message in the channel, by somebody else than the key's owner. */
  rootId: string;
  /** E-mail address of a member of the workspace. */
  member: string;
}

const dayMs = 86_400_000;

export const declared: Readonly<Record<string, (ground: Ground) => Values>> = {
  api_key: ({ channelName }) => ({ name: channelName, api_key_wo: generateApiKey(randomBytes).text }),
  channel: ({ channelName }) => ({ name: `${channelName}-own` }),
  channel_member: ({ channelId, member }) => ({ channel_id: channelId, email: member }),
  channel_members: ({ channelId, member }) => ({ channel_id: channelId, emails: [member] }),
  direct_message: ({ member }) => ({ emails: [member], text: "Between us" }),
  message: ({ channelId }) => ({ channel_id: channelId, text: "Hello" }),
  reaction: ({ channelId, rootId }) => ({ channel_id: channelId, message_id: rootId, reaction: ":tada:" }),
  reply: ({ channelId, rootId }) => ({ channel_id: channelId, thread_root_id: rootId, text: "Hello" }),
  scheduled_message: ({ channelId }) => ({
    channel_id: channelId,
    text: "Later",
    send_at: new Date(Date.now() + 30 * dayMs).toISOString(),
  }),
};

/** A channel with Grace and a message of hers in it, and a member who is not in it. */
export async function groundOf(scene: UnitScene, type: "PUBLIC" | "PRIVATE" = "PUBLIC"): Promise<Ground> {
  const { id: channelId, name: channelName } = await scene.channel(type);
  const grace = "grace@example.com";
  await scene.act("add_members", { channelId, users: [grace] });
  const posted = await scene.act<{ message: { id: string } }>("post", { channelId, text: "By hand" }, grace);
  return { channelId, channelName, rootId: posted.message.id, member: await scene.member() };
}
