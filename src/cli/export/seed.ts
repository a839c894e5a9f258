/** A gathered workspace as a seed file: `pumble dev --seed workspace.yaml` starts a copy of it. */
import { stringify } from "yaml";
import type { Seed } from "../../local";
import type { Message, User } from "../../pumble";
import type { GatheredChannel, GatheredWorkspace } from "./gather-seed";

type SeedUser = Seed["users"][number];
type SeedChannel = Seed["channels"][number];
type SeedMessage = NonNullable<SeedChannel["messages"]>[number];

/** Lets editors check and complete the file where this package is installed. */
const schemaComment = "# yaml-language-server: $schema=node_modules/pumble-iac/docs/schemas/seed.schema.json";

export function toSeed({ users, groups, channels }: GatheredWorkspace): string {
  const people = users.filter((user) => !user.isAddonBot && !user.isPumbleBot);
  const emails = new Map(people.map((user) => [user.id, user.email]));
  const emailsOf = (ids: readonly string[] | null | undefined) =>
    (ids ?? []).flatMap((id) => emails.get(id) ?? []);
  const seed: Seed = {
    users: people.map(userOf),
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
    channels: channels.map((entry) => channelOf(entry, emails, emailsOf)),
  };
  return `${schemaComment}\n${stringify(seed, { lineWidth: 110 })}`;
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
  emails: ReadonlyMap<string, string>,
  emailsOf: (ids: readonly string[] | null | undefined) => string[],
): SeedChannel {
  const creator = emails.get(channel.creatorId ?? "");
  // A seed has no bots: what apps wrote is left out.
  const written = (message: Message): SeedMessage | null => {
    const from = emails.get(message.author);
    if (!from || !message.text) return null;
    const reactions: Record<string, string[]> = {};
    for (const { user, code } of message.reactions ?? []) {
      const email = emails.get(user);
      if (email) reactions[code] = [...(reactions[code] ?? []), email];
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
    ...(channel.channelType === "PRIVATE" ? { type: "PRIVATE" as const } : {}),
    ...(channel.description ? { description: channel.description } : {}),
    ...(creator ? { creator } : {}),
    members: emailsOf(users),
    ...(channel.isMain ? { main: true } : {}),
    ...(channel.isArchived ? { archived: true } : {}),
    ...(seeded.length > 0 ? { messages: seeded } : {}),
  };
}
