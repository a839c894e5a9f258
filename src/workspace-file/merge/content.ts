/** What a message says: text, Markdown, or the Markdown file that it names, with whom it mentions. */
import { posix } from "node:path";
import * as z from "zod";
import { isId } from "../../pumble/ids";
import { textMax } from "../../pumble/limits";
import { richText } from "../../pumble/messages/blocks";
import { broadcastsInText } from "../../pumble/messages/broadcast";
import { type MarkdownMessage, markdownToBlocks } from "../../pumble/messages/markdown";
import { normalizeChannelName } from "../../pumble/names";
import type { Place } from "../files/place";
import { secretIn } from "../files/secret-look";
import { type Folder, readText } from "../files/text";
import { type Mark, markAt } from "../files/written";
import { noteUnusual } from "../rules/emoji";
import { everybody, mentionedIn } from "../rules/mentioned";
import type { FilePolicy } from "../rules/policy";
import type { Broadcast, Content, Mentions } from "../workspace";

/** Anything whose content is written as text or Markdown. */
export interface WrittenContent {
  readonly text?: string | undefined;
  readonly markdown?: string | undefined;
  readonly blocks?: string | undefined;
  readonly allow_broadcast?: boolean | undefined;
}

/** Whether what is written under `markdown` is the path of a file; an address with a scheme is posted. */
function isMarkdownPath(written: string): boolean {
  return /^(?![a-z][a-z0-9+.-]*:\/\/)(?:\.{1,2}\/.*|\S+)\.(?:md|markdown)$/i.test(written.trim());
}

/** From here, from above, or from the top of the disk: nothing that somebody would post. */
const otherPath = /^(?:\.{1,2}(?:\/\S*)?|\/[^\s/]+\/\S*)$/;

/** Reads contents, each file and each text once. */
export class Contents {
  private readonly files = new Map<string, string>();
  private readonly read = new Map<string, Read>();

  constructor(
    private readonly folder: Folder,
    private readonly policy: FilePolicy,
  ) {}

  /** Codes of reactions, each once and in order. */
  reactions(codes: readonly string[] | undefined, mark: Mark): string[] {
    noteUnusual(codes, mark, this.folder.problems);
    return [...new Set(codes)].sort();
  }

  /** What is said; null after a problem. */
  content(written: WrittenContent, mark: Mark, file: string): Content | null {
    const form =
      written.blocks !== undefined ? "blocks" : written.markdown !== undefined ? "markdown" : "text";
    const place = markAt(mark, [form]).value;
    const given = written[form]!;
    const isPath = form === "blocks" || (form === "markdown" && isMarkdownPath(given));
    if (!isPath && form === "markdown" && otherPath.test(given.trim())) {
      const message = `${JSON.stringify(given.trim())} looks like a path, and no Markdown file's`;
      this.folder.problems.error("file", place, message, "A Markdown file ends in .md.");
      return null;
    }
    if (isPath && given.trim().startsWith("/")) {
      const next = "Write where it is from this file on, such as ./rules.md.";
      this.folder.problems.error(
        "file",
        place,
        `${JSON.stringify(given.trim())} leads out of the workspace's folder`,
        next,
      );
      return null;
    }
    const path = isPath ? this.path(given.trim(), file) : null;
    const value = path === null ? given : this.fileText(path, place);
    if (value === null) return null;
    const allowBroadcast = written.allow_broadcast ?? false;
    const mentions = this.mentions(form, value, place);
    this.checkBroadcasts(mentions.broadcasts, { allowBroadcast, form, place });
    return { form, value: value.replace(/\r\n?/g, "\n"), file: path, allowBroadcast, mentions, place };
  }

  private path(written: string, file: string): string {
    return posix.normalize(posix.join(posix.dirname(file), written));
  }

  private fileText(path: string, place: Place): string | null {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const value = readText(this.folder, path, place)?.trimEnd();
    if (value === undefined) return null;
    const { problems } = this.folder;
    const file = JSON.stringify(path);
    if (value === "") {
      problems.error("file", place, `${file} is empty`, "Write what the message says.");
      return null;
    }
    if ([...value].length > textMax) {
      problems.error(
        "file",
        place,
        `${file} has more than ${textMax} characters`,
        "Make two messages of it.",
      );
      return null;
    }
    const kind = secretIn(value);
    if (kind) {
      const next = "Everybody in the channel could use it. Revoke it.";
      problems.secret(place, `${file} holds ${kind}`, next);
    }
    this.files.set(path, value);
    return value;
  }

