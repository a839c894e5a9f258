import { a, oneOf, t } from "../../terraform";
import { defineDataSource } from "../context";
import { compare } from "./channels";
import { factsOfUser, userFacts } from "./user";

const listed = {
  id: a.string({ computed: true, description: "Id of the user, 24 hex digits." }),
  email: a.string({ computed: true, description: "E-mail address, empty for some bots." }),
  ...userFacts,
};

export const users = defineDataSource({
  name: "users",
  description: [
    "The members of the workspace in one call, ordered by e-mail address. Use it instead of many `pumble_user` where",
    "several people are looked up.",
  ].join("\n"),
  attributes: {
    status: a.string({
      optional: true,
      validate: [oneOf("ACTIVATED", "DEACTIVATED", "INVITED")],
      description: "Only users of this status: `ACTIVATED`, `DEACTIVATED` or `INVITED`. Default: all.",
    }),
    include_bots: a.bool({
      optional: true,
      description: "Whether bots of apps and Pumble's own are in the result. Default `false`.",
    }),
    users: a.listOf(listed, { computed: true, description: "Who was found, ordered by e-mail address." }),
    by_email: a.mapOf(listed, {
      computed: true,
      description: 'The same by e-mail address in lower case, such as `by_email["ada@example.com"].name`.',
    }),
    ids_by_email: a.map(t.string, {
      computed: true,
      description:
        "User ids by e-mail address in lower case, as `provider::pumble::markdown_to_blocks` takes them.",
    }),
  },

  async read({ config, context }) {
    const found = (await context.workspace.users())
      .map((user) => ({ id: user.id, email: user.email, ...factsOfUser(user) }))
      .filter((one) => config.status === null || one.status === config.status)
      .filter((one) => config.include_bots || !one.is_bot)
      .sort((one, other) => compare(one.email, other.email) || compare(one.id, other.id));
    // Somebody who left and came back has two users; the one that works comes last and so wins.
    const byEmail = [...found]
      .sort((one, other) => Number(one.status === "ACTIVATED") - Number(other.status === "ACTIVATED"))
      .filter(({ email }) => email !== "")
      .map((one) => [one.email.toLowerCase(), one] as const);
    return {
      ...config,
      users: found,
      by_email: Object.fromEntries(byEmail),
      ids_by_email: Object.fromEntries(byEmail.map(([email, { id }]) => [email, id])),
    };
  },
});
