/**
 * Groups of operations that a narrowed key needs for each object of the provider. The tests use each resource with a key
 * of exactly these; `docs/guides/narrow-keys.md` is made from it.
 */
import type { OperationGroup } from "../pumble/operations/groups";

export interface Needed {
  /** Null: a narrowed key does not do. */
  readonly groups: readonly OperationGroup[] | null;
  /** What needs more, as a sentence. */
  readonly more?: string;
}

const mentions = "Markdown that mentions members or groups needs `Users`, and `#channel` needs `Channels`.";

const adopting = "`adopt_existing` needs `Users`.";

/** By name without the prefix. */
export const resourceGroups: Readonly<Record<string, Needed>> = {
  api_key: { groups: null },
  channel: { groups: ["Channels"] },
  channel_member: { groups: ["Channels", "Users"] },
  channel_members: { groups: ["Channels", "Users"] },
  direct_message: { groups: ["Messages", "Users"] },
  message: { groups: ["Messages"], more: `${mentions} ${adopting}` },
  reaction: { groups: ["Messages", "Users"] },
  reply: { groups: ["Messages"], more: `${mentions} ${adopting}` },
  scheduled_message: {
    groups: ["Scheduled messages"],
    more: `What became of one that is not scheduled any more needs \`Messages\`. ${mentions}`,
  },
};

export const dataSourceGroups: Readonly<Record<string, Needed>> = {
  api_keys: { groups: null },
  channel: { groups: ["Channels"] },
  channels: { groups: ["Channels"] },
  current_user: { groups: ["Users"] },
  messages: { groups: ["Messages"], more: "`channel` instead of `channel_id` needs `Channels`." },
  search: { groups: ["Messages"] },
  user: { groups: ["Users"] },
  user_groups: { groups: ["Users"] },
  users: { groups: ["Users"] },
};

export const listGroups: Readonly<Record<string, Needed>> = {
  channel: { groups: ["Channels"] },
  message: {
    groups: ["Messages", "Users"],
    more: "The names of members, groups and channels that a message mentions need `Users` and `Channels`.",
  },
};

export const actionGroups: Readonly<Record<string, Needed>> = {
  send_message: { groups: ["Messages"], more: mentions },
};

export const ephemeralGroups: Readonly<Record<string, Needed>> = {
  api_key: { groups: null },
  generated_api_key: { groups: [], more: "Nothing is asked of Pumble." },
};
