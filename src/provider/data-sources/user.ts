import type { User } from "../../pumble/operations/shapes";
import { userWithEmail } from "../../pumble/people";
import { a, type State } from "../../terraform";
import { defineDataSource } from "../context";
import { emailAddress, noSuchMember } from "../people/people";
import { exactlyOne } from "../values/exactly-one";
import { pumbleId } from "../values/validators";

/** What is known of a user besides the id and the e-mail address. */
export const userFacts = {
  name: a.string({ computed: true, description: "Display name." }),
  role: a.string({
    computed: true,
    description: "`OWNER`, `ADMINISTRATOR`, `USER`, `GUEST_MULTI_CHANNEL` or `GUEST_SINGLE_CHANNEL`.",
  }),
  status: a.string({ computed: true, description: "`ACTIVATED`, `DEACTIVATED` or `INVITED`." }),
  title: a.string({ computed: true, description: "Job title, empty when none is set." }),
  time_zone: a.string({
    computed: true,
    description: "Time zone such as `Europe/Berlin`, empty when unknown.",
  }),
  is_bot: a.bool({ computed: true, description: "Whether it is the bot of an app, or Pumble's own." }),
};

/** A user of Pumble's list as attributes. */
export function factsOfUser(user: User): State<typeof userFacts> {
  return {
    name: user.name,
    role: user.role,
    status: user.status,
    title: user.title ?? "",
    time_zone: user.timeZoneId ?? "",
    is_bot: Boolean(user.isAddonBot || user.isPumbleBot),
  };
}

export const user = defineDataSource({
  name: "user",
  description: "A member or bot of the workspace, by e-mail address or id.",
  attributes: {
    id: a.string({
      optional: true,
      computed: true,
      validate: [pumbleId],
      description: "Id of the user, 24 hex digits. Give either `id` or `email`.",
    }),
    email: a.string({
      optional: true,
      computed: true,
      validate: [emailAddress],
      description: "E-mail address, upper and lower case alike. Give either `id` or `email`.",
    }),
    ...userFacts,
  },

  validate: ({ config, diagnostics }) => exactlyOne(config, ["id", "email"], diagnostics),

  async read({ config, context }) {
    const users = await context.workspace.users();
    const found = config.id
      ? users.find((one) => one.id === config.id)
      : userWithEmail(users, config.email ?? "");
    if (!found) {
      throw config.id
        ? noSuchMember({ ids: [config.id] }, users.length, "id")
        : noSuchMember({ emails: [config.email ?? ""] }, users.length, "email");
    }
    return { id: found.id, email: config.email ?? found.email, ...factsOfUser(found) };
  },
});
