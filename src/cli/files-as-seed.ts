/** A workspace's files as what a local workspace begins with: people become members, and everything is there. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import type { Seed } from "../local";
import type { RichText } from "../pumble";
import { namedFileBytesMax } from "../pumble/at-most";
import { blocksToText } from "../pumble/messages/markdown";
import {
  type Announcement,
  type Channel,
  type Content,
  loadWorkspace,
  type Schedule,
  type Workspace,
} from "../workspace-file";
import { refuseErrors } from "./workspace-problems";

/**
 * The seed that a path stands for: that of a workspace's files, or the path itself when it is a seed file.
 * @throws {WorkspaceProblems} when the files are not right
 */
export function seedAt(path: string): { seed: Seed | string; root: string | null } {
  if (!isWorkspace(path)) return { seed: path, root: null };
  const { workspace, problems } = loadWorkspace(path);
  refuseErrors(problems);
  return { seed: seedOf(workspace!, Date.now()), root: workspace!.root };
}

/** A seed file lists its users; a workspace's file does not. What can be read once only, such as a pipe, is a seed. */
function isWorkspace(path: string): boolean {
  if (!existsSync(path)) return false;
  const facts = statSync(path);
  if (facts.isDirectory()) return true;
  if (!facts.isFile() || facts.size > namedFileBytesMax) return false;
  try {
    const data: unknown = parse(readFileSync(path, "utf8"));
    return typeof data === "object" && data !== null && !("users" in data);
  } catch {
    return false;
  }
}

/** @param now epoch milliseconds; what was to be sent before is left out */
function seedOf(workspace: Workspace, now: number): Seed {
  const owner = [...workspace.addresses.keys()][0] ?? "owner@example.com";
  const channels = [...workspace.channels.values()];
  const main = channels.find(({ name, type }) => name === "general" && type === "PUBLIC");
  const planted = channels.map((channel) => seedChannel(channel, { owner, now, isMain: channel === main }));
  const handles = [...new Set(channels.flatMap(({ groups }) => groups.map(({ handle }) => handle)))];
  const mentioned = channels.flatMap(contentsOf).flatMap(({ mentions }) => mentions.groups);
  return {
    workspace: { name: "Acme" },
    users: usersOf(workspace, owner),
    groups: [...new Set([...handles, ...mentioned])].map((handle) => ({ handle, name: handle, members: [] })),
    channels: main ? planted : [{ name: "general", main: true }, ...planted],
  };
}

function contentsOf({ announcements, schedules }: Channel): Content[] {
  const replies = announcements.flatMap((announcement) => announcement.replies);
  return [...announcements, ...replies, ...schedules].map(({ content }) => content);
}

/** Everybody whom the files name, the first one as the owner. */
function usersOf({ addresses, people, channels }: Workspace, owner: string): Seed["users"] {
  const names = new Map(
    [...people.values()].map(({ address, name, short }) => [address.toLowerCase(), name ?? short]),
  );
  const mentioned = [...channels.values()].flatMap(contentsOf).flatMap(({ mentions }) => mentions.users);
  const all = new Set([owner, ...addresses.keys(), ...mentioned.map((user) => user.toLowerCase())]);
  return [...all]
    .filter((email) => email.includes("@"))
    .map((email) => ({
      ...{ email, name: names.get(email) ?? email.split("@")[0]! },
      ...(email === owner ? { role: "OWNER" as const } : {}),
    }));
}

interface Soil {
  readonly owner: string;
  readonly now: number;
  readonly isMain: boolean;
}

function seedChannel(channel: Channel, { owner, now, isMain }: Soil): Seed["channels"][number] {
  const { name, type, description, members, announcements, schedules } = channel;
  return {
    ...{ name, type },
    ...(description === null ? {} : { description }),
    ...(isMain ? { main: true } : { members: [...new Set([owner, ...members.keys()])] }),
    messages: announcements.map((announcement) => seedMessage(announcement, owner)),
    schedules: schedules
      .filter(({ sendAt }) => Date.parse(sendAt) > now)
      .map((schedule) => seedSchedule(schedule, owner)),
  };
}

/** What stands in blocks is shown there as its text. */
function seedContent({ form, value }: Content, owner: string) {
  if (form === "markdown") return { from: owner, markdown: value };
  return { from: owner, text: form === "text" ? value : blocksToText(JSON.parse(value) as RichText[]) };
}

function seedMessage({ content, reactions, replies }: Announcement, owner: string) {
  const reacted = (codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, [owner]]));
  return {
    ...{ ...seedContent(content, owner), reactions: reacted(reactions) },
    replies: replies.map((reply) => ({
      ...seedContent(reply.content, owner),
      reactions: reacted(reply.reactions),
    })),
  };
}

function seedSchedule({ content, sendAt, recurrence, endDate, times }: Schedule, owner: string) {
  return {
    ...{ ...seedContent(content, owner), at: sendAt },
    ...(recurrence === null ? {} : { every: recurrence as "DAILY" }),
    ...(endDate === null ? {} : { until: endDate }),
    ...(times === null ? {} : { times }),
  };
}

/** Says, while a local workspace runs, that what the folder's files say is there already under this address. */
export function markSeeded(root: string, baseUrl: string): { remove(): void } {
  const file = markFile(root);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(dirname(file), ".gitignore"), "*\n");
  writeFileSync(file, `${JSON.stringify({ baseUrl })}\n`);
  return { remove: () => rmSync(file, { force: true }) };
}

/** Whether the workspace at this address began with the folder's files. */
export function isSeededFrom(root: string, baseUrl: string | undefined): boolean {
  try {
    const { baseUrl: seeded } = JSON.parse(readFileSync(markFile(root), "utf8")) as { baseUrl?: string };
    return baseUrl !== undefined && seeded === baseUrl.replace(/\/$/, "");
  } catch {
    return false;
  }
}

function markFile(root: string): string {
  return resolve(root, ".pumble", "seeded.json");
}
