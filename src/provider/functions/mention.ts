import { isId } from "../../pumble/ids";
import { defineFunction, t } from "../../terraform";
import { functionProblems } from "../problems/functions";

function checked(id: string, whose: "user" | "channel"): string {
  if (isId(id)) return id;
  throw functionProblems[`function_${whose}_id`]({ id });
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
