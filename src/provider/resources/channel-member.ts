import { a, isUnknown, t } from "../../terraform";
import { importParts } from "../content/posted";
import { defineResource } from "../context";
import { addMissing, channelOf, takeOut } from "../people/membership";
import { emailAddress, importedUser, sameEmail, usersNamed } from "../people/people";
import { importProblems } from "../problems/imports";
import { memberProblems } from "../problems/members";
import { exactlyOne } from "../values/exactly-one";
import { pumbleId } from "../values/validators";

/** Private state: whether Terraform added the member, rather than finding them there. */
const addedKey = "added";

export const channelMember = defineResource({
  name: "channel_member",
  description: [
    "One member of a channel, whoever else is in it. To say who all the members are, use `pumble_channel_members`;",
    "do not use both for the same channel.",
    "",
    "Destroying it takes the member out if Terraform added them. Somebody who was in the channel before stays, unless",
    "`remove_unmanaged` is true, and the owner of the API key always stays.",
  ].join("\n"),
  attributes: {
    id: a.string({
      computed: true,
      keepState: true,
      description: "The channel's id and the user's id with a slash between.",
    }),
    channel_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the channel.",
    }),
    user_id: a.string({
      optional: true,
      computed: true,
      keepState: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the user, 24 hex digits. Give either `user_id` or `email`.",
    }),
    email: a.string({
      optional: true,
      computed: true,
      keepState: true,
      replace: true,
      validate: [emailAddress],
      equal: sameEmail,
      description: "E-mail address, upper and lower case alike. Give either `user_id` or `email`.",
    }),
    remove_unmanaged: a.bool({
      optional: true,
      default: false,
      description:
        "Take the member out on destroy even if they were in the channel before Terraform, or joined on their own. Default `false`.",
    }),
  },

  validate: ({ config, diagnostics }) => exactlyOne(config, ["user_id", "email"], diagnostics),

  async create({ plan, config, context, privateState }) {
    const { channel_id, remove_unmanaged } = plan;
    const named = {
      ids: config.user_id ? [config.user_id] : null,
      emails: config.email ? [config.email] : null,
    };
    const [user] = await usersNamed(named, context.workspace, config.user_id ? "user_id" : "email");
    const added = await addMissing(channel_id, [user!.id], context);
    privateState.set(addedKey, added.length > 0);
    const email = config.email ?? user!.email;
    return { id: `${channel_id}/${user!.id}`, channel_id, user_id: user!.id, email, remove_unmanaged };
  },

  async read({ state, context }) {
    const { channel_id, user_id } = state;
    const found = await context.workspace.channelById(channel_id);
    if (!found) return null;
    // An archived channel does not show who is in it.
    const isThere = found.channel.isArchived || found.users?.includes(user_id);
    if (!isThere) return null;
    const user = (await context.workspace.users()).find((each) => each.id === user_id);
    return { ...state, id: `${channel_id}/${user_id}`, email: state.email ?? user?.email ?? "" };
  },

  // Only remove_unmanaged gets here.
  update: ({ plan, state }) => ({ ...state, remove_unmanaged: plan.remove_unmanaged }),

  async delete({ state, context, privateState, diagnostics }) {
    const [user] = await usersNamed({ ids: [state.user_id], emails: null }, context.workspace, "user_id");
    if (privateState.get(addedKey) !== true && !state.remove_unmanaged) {
      diagnostics.add(memberProblems.member_was_in_before({ name: user!.name }));
      return;
    }
    await takeOut(state.channel_id, [user!], { context, diagnostics });
  },

  async importState({ id, identity, context }) {
    if (identity) return { channel_id: identity.channel_id as string, user_id: identity.user_id as string };
    const form = { what: "channel member", form: "CHANNEL/USER" };
    const [channel_id = "", who = ""] = await importParts(id, context, { ...form, free: 1 });
    const user = await importedUser(who, id, form.what, context.workspace);
    const { users = [] } = await channelOf(channel_id, context);
    if (users.includes(user.id)) return { channel_id, user_id: user.id };
    throw importProblems.import_not_in_channel({ id, name: user.name });
  },

  async modifyPlan({ action, plan, state, config, context }) {
    if (action === "destroy") return;
    const email = config.email;
    const isNew = state === null || plan.email !== state.email;
    if (!isNew || email === null || isUnknown(email) || !context.configured) return;
    await usersNamed({ ids: null, emails: [email] }, context.workspace, "email");
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
      user_id: { type: t.string, description: "Id of the user." },
    },
    of: ({ channel_id, user_id }) => ({ channel_id, user_id }),
  },
});
