/** Tells a report in a Pumble channel: one thread for each change, what comes later as replies, nothing twice. */
import type { BaseClient } from "../client";
import type { Message } from "../pumble";
import { emptyStack } from "./plan/summarise";
import { commands, type PumbleText, renderPumble } from "./render/pumble";
import { isQuiet } from "./render/quiet";
import type { Report } from "./report";

/** What the thread is about. */
export interface Subject {
  /** Names the change, such as `acme/chat#12`; the thread is found by it. */
  title: string;
  url: string | null;
}

/** The parts of `PumbleClient` that are needed. */
export type Poster = Pick<
  BaseClient,
  "myInfo" | "getChannel" | "allMessages" | "fetchThreadReplies" | "sendMessage" | "sendReply"
>;

export type Told = "new thread" | "reply" | "nothing new";

/** How far back a thread is looked for, in messages. */
const mostMessages = 500;

/** @param channel name or id */
export async function notify(
  client: Poster,
  channel: string,
  { report, subject }: { report: Report; subject: Subject },
): Promise<Told> {
  const [{ channel: found }, me] = await Promise.all([
    client.getChannel({ channel: channel.replace(/^#/, "") }),
    client.myInfo({}),
  ]);
  const place = { channelId: found.id };
  const said = renderPumble(report, subject);
  const quiet = report.stacks.every((stack) => isQuiet(stack, report.command));
  const root = await threadOf(client, { ...place, me: me.id, titles: titlesOf(said, report) });
  const last = root ? await lastOf(client, { ...place, root, me: me.id }) : null;
  const isOver = report.command === "drift" && last !== null && sameText(last, allWell(report, subject));
  if (last !== null && sameText(last, said.text)) return "nothing new";
  if (quiet && (root === null || isOver)) return "nothing new";
  if (root === null || isOver) {
    await client.sendMessage({ ...place, ...said });
    return "new thread";
  }
  await client.sendReply({ ...place, messageId: root.id, ...said });
  return "reply";
}

/** What a report of the same stacks says when nothing has drifted. */
function allWell(report: Report, subject: Subject): string {
  const stacks = report.stacks.map(({ stack }) => emptyStack(stack));
  return renderPumble({ ...report, stacks }, subject).text;
}

/** First lines of the thread: by whatever command, but drift is told apart, for it comes again and again. */
function titlesOf({ text }: PumbleText, { command }: Report): Set<string> {
  const [first = ""] = text.split("\n");
  const { drift, ...others } = commands;
  const words = command === "drift" ? [drift] : Object.values(others);
  return new Set(words.map((word) => `${word}${first.slice(commands[command].length)}`));
}

async function threadOf(
  client: Poster,
  { channelId, me, titles }: { channelId: string; me: string; titles: ReadonlySet<string> },
): Promise<Message | null> {
  let seen = 0;
  for await (const message of client.allMessages({ channelId })) {
    if (seen++ >= mostMessages) return null;
    const [first = ""] = message.text.split("\n");
    const isOurs = message.author === me && !message.deleted && !message.threadReplyInfo;
    if (isOurs && titles.has(first)) return message;
  }
  return null;
}

async function lastOf(
  client: Poster,
  { channelId, root, me }: { channelId: string; root: Message; me: string },
): Promise<string> {
  const replies = await client.fetchThreadReplies({ channelId, rootMessageId: root.id });
  const mine = replies.filter(({ author, deleted }) => author === me && !deleted);
  const newest = mine.sort((one, other) => one.timestampMilli - other.timestampMilli).at(-1);
  return (newest ?? root).text;
}

function sameText(one: string, other: string): boolean {
  return one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();
}
