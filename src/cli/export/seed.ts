/** A gathered workspace as a seed file: `pumble dev --seed workspace.yaml` starts a copy of it. */

import { stringify } from "yaml";
import type { Seed } from "../../local";
import type { Message, User } from "../../pumble";
import { emojiCodePattern } from "../../pumble/messages/emoji-name";
import { isActive } from "../../pumble/people";
import type { GatheredChannel, GatheredWorkspace } from "./gather-seed";
import { withoutSkinTone } from "./skin-tone";

type SeedUser = Seed["users"][number];
type SeedChannel = Seed["channels"][number];
type SeedMessage = NonNullable<SeedChannel["messages"]>[number];

/** Lets editors check and complete the file where this package is installed. */
const schemaComment = "# yaml-language-server: $schema=node_modules/pumble-iac/docs/schemas/seed.schema.json";

export function toSeed({ users: all, groups, channels }: GatheredWorkspace): string {
  const people = all.filter((user) => !user.isAddonBot && !user.isPumbleBot);
  const each = onceEach(people);
  const emails = new Map(people.map(({ id, email }) => [id, each.get(email.toLowerCase())!.email]));
  const emailsOf = (ids: readonly string[] | null | undefined) => [
    ...new Set((ids ?? []).flatMap((id) => emails.get(id) ?? [])),
  ];
  const users = [...each.values()].map(userOf);
  const owner = users.find(({ role }) => role === "OWNER") ?? users[0];
  const seed: Seed = {
    users,
    ...(groups.length > 0
      ? {
          groups: groups.map((group) => ({
            handle: group.handle,
            name: group.name,
            ...(group.description ? { description: group.description } : {}),
            members: emailsOf(group.workspaceUserIds),
          })),
        }
      : {}),
    channels: channels.map((entry) => channelOf(entry, { emails, emailsOf, owner: owner?.email ?? "" })),
  };
  return `${schemaComment}\n${stringify(seed, { lineWidth: 110 })}`;
}

/** By address in lower case. Who left and came back is there twice, under one: who works is meant. */
function onceEach(people: readonly User[]): Map<string, User> {
  const byAddress = new Map<string, User>();
  for (const user of people) {
    const key = user.email.toLowerCase();
    const known = byAddress.get(key);
    if (!known || !isActive(known)) byAddress.set(key, user);
  }
  return byAddress;
}

interface People {
  /** By id. */
  readonly emails: ReadonlyMap<string, string>;
  emailsOf(ids: readonly string[] | null | undefined): string[];
  /** Whom everything belongs to that names nobody. */
  readonly owner: string;
}

function userOf(user: User): SeedUser {
  return {
    email: user.email,
    name: user.name,
    role: user.role as NonNullable<SeedUser["role"]>,
    ...(user.status === "ACTIVATED" ? {} : { status: user.status as NonNullable<SeedUser["status"]> }),
    ...(user.title ? { title: user.title } : {}),
    ...(user.timeZoneId ? { timeZoneId: user.timeZoneId } : {}),
  };
}

function channelOf(
  { channel, users, messages }: GatheredChannel,
  { emails, emailsOf, owner }: People,
): SeedChannel {
  const creator = emails.get(channel.creatorId ?? "");
  const members = emailsOf(users);
  const isPrivate = channel.channelType === "PRIVATE";
  const inside = new Set([creator ?? owner, ...members].map((email) => email.toLowerCase()));
  // A seed has no bots, and nobody in a private channel who has left it: what they wrote is left out.
  const written = (message: Message): SeedMessage | null => {
    const from = emails.get(message.author);
    if (!from || !message.text || (isPrivate && !inside.has(from.toLowerCase()))) return null;
    const reactions: Record<string, string[]> = {};
    for (const { user, code: listed } of message.reactions ?? []) {
      const [email, code] = [emails.get(user), withoutSkinTone(listed)];
      if (email && emojiCodePattern.test(code))
        reactions[code] = [...new Set([...(reactions[code] ?? []), email])];
    }
    return { from, text: message.text, ...(Object.keys(reactions).length > 0 ? { reactions } : {}) };
  };
  const seeded = messages.flatMap(({ message, replies }) => {
    const root = written(message);
    if (!root) return [];
    const answers = replies.flatMap((reply) => written(reply) ?? []);
    return [answers.length > 0 ? { ...root, replies: answers } : root];
  });
  return {
    name: channel.name,
    ...(isPrivate ? { type: "PRIVATE" as const } : {}),
    ...(channel.description ? { description: channel.description } : {}),
    ...(creator ? { creator } : {}),
    members,
    ...(channel.isMain ? { main: true } : {}),
    ...(channel.isArchived ? { archived: true } : {}),
    ...(seeded.length > 0 ? { messages: seeded } : {}),
  };
}
