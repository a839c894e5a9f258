import { isId } from "../../pumble/ids";
import { channelDescriptionMax, channelNameProblem, normalizeChannelName } from "../../pumble/names";
import type { ChannelListEntry } from "../../pumble/operations/shapes";
import { a, isUnknown, lengthBetween, oneOf, t } from "../../terraform";
import { defineResource, type PumbleContext } from "../context";
import { explain, failedAs } from "../problem";
import { channelProblems } from "../problems/channels";
import { importProblems } from "../problems/imports";
import { refuseCollision, refuseMisfit, takenUnseen, type Wanted, wantedOf } from "./channel-collision";

const sameName = (one: string, other: string) => normalizeChannelName(one) === normalizeChannelName(other);

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
  ].join("\n"),
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id of the channel, 24 hex digits." }),
    name: a.string({
      required: true,
      description:
        "Name, 1 to 80 letters, digits, spaces, `-` and `_`. Pumble stores it in lower case with `-` for each space; a name that differs only in that is the same name. A new name makes a new channel and leaves the old one behind.",
      validate: [(name) => channelNameProblem(name) ?? undefined],
      equal: sameName,
      replace: ({ prior, planned }) =>
        prior === null || planned === null || isUnknown(planned) || !sameName(prior, planned),
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
    member_count: a.int({ computed: true, keepState: true, description: "How many members it has." }),
  },

  async create({ plan, context }) {
    const wanted = wantedOf(plan);
    const existing = plan.adopt_existing ? await context.workspace.channelByName(wanted.name) : null;
    if (existing) refuseMisfit(existing, wanted);
    const made = existing ? observed(existing) : await createdChannel(wanted, context);
    return { ...made, name: plan.name, adopt_existing: plan.adopt_existing, on_destroy: plan.on_destroy };
  },

  async read({ state, context }) {
    const found = await context.workspace.channelById(state.id);
    if (!found) return null;
    return {
      ...observed(found),
      name: found.channel.name,
      adopt_existing: state.adopt_existing,
      on_destroy: state.on_destroy,
    };
  },

  // Only adopt_existing and on_destroy get here; they are about Terraform, not about Pumble.
  update({ plan, state }) {
    return { ...state, name: plan.name, adopt_existing: plan.adopt_existing, on_destroy: plan.on_destroy };
  },

  delete({ state, diagnostics }) {
    if (state.on_destroy === "error") throw channelProblems.channel_destroy_refused({ name: state.name });
    diagnostics.add(channelProblems.channel_stays({ name: state.name }));
  },

  async importState({ id, identity, context }) {
    if (identity) return { id: identity.id as string };
    const found = isId(id)
      ? await context.workspace.channelById(id)
      : await context.workspace.channelByName(normalizeChannelName(id.replace(/^#/, "")));
    if (!found) {
      throw importProblems.import_channel_missing({ what: "channel", id, channel: id, form: "CHANNEL" });
    }
    return { id: found.channel.id, name: found.channel.name };
  },

  async modifyPlan(call) {
    const { diagnostics, context } = call;
    if (call.action === "destroy") {
      const { name } = call.state;
      if (call.state.on_destroy === "error") throw channelProblems.channel_destroy_refused({ name });
      diagnostics.add(channelProblems.channel_stays({ name }));
      return;
    }
    const { name, type, description } = call.plan;
    if (isUnknown(name)) return;
    const normal = normalizeChannelName(name);
    if (normal !== name) diagnostics.add(channelProblems.channel_name_form({ name, normal }));
    if (call.action === "create" || !sameName(call.state.name, name)) {
      if (call.action === "update") {
        diagnostics.add(channelProblems.channel_stays({ name: call.state.name }));
      }
      const { adopt_existing } = call.plan;
      if (isUnknown(type) || isUnknown(adopt_existing) || !context.configured) return;
      await refuseCollision(wantedOf({ name, type, description, adopt_existing }), context);
      return;
    }
    if (type !== call.state.type) throw cannotChange(name, "type", call.state.type);
    if (description !== call.state.description)
      throw cannotChange(name, "description", call.state.description);
  },

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
    const isWanted = name !== "" && (type === null || channelType === type);
    if (!isWanted || (isArchived && !include_archived)) continue;
    yield {
      displayName: `#${name}`,
      state: { ...observed(found), name, adopt_existing: false, on_destroy: "abandon" },
    };
  }
}

/** Makes it. A new channel is known without asking: its creator is its only member. */
async function createdChannel(wanted: Wanted, { client, workspace }: PumbleContext) {
  const { name, type, description } = wanted;
  try {
    const { id } = await client.createChannel({
      name,
      type: type as "PUBLIC" | "PRIVATE",
      ...(description === null ? {} : { description }),
    });
    workspace.forgetChannels();
    return { id, type, description: description ?? "", archived: false, member_count: 1 };
  } catch (error) {
    if (!failedAs(error, "taken")) throw explain(error);
    throw takenUnseen(wanted);
  }
}

function cannotChange(name: string, attribute: "type" | "description", current: string | null) {
  const values = { name, attribute, current: JSON.stringify(current ?? "") };
  return channelProblems.channel_unchangeable(values, attribute);
}
