/** What a workspace begins with. */
import type { User } from "../../../pumble";
import { markdownToBlocks } from "../../../pumble/messages/markdown";
import { Refusal, StorageFailure } from "../failure";
import { registerApp } from "../workspace/apps";
import { addChannel, createChannel } from "../workspace/channels";
import { type KeptApps, putBackApps } from "../workspace/kept-apps";
import { enroll } from "../workspace/members";
import { type MessageContent, postMessage } from "../workspace/messages";
import { createScheduled } from "../workspace/scheduled";
import { addPerson, newUser } from "../workspace/users";
import { inPerson, type Workspace } from "../workspace/workspace";
import { mainOf, ownerOf, type Seed, type SeedChannel, type SeedMessage, type SeedSchedule } from "./schema";

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
    for (const app of seed.apps ?? []) named("Seed, apps", () => plantApp(workspace, app));
    const main = mainOf(seed.channels);
    const made = seed.channels.map((channel) => {
      const soil = { idOf, everyone, ownerId: idOf(owner.email), isMain: channel === main };
      return { channel, id: plantChannel(workspace, channel, soil) };
    });
    // What is said may mention any of them.
    const say = sayer(workspace, idOf);
    for (const { channel, id } of made) {
      const where = `Seed, #${channel.name}`;
      for (const message of channel.messages ?? []) named(where, () => plantMessage(say, id, message));
      for (const schedule of channel.schedules ?? []) named(where, () => plantSchedule(say, id, schedule));
      if (channel.archived) workspace.db.channels.put({ ...workspace.channel(id), isArchived: true });
    }
    putBackApps(workspace, kept);
    markAllRead(workspace);
  });
}

/** Does the work; what is refused in it is said with its place. */
function named(where: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal) || error instanceof StorageFailure) throw error;
    throw new Refusal(error.status, error.code, `${where}: ${error.message}`);
  }
}

/** What a workspace begins with is news to nobody. */
function markAllRead({ db }: Workspace): void {
  for (const entry of [...db.memberships.values()]) {
    const lastReadId = db.timelines.of(entry.channelId).at(-1)?.id;
    if (lastReadId) db.memberships.put({ ...entry, lastReadId });
  }
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

function plantChannel(workspace: Workspace, channel: SeedChannel, soil: Soil): string {
  const { idOf, isMain } = soil;
  const creatorId = channel.creator ? idOf(channel.creator) : soil.ownerId;
  const { name, type, description } = channel;
  const { id } = createChannel(workspace, inPerson(creatorId), { name, type, description });
  const made = workspace.channel(id);
  workspace.db.channels.put({ ...made, isMain, isInitial: isMain });
  for (const userId of channel.members && !isMain ? channel.members.map(idOf) : soil.everyone) {
    enroll(workspace, id, userId, creatorId);
  }
  return id;
}

/** What people say, in a workspace in which everybody and every channel is there. */
interface Sayer {
  readonly workspace: Workspace;
  readonly idOf: Soil["idOf"];
  content(said: { text?: string | undefined; markdown?: string | undefined }): MessageContent;
}

function sayer(workspace: Workspace, idOf: Soil["idOf"]): Sayer {
  const channels = new Map([...workspace.db.channels.values()].map(({ name, id }) => [name, id]));
  const users = new Map([...workspace.db.users.values()].map(({ email, id }) => [email.toLowerCase(), id]));
  const groups = new Map([...workspace.db.groups.values()].map(({ handle, id }) => [handle, id]));
  const content = ({ text, markdown }: { text?: string | undefined; markdown?: string | undefined }) => {
    if (markdown === undefined) return { text: text! };
    return markdownToBlocks(markdown, {
      allowBroadcast: true,
      resolveUser: (email) => users.get(email.toLowerCase()),
      resolveChannel: (name) => channels.get(name),
      resolveGroup: (handle) => groups.get(handle),
    });
  };
  return { workspace, idOf, content };
}

function plantMessage(say: Sayer, channelId: string, message: SeedMessage, threadRootId?: string): void {
  const { workspace, idOf } = say;
  const { text, blocks } = say.content(message);
  const posted = postMessage(workspace, inPerson(idOf(message.from)), {
    ...{ channelId, text, threadRootId },
    ...(blocks ? { blocks } : {}),
  });
  const reactions = Object.entries(message.reactions ?? {}).flatMap(([code, emails]) =>
    emails.map((email) => ({ user: idOf(email), code })),
  );
  if (reactions.length > 0) workspace.db.messages.put({ ...posted, reactions });
  for (const reply of message.replies ?? []) plantMessage(say, channelId, reply, posted.id);
}

function plantSchedule(say: Sayer, channelId: string, schedule: SeedSchedule): void {
  const { workspace, idOf } = say;
  const { text, blocks } = say.content(schedule);
  const { at, every, until, times } = schedule;
  createScheduled(workspace, inPerson(idOf(schedule.from)), {
    ...{ channelId, text, sendAt: Date.parse(at) },
    ...(blocks ? { blocks } : {}),
    ...(every
      ? {
          recurrence: {
            recurrenceType: every,
            ...(times ? { endAfterOccurrences: times } : {}),
            ...(until ? { endDate: Date.parse(until) } : {}),
          },
        }
      : {}),
  });
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
