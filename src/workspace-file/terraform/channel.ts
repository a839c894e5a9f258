/** A channel and its members as resources. */
import { normalizeChannelName } from "../../pumble/names";
import type { Channel } from "../workspace";
import { addressName } from "./address";
import { channelAddress, idOf, inWords, type Owner, type Resource } from "./resource";
import { literal, quoted } from "./template";

/** Data source that resources with user groups read; its name keeps out of the way of others. */
export const groupsData = "pumble_workspace";

/** The local value with the id of the addon's bot. */
export const botLocal = "pumble_workspace_bot";

export function channelResource(of: Owner): Resource {
  const { channel, channelName, context } = of;
  // With a prefix it is another channel, which may not be there yet.
  const adopt = (channel.adopt && context.prefix !== "") || context.options.adopt === true;
  return {
    type: "pumble_channel",
    name: addressName(channel.key),
    body: {
      name: normalizeChannelName(channelName),
      type: channel.type,
      ...(channel.description === null ? {} : { description: literal(channel.description) }),
      ...(adopt ? { adopt_existing: true } : {}),
      ...(channel.protect ? { on_destroy: "error" } : {}),
    },
    object: { kind: "channel", ...inWords(of), adopt: channel.adopt || adopt },
  };
}

/** One resource for all members, whatever teams they come from: one read, and one line in a plan. */
export function membersResource(of: Owner): Resource | null {
  const { channel, context } = of;
  const members = [...channel.members].filter(([lower]) => !context.options.without?.has(lower));
  const groups = channel.groups.map(({ handle }) => handle);
  if (members.length === 0 && groups.length === 0 && !channel.exact) return null;
  const emails = members.map(([, { address: written }]) => written);
  return {
    type: "pumble_channel_members",
    name: addressName(channel.key),
    body: {
      channel_id: idOf(channelAddress(channel.key)),
      ...(groups.length === 0 ? { emails: emails.map(literal) } : { user_ids: idsOf(emails, groups) }),
      ...(channel.exact ? { remove_unmanaged: true } : {}),
    },
    object: {
      ...{ kind: "members", ...inWords(of), exact: channel.exact, groups },
      sources: new Map(members.map(([lower, { sources }]) => [lower, sources])),
    },
  };
}

/** Whether it can only be posted there once the addon's bot is let in: nobody sees a private channel from outside. */
export function needsBot({ type, announcements }: Channel): boolean {
  const posted = announcements.flatMap((announcement) => [announcement, ...announcement.replies]);
  return type === "PRIVATE" && posted.some(({ asBot }) => asBot);
}

/** Lets the bot into the channel. `pumble_channel_members` takes no bot out, so the two do not get in each other's way. */
export function botResource(of: Owner): Resource | null {
  const { channel } = of;
  if (!needsBot(channel)) return null;
  return {
    type: "pumble_channel_member",
    name: addressName(channel.key),
    body: { channel_id: idOf(channelAddress(channel.key)), user_id: `\${local.${botLocal}}` },
    object: { kind: "bot", ...inWords(of) },
  };
}

/** The ids of people and of the members of user groups, looked up while planning. */
function idsOf(emails: readonly string[], groups: readonly string[]): string {
  const users = `data.pumble_users.${groupsData}.ids_by_email`;
  const people = emails.map((email) => `${users}[${quoted(email.toLowerCase())}]`);
  const ofGroups = groups.map((handle) => `local.${groupsData}_groups[${quoted(handle)}]`);
  return `\${setunion(toset([${people.join(", ")}]), ${ofGroups.join(", ")})}`;
}
