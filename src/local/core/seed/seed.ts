/** What a workspace begins with. */
import type { User } from "../../../pumble";
import { registerApp } from "../workspace/apps";
import { addChannel, createChannel } from "../workspace/channels";
import { type KeptApps, putBackApps } from "../workspace/kept-apps";
import { enroll } from "../workspace/members";
import { postMessage } from "../workspace/messages";
import { addPerson, newUser } from "../workspace/users";
import { inPerson, type Workspace } from "../workspace/workspace";
import { ownerOf, type Seed, type SeedChannel, type SeedMessage } from "./schema";

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

/** Fills an empty workspace. The seed has been through `seedSchema`. @param kept what stays of the one before */
export function plant(workspace: Workspace, seed: Seed, kept: KeptApps | null = null): void {
  workspace.change(() => {
    const { name } = seed.workspace ?? defaultSeed.workspace!;
    workspace.db.workspaces.put({ id: kept?.workspaceId ?? workspace.ids.next(), name });
    const users = new Map<string, User>();
    for (const fields of seed.users) {
      const email = fields.email.toLowerCase();
      const id = kept?.people.get(email);
      users.set(email, addPerson(workspace, { ...defined(fields), ...(id ? { id } : {}) }));
    }
    const idOf = (email: string) => users.get(email.toLowerCase())!.id;
    const everyone = [...users.values()].map((user) => user.id);
    const owner = ownerOf(seed.users);
    addPumbleBot(workspace, everyone);
    for (const group of seed.groups ?? []) {
      const { handle, name, description = "", members = [] } = group;
      workspace.db.groups.put({
        ...{ id: workspace.ids.next(), workspaceId: workspace.record.id, name, handle, description },
        ...{ disabled: false, createdBy: idOf(owner.email), workspaceUserIds: members.map(idOf) },
      });
    }
    for (const app of seed.apps ?? []) plantApp(workspace, app);
    const main = seed.channels.find((channel) => channel.main) ?? seed.channels[0];
    for (const channel of seed.channels) {
      plantChannel(workspace, channel, {
        idOf,
        everyone,
        ownerId: idOf(owner.email),
        isMain: channel === main,
      });
    }
    putBackApps(workspace, kept);
  });
}

/** Registers the app, with the id and secrets that the seed gives. */
function plantApp(workspace: Workspace, app: NonNullable<Seed["apps"]>[number]): void {
  const { manifest, ...given } = app;
  const { id } = registerApp(workspace, manifest);
  const record = workspace.db.apps.get(id)!;
  workspace.db.apps.delete(id);
  workspace.db.apps.put({ ...record, ...defined(given) });
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
  threadRootId?: string,
): void {
  const { from, text } = message;
  const posted = postMessage(workspace, inPerson(idOf(from)), { channelId, text, threadRootId });
  const reactions = Object.entries(message.reactions ?? {}).flatMap(([code, emails]) =>
    emails.map((email) => ({ user: idOf(email), code })),
  );
  if (reactions.length > 0) workspace.db.messages.put({ ...posted, reactions });
  for (const reply of message.replies ?? []) plantMessage(workspace, channelId, reply, idOf, posted.id);
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
