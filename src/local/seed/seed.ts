/** What a workspace begins with. */
import type { User } from "../../pumble";
import { addChannel, createChannel } from "../workspace/channels";
import { enroll } from "../workspace/members";
import { postMessage } from "../workspace/messages";
import { addPerson, newUser } from "../workspace/users";
import { inPerson, type Workspace } from "../workspace/workspace";

export interface SeedUser {
  email: string;
  name: string;
  role?: string | undefined;
  title?: string | undefined;
  status?: string | undefined;
  timeZoneId?: string | undefined;
}

export interface SeedMessage {
  /** E-mail address of the member who wrote it. */
  from: string;
  text: string;
  replies?: Omit<SeedMessage, "replies">[] | undefined;
  /** Emoji code → e-mail addresses of those who reacted. */
  reactions?: Record<string, string[]> | undefined;
}

export interface SeedChannel {
  name: string;
  type?: "PUBLIC" | "PRIVATE" | undefined;
  description?: string | undefined;
  /** E-mail address; the first user when it is left out. */
  creator?: string | undefined;
  /** E-mail addresses; everybody when it is left out. */
  members?: string[] | undefined;
  /** Everyone is in it and nobody can leave. The first channel is main when none is marked. */
  main?: boolean | undefined;
  archived?: boolean | undefined;
  messages?: SeedMessage[] | undefined;
}

export interface SeedGroup {
  handle: string;
  name: string;
  description?: string | undefined;
  /** E-mail addresses. */
  members: string[];
}

/** A workspace on paper. People are named by e-mail address. */
export interface Seed {
  workspace: { name: string };
  users: SeedUser[];
  groups?: SeedGroup[] | undefined;
  channels: SeedChannel[];
}

const welcome = "Welcome to Acme! This is a local workspace: nothing here leaves your machine.";

/** The workspace that one gets without a seed file. */
export const defaultSeed: Seed = {
  workspace: { name: "Acme" },
  users: [
    { email: "ada@example.com", name: "Ada", role: "OWNER" },
    { email: "grace@example.com", name: "Grace" },
    { email: "linus@example.com", name: "Linus" },
  ],
  channels: [
    {
      name: "general",
      description: "Company-wide announcements and work matters",
      main: true,
      messages: [{ from: "ada@example.com", text: welcome }],
    },
    {
      name: "random",
      description: "Everything that fits nowhere else",
      messages: [
        { from: "grace@example.com", text: "This is the place for everything that fits nowhere else." },
      ],
    },
  ],
};

/** Fills an empty workspace. The first user of role OWNER (else the first user) is who everything else belongs to. */
export function plant(workspace: Workspace, seed: Seed): void {
  workspace.change(() => {
    workspace.db.workspaces.put({ id: workspace.ids.next(), name: seed.workspace.name });
    const users = new Map<string, User>();
    for (const fields of seed.users)
      users.set(fields.email.toLowerCase(), addPerson(workspace, defined(fields)));
    const idOf = (email: string) => users.get(email.toLowerCase())!.id;
    const everyone = [...users.values()].map((user) => user.id);
    const owner = seed.users.find((user) => user.role === "OWNER") ?? seed.users[0]!;
    addPumbleBot(workspace, everyone);
    for (const group of seed.groups ?? []) {
      const { handle, name, description = "", members } = group;
      workspace.db.groups.put({
        ...{ id: workspace.ids.next(), workspaceId: workspace.record.id, name, handle, description },
        ...{ disabled: false, createdBy: idOf(owner.email), workspaceUserIds: members.map(idOf) },
      });
    }
    const main = seed.channels.find((channel) => channel.main) ?? seed.channels[0];
    for (const channel of seed.channels) {
      plantChannel(workspace, channel, {
        idOf,
        everyone,
        ownerId: idOf(owner.email),
        isMain: channel === main,
      });
    }
  });
}

interface Soil {
  idOf: (email: string) => string;
  everyone: string[];
  ownerId: string;
  isMain: boolean;
}

function plantChannel(workspace: Workspace, channel: SeedChannel, soil: Soil): void {
  const { idOf, isMain } = soil;
  const creatorId = channel.creator ? idOf(channel.creator) : soil.ownerId;
  const { name, type, description } = channel;
  const { id } = createChannel(workspace, inPerson(creatorId), { name, type, description });
  const made = workspace.channel(id);
  workspace.db.channels.put({ ...made, isMain, isInitial: isMain });
  for (const userId of channel.members && !isMain ? channel.members.map(idOf) : soil.everyone) {
    enroll(workspace, id, userId, creatorId);
  }
  for (const message of channel.messages ?? []) plantMessage(workspace, id, message, idOf);
  if (channel.archived) workspace.db.channels.put({ ...workspace.channel(id), isArchived: true });
}

function plantMessage(
  workspace: Workspace,
  channelId: string,
  message: SeedMessage,
  idOf: Soil["idOf"],
): void {
  const { from, text } = message;
  const root = postMessage(workspace, inPerson(idOf(from)), { channelId, text });
  const reactions = Object.entries(message.reactions ?? {}).flatMap(([code, emails]) =>
    emails.map((email) => ({ user: idOf(email), code })),
  );
  if (reactions.length > 0) workspace.db.messages.put({ ...root, reactions });
  for (const reply of message.replies ?? []) {
    postMessage(workspace, inPerson(idOf(reply.from)), {
      channelId,
      text: reply.text,
      threadRootId: root.id,
    });
  }
}

/** Pumble's own bot, with whom everybody has a direct channel. */
function addPumbleBot(workspace: Workspace, everyone: string[]): void {
  const bot = workspace.db.users.put(
    newUser(workspace, { name: "Pumble", email: "pumblebot@pumble.invalid", isPumbleBot: true }),
  );
  for (const userId of everyone) {
    const channel = addChannel(workspace, bot.id, { channelType: "DIRECT", isInitial: true });
    enroll(workspace, channel.id, bot.id, null);
    enroll(workspace, channel.id, userId, null);
  }
}

function defined<Fields extends object>(fields: Fields): Fields {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs) as Fields;
}
