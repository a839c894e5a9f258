import { isId } from "../../pumble/ids";
import { textMax } from "../../pumble/limits";
import type { User } from "../../pumble/operations/shapes";
import { isActive } from "../../pumble/people";
import { a, atPlan, isWhollyKnown, lengthBetween, type PrivateState, sizeBetween, t } from "../../terraform";
import { explained } from "../call-problem";
import { attachmentsAttribute, sameText, sendable } from "../content/content";
import {
  checkAuthor,
  identityParts,
  importParts,
  rememberTyped,
  typedFor,
  wrongForm,
} from "../content/import-ids";
import { ContentReader } from "../content/observed";
import { edit, find, messageOf, postedAttributes, remove, settle } from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { namesAsBefore } from "../people/listed-members";
import { listOfPeople } from "../people/membership";
import { planAlone } from "../people/one-owner";
import { otherOwner, rememberOwner, warnOfOther } from "../people/owner";
import {
  type Addresses,
  addressesOf,
  eachEmail,
  eachId,
  importedUser,
  type Named,
  sameEmails,
  usersNamed,
  warnOfAddresses,
} from "../people/people";
import { importProblems } from "../problems/imports";
import { memberProblems } from "../problems/members";
import { atLeastOne } from "../values/exactly-one";
import { notBlank } from "../values/validators";

/** Private state: whose the addresses were when they were applied. */
const addressesKey = "addresses";

/** What a direct message says, as that of other messages. */
const plain = { markdown: null, blocks: null, allow_broadcast: false };

export const directMessage = defineResource({
  name: "direct_message",
  description: [
    "A direct message from the key's owner to one member, or to a group of up to 8. It is sent once, edited in place",
    "when its text changes, and deleted when it is destroyed. The conversation is opened when there is none.",
  ].join("\n"),
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id of the message, 24 hex digits." }),
    channel_id: a.string({
      computed: true,
      keepState: true,
      description: "Id of the conversation's channel.",
    }),
    user_ids: a.set(t.string, {
      optional: true,
      computed: true,
      keepState: true,
      validate: [atPlan(sizeBetween(1, 8)), eachId],
      description:
        "Ids of 1 to 8 members, the key's owner not among them. Other people get a new message. Give `user_ids` or `emails`; both only when they name the same people.",
    }),
    emails: a.set(t.string, {
      optional: true,
      computed: true,
      keepState: true,
      validate: [atPlan(sizeBetween(1, 8)), eachEmail],
      equal: sameEmails,
      description:
        "E-mail addresses of 1 to 8 members. Another address of the same person sends nothing anew. Give `user_ids` or `emails`; both only when they name the same people.",
    }),
    text: a.string({
      required: true,
      validate: [lengthBetween(1, textMax), notBlank],
      equal: sameText,
      description: `Text, 1 to ${textMax} characters. A change edits the message in place.`,
    }),
    attachments: attachmentsAttribute,
    ...postedAttributes,
  },

  validate: ({ config, diagnostics }) => atLeastOne(config, ["user_ids", "emails"], diagnostics),

  async create({ plan, config, context, privateState, saveState }) {
    const people = await others({ ids: config.user_ids, emails: config.emails }, context);
    const { blocks: _, ...sent } = await sendable({ ...plan, ...plain }, context);
    const ids = people.map((user) => user.id);
    const { id, channelId } = await explained(() =>
      ids.length === 1
        ? context.client.dmUser({ userId: ids[0]!, ...sent })
        : context.client.dmGroup({ userIds: ids, ...sent }),
    );
    context.workspace.forgetChannels();
    const made = {
      ...plan,
      ...{ id, channel_id: channelId, user_ids: ids },
      emails: config.emails ?? people.map((user) => user.email),
    };
    rememberOwner(privateState, context);
    privateState.set(addressesKey, addressesOf(config.emails, people, {}));
    saveState(made);
    await settle(made, sent, { context, privateState });
    return made;
  },

  async read({ state, context, privateState, diagnostics }) {
    const content = new ContentReader({ ...state, ...plain }, privateState);
    const isImport = state.text === null;
    const what = `Direct message ${state.id}`;
    const reading = { context, privateState, diagnostics };
    const found = await find(state, reading, {
      ...{ what, isImport },
      isAsExpected: (shown) => content.isUnchanged(shown),
    });
    if (!found) return null;
    if (found === "unseen") return state;
    if (isImport) {
      await checkAuthor(found, { what: "direct message", id: typedFor(found, privateState) }, context);
    }
    warnOfOther(what, reading);
    const { attachments, text } = await content.read(found);
    const people =
      state.user_ids === null || state.emails === null ? await peopleIn(state.channel_id, context) : [];
    return {
      ...state,
      ...{ attachments, text: text ?? found.text },
      user_ids: state.user_ids ?? people.map((user) => user.id),
      emails: state.emails ?? people.map((user) => user.email),
    };
  },

  async update({ plan, state, config, context, privateState }) {
    await edit({ ...state, ...plain }, { ...plan, ...plain }, { context, privateState });
    const { id, channel_id, user_ids } = state;
    const people = (await context.workspace.users()).filter((user) => user_ids.includes(user.id));
    privateState.set(addressesKey, addressesOf(config.emails, people, addressesIn(privateState, state)));
    return { ...plan, id, channel_id, user_ids, emails: config.emails ?? state.emails };
  },

  delete: ({ state, ...call }) => remove(state, call, `Direct message ${state.id}`),

  async importState({ id, identity, context, privateState }) {
    if (identity) return identityParts(identity, "direct message");
    const form = { what: "direct message", form: "ADDRESS/MESSAGE or CHANNEL/MESSAGE", typed: id };
    rememberTyped(privateState, id);
    const [who = "", ...rest] = id.split("/");
    if (!who.includes("@")) {
      const [channel_id = "", messageId = ""] = await importParts(id, context, form);
      return { id: messageId, channel_id };
    }
    const [messageId = "", ...more] = rest;
    if (!isId(messageId) || more.length > 0) throw wrongForm({ ...form, id });
    const { workspace } = context;
    const people = await Promise.all(
      who.split(",").map((email) => importedUser(email, id, form.what, workspace)),
    );
    const channelId = await conversation(people, context);
    if (!channelId) throw importProblems.import_conversation_missing({ id, people: who });
    return { id: messageId, channel_id: channelId };
  },

  // Both name the same people; addresses are what a person reads. Bots have none.
  generateConfig: ({ emails }) => (emails.includes("") ? { emails: null } : { user_ids: null }),

  async modifyPlan(call) {
    const { action, state, config, context, privateState, diagnostics } = call;
    if (action === "destroy") return;
    if (state) planAlone(call, messageOf(state.id));
    const { user_ids: ids, emails } = config;
    const names = ["user_ids", "emails"] as const;
    if (!isWhollyKnown(ids) || !isWhollyKnown(emails)) {
      for (const name of names) if (!isWhollyKnown(config[name])) call.requireReplace(name);
      return;
    }
    if (!context.configured) return;
    const { workspace } = context;
    const addresses = addressesIn(privateState, state);
    const named = { ids: ids as string[] | null, emails: emails as string[] | null };
    // With another member's key, perhaps of another workspace, the same names need not be the same people.
    if (state && otherOwner(privateState, context) && namesAsBefore(named, state, addresses)) return;
    const people = await others(named, context, addresses);
    await warnOfAddresses(named.emails ?? [], { workspace, addresses, attribute: "emails", diagnostics });
    const before = new Set(state?.user_ids);
    const isSame = people.length === before.size && people.every(({ id }) => before.has(id));
    if (isSame) return;
    refuseDeactivated(people, named.emails ? "emails" : "user_ids");
    if (state) call.requireReplace("user_ids");
    const planned = { ...call.plan, user_ids: people.map(({ id }) => id) };
    return named.emails ? planned : { ...planned, emails: people.map(({ email }) => email) };
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the conversation's channel." },
      id: { type: t.string, description: "Id of the message." },
    },
    of: ({ channel_id, id }) => ({ channel_id, id }),
  },
});

