/** Incoming webhooks: an address that posts into one channel, for whoever knows it. */
import { blocksToText, markdownToBlocks } from "../../../pumble/messages/markdown";
import { invalid, notAllowed, notFound } from "../failure";
import type { MessageRecord, UserRecord, WebhookRecord } from "../state/records";
import { writableChannel } from "./members";
import { postInto } from "./messages";
import { newUser } from "./users";
import type { Actor, Workspace } from "./workspace";

/** Longest text of a webhook, in characters. */
const webhookTextMax = 10_000;

/** Makes a webhook for the channel. Its address is a secret: it needs no other. */
export function createWebhook(
  workspace: Workspace,
  actor: Actor,
  channelId: string,
  name = "Incoming webhook",
): { url: string } {
  const channel = writableChannel(workspace, actor, channelId);
  return workspace.change(() => {
    const code = workspace.ids.secret("webhook", 12);
    workspace.db.webhooks.put({ id: code, channelId: channel.id, name, createdBy: actor.userId });
    return { url: `${workspace.origin}${webhookPath(workspace.record.id, code)}` };
  });
}

/** The path of a webhook. Older addresses have one more part before the code. */
function webhookPath(workspaceId: string, code: string): string {
  return `/workspaces/${workspaceId}/incomingWebhooks/postMessage/${code}`;
}

/** Posts Markdown in the name of the webhook, or of the `username` that the message brings. */
export function postByWebhook(
  workspace: Workspace,
  code: string,
  message: { text: string; username?: string | undefined },
): MessageRecord {
  const webhook = workspace.db.webhooks.get(code);
  if (!webhook) throw notFound();
  if (message.text.length > webhookTextMax) {
    throw invalid(`text must have at most ${webhookTextMax} characters`);
  }
  const channel = workspace.channel(webhook.channelId);
  if (channel.isArchived) throw notAllowed("Channel is archived");
  return workspace.change(() => {
    const author = senderOf(workspace, webhook, message.username?.trim() || webhook.name);
    const actor: Actor = { userId: author.id, appId: null, isBot: true };
    return postInto(workspace, channel, actor, contentOf(workspace, message.text));
  });
}

function contentOf(workspace: Workspace, text: string) {
  if (!/[*_`~#>[\n]|^\s*[-\d]/.test(text)) return { text };
  const { blocks } = markdownToBlocks(text, {
    resolveUser: (who) =>
      [...workspace.db.users.values()].find(({ id, email }) => who === id || who === email)?.id,
    resolveChannel: (name) => workspace.db.channelsByName.first(name),
  });
  return { text: blocksToText(blocks), blocks };
}

/** The bot that stands for this sender, a new one when it is the first time. */
function senderOf(workspace: Workspace, webhook: WebhookRecord, name: string): UserRecord {
  const domain = `${webhook.id}.webhooks.pumble.invalid`;
  for (const user of workspace.db.users.values()) {
    if (user.name === name && user.email.endsWith(`@${domain}`)) return user;
  }
  const fields = {
    name,
    email: `${workspace.ids.next()}@${domain}`,
    isAddonBot: true,
    title: "Incoming webhook",
  };
  const user = workspace.db.users.put(newUser(workspace, fields));
  workspace.emit({ type: "user.joined", user });
  return user;
}
