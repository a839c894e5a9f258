import { a } from "../../terraform";
import { attachmentsOnce, bodyAttributes, checkContent, sendable } from "../content/content";
import { defineAction } from "../context";
import { explained } from "../problem";
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

  async invoke({ config, context, progress }) {
    const sent = await sendable({ ...config, allow_broadcast: config.allow_broadcast ?? false }, context);
    const { id } = await explained(() =>
      context.client.sendMessage({
        ...{ channelId: config.channel_id, ...sent, asBot: config.as_bot ?? false },
        ...(config.thread_root_id === null ? {} : { threadRootId: config.thread_root_id }),
      }),
    );
    progress(`Sent message ${id}`);
  },
});
