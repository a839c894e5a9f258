/** Blocks that move what is in the state to new addresses, and that take in what is in Pumble already. */
import { normalizeChannelName } from "../../pumble/names";
import type { Channel, Content, Import, Workspace } from "../workspace";
import { addressName } from "./address";
import { needsBot } from "./channel";

/** Terraform types of what stands in a channel, by section. */
const typesOf = {
  announcements: "pumble_message",
  schedules: "pumble_scheduled_message",
  scripts: "terraform_data",
  replies: "pumble_reply",
  reactions: "pumble_reaction",
} as const;

const sections = ["announcements", "schedules", "scripts"] as const;
type Section = (typeof sections)[number];

interface Block {
  readonly from: string;
  readonly to: string;
}

/** From each thing back to all that it was called, step by step: Terraform takes one old address for each new one. */
export function movedBlocks(workspace: Workspace): Block[] {
  const blocks = [...workspace.channels.values()].flatMap((channel) => [
    ...channelBlocks(channel, workspace),
    ...sections.flatMap((section) =>
      channel[section].flatMap(({ key }) => entryBlocks(channel, section, key, workspace)),
    ),
  ]);
  return blocks.sort((one, other) => (one.from < other.from ? -1 : 1));
}

function channelBlocks(channel: Channel, workspace: Workspace): Block[] {
  const types = [
    ...["pumble_channel", "pumble_channel_members"],
    ...(needsBot(channel) ? ["pumble_channel_member"] : []),
  ];
  return wayTo(channel.key, (key) => oldChannel(key, workspace)).flatMap(([from, to]) =>
    types.map((type) => ({ from: `${type}.${addressName(from)}`, to: `${type}.${addressName(to)}` })),
  );
}

function entryBlocks(channel: Channel, section: Section, key: string, workspace: Workspace): Block[] {
  const inside = insideOf(channel, section, key);
  const name = (identity: string, rest: readonly string[]) => addressName(...identity.split("/"), ...rest);
  return wayTo(`${channel.key}/${key}`, (at) => oldEntry(section, at, workspace)).flatMap(([from, to]) =>
    inside.map(({ type, rest }) => ({
      from: `${type}.${name(from, rest)}`,
      to: `${type}.${name(to, rest)}`,
    })),
  );
}

/** Each step to what something is called now, the last one first. */
function wayTo(now: string, before: (at: string) => string | undefined): [from: string, to: string][] {
  const steps: [string, string][] = [];
  const seen = new Set([now]);
  for (let at = now, from = before(at); from !== undefined && !seen.has(from); at = from, from = before(at)) {
    seen.add(from);
    steps.push([from, at]);
  }
  return steps;
}

function oldChannel(key: string, { moved }: Workspace): string | undefined {
  return moved.find(({ kind, to }) => kind === "channels" && to === key)?.from;
}

/** What it moved from by itself; else where it was in what its channel was called. */
function oldEntry(section: Section, identity: string, workspace: Workspace): string | undefined {
  const moves = workspace.moved.filter(({ kind }) => kind === section);
  const own = moves.find(({ to }) => to === identity);
  if (own) return own.from;
  const [channel, key] = identity.split("/") as [string, string];
  const old = oldChannel(channel, workspace);
  const from = `${old}/${key}`;
  return old === undefined || moves.some((move) => move.from === from) ? undefined : from;
}

/** Resources of one entry of a section: its own and, of an announcement, what hangs on it. */
function insideOf(channel: Channel, section: Section, key: string): { type: string; rest: string[] }[] {
  const own = { type: typesOf[section], rest: [] };
  const announcement = section === "announcements" && channel.announcements.find((one) => one.key === key);
  if (!announcement) return [own];
  const emoji = (codes: readonly string[], ...before: string[]) =>
    codes.map((code) => ({ type: typesOf.reactions, rest: [...before, code.slice(1, -1)] }));
  const replies = announcement.replies.flatMap((reply) => [
    { type: typesOf.replies, rest: [reply.key] },
    ...emoji(reply.reactions, reply.key),
  ]);
  return [own, ...emoji(announcement.reactions), ...replies];
}

interface ImportContext {
  /** Identities of the channels whose members are managed. */
  readonly membersOf: ReadonlySet<string>;
  /** What the names of channels begin with in this environment. */
  readonly prefix: string;
}

/** `import` blocks: what is named by its id, and channels that are there already, by their names. */
export function importBlocks(workspace: Workspace, context: ImportContext) {
  const byId = workspace.imports.flatMap((one) => importsOf(one, workspace, context));
  const known = new Set(byId.map(({ to }) => to));
  const adopted = [...workspace.channels.values()]
    .filter(({ adopt }) => adopt && context.prefix === "")
    .map(({ key, name }) => ({ to: `pumble_channel.${addressName(key)}`, id: name }))
    .filter(({ to }) => !known.has(to));
  return [...adopted, ...byId];
}

/** A channel that is taken in brings its members along. */
function importsOf({ kind, of, id }: Import, { channels }: Workspace, { membersOf, prefix }: ImportContext) {
  const [key = "", ...inside] = of.split("/");
  if (kind === "reactions") inside.push(inside.pop()!.slice(1, -1));
  const name = addressName(key, ...inside);
  if (kind === "channels") {
    const members = membersOf.has(of) ? [{ to: `pumble_channel_members.${name}`, id }] : [];
    return [{ to: `pumble_channel.${name}`, id }, ...members];
  }
  const channel = channels.get(key)!;
  // A schedule is found by its id alone.
  const whole = kind === "schedules" ? id : `${normalizeChannelName(prefix + channel.name)}/${id}`;
  const content = kind === "reactions" ? null : contentAt(channel, kind, inside);
  return [{ to: `${typesOf[kind]}.${name}`, id: content?.form === "markdown" ? `${whole}/markdown` : whole }];
}

function contentAt(
  { announcements, schedules }: Channel,
  kind: "announcements" | "schedules" | "replies",
  [key, reply]: readonly string[],
): Content | undefined {
  if (kind === "schedules") return schedules.find((one) => one.key === key)?.content;
  const announcement = announcements.find((one) => one.key === key);
  if (kind === "announcements") return announcement?.content;
  return announcement?.replies.find((one) => one.key === reply)?.content;
}
