import { defineFunction, t } from "../../terraform";
import { functionProblems } from "../problems/functions";

/**
 * Refuses what cannot be an id by its looks. A test of a module may mock the object that gives the id, but no function,
 * so letters and digits pass here; whether they are an id is seen when a message is planned.
 */
function checked(id: string, whose: "user" | "channel"): string {
  if (/^[A-Za-z0-9]+$/.test(id)) return id;
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
