/**
 * What becomes of each resource when somebody changes something in Pumble by hand. The tests do every one of these
 * changes to every resource, and plan, apply and destroy after it; `docs/guides/changes-by-hand.md` is made from it.
 */

/** What the next plan does. Neither it, nor the apply and the destroy after it, ever fails. */
export const effects = {
  nothing: "Nothing: it is as declared.",
  warned: "Warns, and leaves it as it is. The next step is in the warning.",
  undone: "Puts it back, in place.",
  again: "Makes it again.",
} as const;
export type Effect = keyof typeof effects;

/** What members can do. */
export const changesByHand = {
  reply: "A member replies in its thread",
  post: "A member posts in its channel",
  react: "A member reacts to its message",
  pin: "A member pins its message",
  unpin: "Its message is pinned no more",
  edit: "Its author edits its message",
  delete: "Its message is deleted",
  unreact: "The key's owner takes the reaction back",
  rename: "Its channel is renamed",
  describe: "Its channel gets another description",
  make_private: "Its public channel is made private",
  archive: "Its channel is archived",
  unarchive: "Its channel is archived, and then used again",
  delete_public: "Its public channel is deleted",
  delete_private: "Its private channel is deleted",
  join: "Somebody joins its channel",
  add: "A member adds somebody to its channel",
  webhook: "A webhook is made for its channel",
  member_out: "The member is taken out of the channel",
  owner_leaves: "The key's owner leaves its public channel",
  owner_out: "The key's owner is taken out of its private channel",
  member_email: "The member gets another e-mail address",
  member_name: "The member gets another name",
  member_guest: "The member becomes a guest",
  deactivate: "The member is deactivated",
  activate: "The member is deactivated, and then activated again",
  owner_email: "The key's owner gets another e-mail address",
  owner_status: "The key's owner sets a status",
  owner_status_over: "The key's owner takes the status back",
  direct: "A member opens a conversation with the key's owner",
  group: "A user group is made",
  group_changed: "A user group gets other members",
  scheduled_edit: "The scheduled message gets another text",
  scheduled_move: "The scheduled message gets another time",
  scheduled_cancel: "The scheduled message is taken back",
  key_delete: "The API key is deleted",
} as const;
export type ChangeByHand = keyof typeof changesByHand;

const inUnseen = { owner_out: "warned", delete_public: "warned", delete_private: "warned" } as const;
const posted = { edit: "undone", delete: "again", ...inUnseen } as const;

/** By resource, without the prefix. What is not listed does nothing. */
export const effectsByHand: Readonly<Record<string, Partial<Record<ChangeByHand, Effect>>>> = {
  api_key: { key_delete: "again" },
  channel: {
    rename: "warned",
    describe: "warned",
    make_private: "warned",
    delete_public: "again",
    delete_private: "warned",
    owner_out: "warned",
  },
  channel_member: { member_out: "again", member_email: "warned", ...inUnseen },
  channel_members: { member_out: "undone", member_email: "warned", ...inUnseen },
  direct_message: { edit: "undone", delete: "again", member_email: "warned" },
  message: posted,
  reaction: { unreact: "again", delete: "warned", ...inUnseen },
  reply: posted,
  scheduled_message: {
    scheduled_edit: "undone",
    scheduled_move: "undone",
    scheduled_cancel: "again",
    ...inUnseen,
    owner_out: "nothing",
  },
};