  private mentions(form: Content["form"], value: string, place: Place): Mentions {
    const known = this.read.get(`${form}:${value}`) ?? readers[form](value);
    this.read.set(`${form}:${value}`, known);
    const code = form === "blocks" ? "file" : "mention";
    for (const problem of known.problems) this.folder.problems.error(code, place, problem);
    return known.mentions;
  }

  private checkBroadcasts(
    broadcasts: readonly Broadcast[],
    { allowBroadcast, form, place }: { allowBroadcast: boolean; form: Content["form"]; place: Place },
  ): void {
    const first = broadcasts[0];
    if (!first) return;
    const sign = signOf(first);
    if (allowBroadcast) {
      this.policy.checkBroadcast(sign, place);
      return;
    }
    const message = `${sign} notifies ${typeof first === "string" ? "everybody in the channel" : "a whole user group"}`;
    const other = form === "markdown" ? `\\${sign} to show it as text` : "take it out";
    const next = `Write allow_broadcast: true beside it, or ${other}.`;
    this.folder.problems.error("mention", place, message, next);
  }
}

/** A mention as it is written. */
function signOf(mention: Broadcast): string {
  if (typeof mention === "string") return mention;
  return isId(mention.group) ? `<<&${mention.group}>>` : `@${mention.group}`;
}

/** Plain text mentions many, and ids, which need no looking up. */
function readPlain(value: string): Read {
  const many = new Set<"@channel" | "@here">();
  const groups = new Set<string>();
  for (const sign of broadcastsInText(value)) {
    const group = /^<<&([0-9a-f]{24})>>$/.exec(sign)?.[1];
    if (group) groups.add(group);
    else many.add(sign.includes("here") ? "@here" : "@channel");
  }
  const broadcasts = [...many, ...[...groups].map((group) => ({ group }))];
  return { mentions: { ...nobody, broadcasts }, problems: [] };
}

/** Whom a Markdown text mentions, and what keeps it from being sent as it is meant. */
function readMarkdown(value: string): Read {
  const { problems } = markdownToBlocks(value, { allowBroadcast: true, ...everybody(value) });
  const users = new Set<string>();
  const channels = new Set<string>();
  const groups = new Set<string>();
  const many = new Set<"@channel" | "@here">();
  const groupIds = new Set<string>();
  for (const { mention, written } of mentionedIn(value)) {
    const name = written.slice(1);
    if (mention.type === "broadcast") many.add(`@${mention.range}`);
    // Whom Pumble's own code mentions needs no looking up.
    else if (written.startsWith("<<")) mention.type === "usergroup" && groupIds.add(mention.id!);
    else if (mention.type === "channel") channels.add(normalizeChannelName(name));
    else (mention.type === "user" ? users : groups).add(name);
  }
  const broadcasts = [...many, ...[...groups, ...groupIds].map((group) => ({ group }))];
  return {
    mentions: { users: [...users], channels: [...channels], groups: [...groups], broadcasts },
    problems,
  };
}

/** Whom blocks mention by id needs no looking up; whom they notify that are many does. */
function readBlocks(value: string): Read {
  const json = parsedJson(value);
  if (json === undefined) return { mentions: nobody, problems: ["The file is no JSON"] };
  const parsed = blockList.safeParse(json);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const where = path.length > 0 ? `${path.join(".")}: ` : "";
    return { mentions: nobody, problems: [`These are no blocks of Pumble. ${where}${message}`] };
  }
  return { mentions: { ...nobody, broadcasts: broadcastsOf({ blocks: parsed.data }) }, problems: [] };
}

function parsedJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const nobody: Mentions = { users: [], channels: [], groups: [], broadcasts: [] };

const blockList = z.array(richText).min(1);

interface Read {
  readonly mentions: Mentions;
  readonly problems: readonly string[];
}

const readers: Record<Content["form"], (value: string) => Read> = {
  text: readPlain,
  markdown: readMarkdown,
  blocks: readBlocks,
};

function broadcastsOf({ blocks }: Pick<MarkdownMessage, "blocks">): Broadcast[] {
  const found = new Set<"@channel" | "@here">();
  const groups = new Set<string>();
  JSON.stringify(blocks, (_key, part: { type?: string; range?: string; usergroup_id?: string } | null) => {
    if (part?.type === "broadcast") found.add(part.range === "here" ? "@here" : "@channel");
    if (part?.type === "usergroup") groups.add(String(part.usergroup_id));
    return part;
  });
  return [...found, ...[...groups].map((group) => ({ group }))];
}
