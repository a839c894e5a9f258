import { a } from "../../terraform";
import { attachmentsOnce, bodyAttributes, checkContent, planContent, sendable } from "../content/content";
import { defineAction } from "../context";
import { inChannel, warnOfArchived } from "../people/in-channel";
import { pumbleId } from "../values/validators";

export const sendMessage = defineAction({
  name: "send_message",
  description: [
    "Sends a message once, each time the action runs. Terraform does not keep it: it is neither edited nor deleted later.",
    "For a message that is kept as declared, use the resource `pumble_message`.",
  ].join("\n"),
  attributes: {
    channel_id: a.string({ required: true, validate: [pumbleId], description: "Id of the channel." }),
    thread_root_id: a.string({
      optional: true,
      validate: [pumbleId],
      description: "Id of the message to reply to. Default: none, it goes to the channel.",
    }),
    ...bodyAttributes,
    attachments: attachmentsOnce,
    as_bot: a.bool({
      optional: true,
      default: false,
      description: "Send it as the addon's bot instead of the key's owner. Default `false`.",
    }),
  },

  validate: ({ config, diagnostics }) => checkContent(config, diagnostics),

  // What it is part of changes resources first, so what is sure to fail is told before.
  async plan({ config, context, diagnostics }) {
    await warnOfArchived(config.channel_id, { context, diagnostics });
    await planContent({ plan: config, state: null, context, diagnostics });
  },

  async invoke({ config, context, progress }) {
    const sent = await sendable({ ...config, allow_broadcast: config.allow_broadcast ?? false }, context);
    const as_bot = config.as_bot ?? false;
    const { channel_id, thread_root_id } = config;
    const { id } = await inChannel({ channel_id, as_bot, thread_root_id }, context, () =>
      context.client.sendMessage({
        ...{ channelId: channel_id, ...sent, asBot: as_bot },
        ...(thread_root_id === null ? {} : { threadRootId: thread_root_id }),
      }),
    );
    progress(`Sent message ${id}`);
  },
});