function addressesIn(
  privateState: PrivateState,
  state: { user_ids: readonly string[]; emails: readonly string[] } | null,
): Addresses {
  // What is sent anew knows nothing of what was: by then an address must be somebody's.
  if (!state) return {};
  const alone = state.user_ids.length === 1 && state.emails.length === 1;
  const only = alone ? { [state.emails[0]!.toLowerCase()]: state.user_ids[0]! } : {};
  return { ...only, ...(privateState.get(addressesKey) as Addresses | undefined) };
}

/** Those to whom it goes. */
async function others(
  named: Named,
  { workspace }: PumbleContext,
  addresses: Addresses = {},
): Promise<User[]> {
  const people = await usersNamed(named, workspace, { ids: "user_ids", emails: "emails", addresses });
  const self = people.find((user) => user.id === workspace.me?.id);
  if (!self) return people;
  throw memberProblems.direct_message_to_self({ name: self.name }, named.ids ? "user_ids" : "emails");
}

/** Who is deactivated gets no message, and neither do the others who are to get it with them. */
function refuseDeactivated(people: readonly User[], attribute: string): void {
  const inactive = people.filter((user) => !isActive(user));
  if (inactive.length === 0) return;
  const values = { people: listOfPeople(inactive) };
  throw memberProblems.direct_message_to_deactivated(values, attribute);
}

/** Those in a conversation besides the key's owner. */
async function peopleIn(channelId: string, { workspace }: PumbleContext): Promise<User[]> {
  const inside = (await workspace.channelById(channelId))?.users ?? [];
  return (await workspace.users()).filter(({ id }) => inside.includes(id) && id !== workspace.me?.id);
}

/** The channel of exactly these people and the key's owner. */
async function conversation(
  people: readonly User[],
  { workspace }: PumbleContext,
): Promise<string | undefined> {
  const { id: mine } = await workspace.owner();
  const wanted = new Set([mine, ...people.map((user) => user.id)]);
  const found = (await workspace.channels()).find(
    ({ channel, users = [] }) =>
      channel.channelType === "DIRECT" && users.length === wanted.size && users.every((id) => wanted.has(id)),
  );
  return found?.channel.id;
}
