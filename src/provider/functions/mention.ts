import { isId } from "../../pumble/ids";
import { defineFunction, Problem, t } from "../../terraform";

function checked(id: string, whose: string): string {
  if (isId(id)) return id;
  throw new Problem({
    title: `${JSON.stringify(id)} is not a ${whose} id.`,
    cause: "A Pumble id has 24 hex digits.",
    nextStep: `Take it from a resource or data source, such as ${whose === "user" ? "data.pumble_user.ada.id" : "pumble_channel.ops.id"}.`,
    attribute: "id",
  });
}

export const mentionUser = defineFunction({
  name: "mention_user",
  summary: "Text that mentions a user.",
  description:
    "Gives `<<@ID>>`, which mentions this user in the `text` or `markdown` of a message. In Markdown, `@ada@example.com` does the same.",
  parameters: { id: { type: t.string, description: "Id of the user, 24 hex digits." } },
  returns: t.string,
  call: ({ id }) => `<<@${checked(id, "user")}>>`,
});

export const mentionChannel = defineFunction({
  name: "mention_channel",
  summary: "Text that mentions a channel.",
  description:
    "Gives `<<#ID>>`, which mentions this channel in the `markdown` of a message. `#general` does the same there.",
  parameters: { id: { type: t.string, description: "Id of the channel, 24 hex digits." } },
  returns: t.string,
  call: ({ id }) => `<<#${checked(id, "channel")}>>`,
});
