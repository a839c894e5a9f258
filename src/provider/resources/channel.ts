import { isId } from "../../pumble/ids";
import { channelDescriptionMax, channelNameProblem, normalizeChannelName } from "../../pumble/names";
import type { ChannelListEntry } from "../../pumble/operations/shapes";
import { a, lengthBetween, oneOf, t } from "../../terraform";
import { identityParts } from "../content/import-ids";
import { defineResource, type PumbleContext } from "../context";
import { makeAlone } from "../people/one-owner";
import { otherOwner, refuseElsewhere, rememberOwner } from "../people/owner";
import { channelProblems } from "../problems/channels";
import { importProblems } from "../problems/imports";
import { ownerText } from "../problems/ownership";
import { isConversation } from "../reads/workspace";
import { noteChanges, noteValues } from "../values/known-values";
import { adoptable, createdChannel, wantedOf } from "./channel-collision";
import { channelCalled, planChannel, sameName } from "./channel-plan";

/** What Pumble knows of a channel, as attributes. */
function observed({ channel, users }: ChannelListEntry) {
  return {
    id: channel.id,
    type: channel.channelType,
    description: channel.description ?? "",
    archived: channel.isArchived ?? false,
    member_count: users?.length ?? 0,
  };
}

export const channel = defineResource({
  name: "channel",
  description: [
    "A channel of the workspace.",
    "",
    "Pumble's API can create a channel but cannot rename, change, archive or delete one. So a new `name` is a",
    "replacement that leaves the old channel behind, a new `type` or `description` of an existing channel is an error",
    "at plan time, and `on_destroy` says what destroying means.",
    "",
    "What members change in Pumble is never undone and never replaces anything: a plan warns of another name, type or",
    "description and goes on with the channel as it is.",
  ].join("\n"),
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id of the channel, 24 hex digits." }),
    name: a.string({
      required: true,
      description:
        "Name, 1 to 80 letters, digits, spaces, `-` and `_`. Pumble stores it in lower case with `-` for each space; a name that differs only in that is the same name. A new name makes a new channel and leaves the old one behind.",
      validate: [(name) => channelNameProblem(name) ?? undefined],
      equal: sameName,
    }),
    type: a.string({
      optional: true,
      default: "PUBLIC",
      description: "`PUBLIC` (default) or `PRIVATE`. It cannot be changed later through the API.",
      validate: [oneOf("PUBLIC", "PRIVATE")],
    }),
    description: a.string({
      optional: true,
      computed: true,
      keepState: true,
      description: `What the channel is for, up to ${channelDescriptionMax} characters. It cannot be changed later through the API.`,
      validate: [lengthBetween(0, channelDescriptionMax)],
    }),
    adopt_existing: a.bool({
      optional: true,
      default: false,
      description:
        "Take over a channel that already has this name instead of failing. Its type must be the same. Default `false`.",
    }),
    on_destroy: a.string({
      optional: true,
      default: "abandon",
      description:
        "What destroying does, because Pumble's API cannot delete a channel: `abandon` (default) forgets it and warns that it stays, `error` refuses.",
      validate: [oneOf("abandon", "error")],
    }),
    archived: a.bool({ computed: true, keepState: true, description: "Whether it is archived." }),
    member_count: a.int({
      computed: true,
      keepState: true,
      description:
        "How many members it had when it was made or taken over. The data source `pumble_channel` tells how many it has now.",
    }),
  },

  async create({ plan, context, privateState }) {
    const wanted = wantedOf(plan);
    makeAlone(context, channelCalled(wanted.name));
    const existing = plan.adopt_existing ? await adoptable(wanted, context) : null;
    const made = observed(existing ?? (await createdChannel(wanted, context)));
    rememberOwner(privateState, context);
    noteValues(privateState, { name: wanted.name, type: made.type, description: made.description });
    return { ...made, name: plan.name, adopt_existing: plan.adopt_existing, on_destroy: plan.on_destroy };
  },

  async read({ state, context, privateState, diagnostics }) {
    const { workspace } = context;
    const found = await workspace.channelById(state.id);
    if (!found) {
      // Right after an import there is no name yet: Terraform itself says that nothing was found.
      if (state.name === null) return null;
      // Another member may not see what the one who made it does.
      if (!otherOwner(privateState, context) && (await workspace.isGone(state))) return null;
      const { name, id } = state;
      diagnostics.add(channelProblems.channel_unseen({ name, id, me: ownerText(workspace.me) }));
      return state;
    }
    if (isConversation(found.channel)) throw importProblems.import_conversation({ id: state.id });
    workspace.keep(state.id);
    rememberOwner(privateState, context);
    const now = observed(found);
    // Who joins and leaves is no change of the channel, and often our own doing.
    const member_count = state.member_count ?? now.member_count;
    const { name } = found.channel;
    noteValues(privateState, { name });
    noteChanges(privateState, { type: now.type, description: now.description });
    const { adopt_existing, on_destroy } = state;
    return { ...now, name, member_count, adopt_existing, on_destroy };
  },

  // Only adopt_existing and on_destroy get here; they are about Terraform, not about Pumble.
  update({ plan, state, privateState }) {
    noteValues(privateState, { type: state.type, description: state.description });
    return { ...state, name: plan.name, adopt_existing: plan.adopt_existing, on_destroy: plan.on_destroy };
  },

  // Its plan has warned that the channel stays.
  async delete({ state, context, privateState }) {
    const { name } = state;
    if (state.on_destroy === "error") throw channelProblems.channel_destroy_refused({ name });
    await refuseElsewhere(`channel ${JSON.stringify(name)}`, { context, privateState });
  },

  async importState({ id, identity, context }) {
    if (identity) return identityParts(identity, "channel");
    const name = normalizeChannelName(id.replace(/^#/, ""));
    const { workspace } = context;
    const found = isId(id) ? await workspace.channelById(id) : await workspace.channelByName(name);
    if (!found) {
      throw importProblems.import_channel_missing({ what: "channel", id, channel: id, form: "CHANNEL" });
    }
    return { id: found.channel.id, name: found.channel.name };
  },

  modifyPlan: (call) => planChannel(call),

  identity: {
    attributes: {
      id: { type: t.string, description: "Id of the channel." },
    },
    of: ({ id }) => ({ id }),
  },

  list: {
    description: "Channels that the key's owner sees, without direct conversations.",
    attributes: {
      type: a.string({
        optional: true,
        validate: [oneOf("PUBLIC", "PRIVATE")],
        description: "Only those of this type. Default: both.",
      }),
      include_archived: a.bool({ optional: true, description: "Archived ones too. Default `false`." }),
    },
    run: ({ config, context }) => listed(config, context),
  },
});

async function* listed(
  { type, include_archived }: { type: string | null; include_archived: boolean | null },
  { workspace }: PumbleContext,
) {
  for (const found of await workspace.channels()) {
    const { name, channelType, isArchived } = found.channel;
    const isWanted = !isConversation(found.channel) && (type === null || channelType === type);
    if (!isWanted || (isArchived && !include_archived)) continue;
    yield {
      displayName: `#${name}`,
      state: { ...observed(found), name, adopt_existing: false, on_destroy: "abandon" },
    };
  }
}
