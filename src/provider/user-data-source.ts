import { a, isUnknown, Problem } from "../terraform";
import { defineDataSource } from "./context";
import { pumbleId } from "./validators";

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
      description: "E-mail address, upper and lower case alike. Give either `id` or `email`.",
    }),
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
    is_bot: a.bool({ computed: true, description: "Whether it is the bot of an app." }),
  },

  validate({ config, diagnostics }) {
    if (isUnknown(config.id) || isUnknown(config.email)) return;
    if ((config.id === null) === (config.email === null)) {
      diagnostics.error({
        title: "Give either id or email",
        cause: "pumble_user is found by exactly one of `id` and `email`.",
        nextStep: config.id === null ? "Set one of them." : "Remove one of them.",
      });
    }
  },

  async read({ config, context }) {
    const users = await context.workspace.users();
    const email = config.email?.toLowerCase();
    const found = users.find((one) => (config.id ? one.id === config.id : one.email.toLowerCase() === email));
    if (!found) {
      throw new Problem({
        title: `No user ${config.id ?? config.email}`,
        cause: `None of the workspace's ${users.length} users has this ${config.id ? "id" : "e-mail address"}.`,
        nextStep: "Check it in Pumble under Members, or invite the person first.",
        attribute: config.id ? "id" : "email",
      });
    }
    return {
      id: found.id,
      email: config.email ?? found.email,
      name: found.name,
      role: found.role,
      status: found.status,
      title: found.title ?? "",
      time_zone: found.timeZoneId ?? "",
      is_bot: found.isAddonBot ?? false,
    };
  },
});
