/** Blocks that move what is in the state to new addresses, and that take in what is in Pumble already. */
import { normalizeChannelName } from "../../pumble/names";
import type { Channel, Content, Import, Move, Workspace } from "../workspace";
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

export function movedBlocks(workspace: Workspace): Block[] {
  const blocks = workspace.moved.flatMap((move) => blocksOf(move, workspace));
  const known = new Map(blocks.map((block) => [block.from, block]));
  return [...known.values()].sort((one, other) => (one.from < other.from ? -1 : 1));
}

function blocksOf({ kind, from, to }: Move, workspace: Workspace): Block[] {
  if (kind === "channels") return channelBlocks(from, to, workspace);
  const [oldChannel, oldKey] = from.split("/") as [string, string];
  const [newChannel, newKey] = to.split("/") as [string, string];
  const end = lastOf(kind, to, workspace).split("/") as [string, string];
  const channel = workspace.channels.get(end[0])!;
  return insideOf(channel, kind, end[1]).map(({ type, rest }) => ({
    from: `${type}.${addressName(oldChannel, oldKey, ...rest)}`,
    to: `${type}.${addressName(newChannel, newKey, ...rest)}`,
  }));
}

/** Where a chain of moves that begins here ends. */
function lastOf(kind: Move["kind"], key: string, { moved }: Workspace): string {
  const next = moved.find((move) => move.kind === kind && move.from === key);
  return next ? lastOf(kind, next.to, { moved } as Workspace) : key;
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

function channelBlocks(from: string, to: string, workspace: Workspace): Block[] {
  const channel = workspace.channels.get(lastOf("channels", to, workspace))!;
  const block = (type: string, ...rest: string[]): Block => ({
    from: `${type}.${addressName(from, ...rest)}`,
    to: `${type}.${addressName(to, ...rest)}`,
  });
  const inside = sections.flatMap((section) =>
    channel[section].flatMap(({ key }) =>
      [key, ...oldKeys(section, channel.key, key, workspace)].flatMap((name) =>
        insideOf(channel, section, key).map(({ type, rest }) => block(type, name, ...rest)),
      ),
    ),
  );
  return [
    block("pumble_channel"),
    block("pumble_channel_members"),
    ...(needsBot(channel) ? [block("pumble_channel_member")] : []),
    ...inside,
  ];
}

/** Keys that an entry of this channel had before. */
function oldKeys(section: Section, channel: string, key: string, { moved }: Workspace): string[] {
  return moved
    .filter(
      (move) =>
        move.kind === section && lastOf(section, move.to, { moved } as Workspace) === `${channel}/${key}`,
    )
    .map(({ from }) => from.split("/")[1]!);
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
