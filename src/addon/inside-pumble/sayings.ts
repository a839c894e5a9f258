/** What the addon says to people in Pumble. */

import type { ApiKey } from "../keys/key-store";
import { describeScopes } from "../keys/scopes";
import { slashCommandName } from "../manifest";
import type { RecordedAuditEntry } from "../store/audit";
import { boxed, bullets, link, paragraph, richText, words } from "./message-blocks";
import type { Saying } from "./tell";

/** Most lines of a list; the rest is counted, or on further pages. */
const linesMax = 100;

/**
 * A part of a long list.
 * @param page from 1; beyond the last one it is the last
 * @returns the part, and a line about the others when there are any
 */
function pageOf<T>(all: readonly T[], verb: string, page: number): { shown: readonly T[]; more: string[] } {
  const pages = Math.ceil(all.length / linesMax);
  const at = Math.min(Math.max(page, 1), pages);
  const shown = all.slice((at - 1) * linesMax, at * linesMax);
  if (pages === 1) return { shown, more: [] };
  const next = at < pages ? `; the next: ${slashCommandName} ${verb} ${at + 1}` : "";
  return { shown, more: [`Page ${at} of ${pages}${next}`] };
}

/** A command as it is typed. */
export const command = (rest: string) => words(`${slashCommandName} ${rest}`, { code: true });

/** A day as people write it everywhere, UTC. */
function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** How a key is shown after it was made: enough to recognise it by. */
export function keyHint(key: Pick<ApiKey, "id" | "lastCharacters">): string {
  return `pmb_${key.id}_…${key.lastCharacters}`;
}

/** When a key was made and used, when it ends, what it may do. */
export function keyFacts(key: ApiKey): string {
  const used = key.lastUsedAt === null ? "never used" : `last used ${day(key.lastUsedAt)}`;
  const expires = key.expiresAt === null ? "" : `, expires ${day(key.expiresAt)}`;
  const replaced = key.graceUntil === null ? "" : `, replaced, works until ${day(key.graceUntil)}`;
  const made = key.parentId === null ? "" : `, made with ${key.parentId}`;
  const scopes = describeScopes(key.scopes);
  return `made ${day(key.createdAt)}, ${used}${expires}${replaced}${made}${scopes.startsWith("everything") ? "" : `, ${scopes}`}`;
}

/** Shows a new key, for the only time. */
export function newKey(key: ApiKey, text: string): Saying {
  const after = "Copy it now: it is not shown again. Whoever has it can act as you.";
  return {
    text: `Your API key “${key.name}”: ${text}\n${after}`,
    blocks: [
      richText(
        paragraph(words("Your API key "), words(key.name, { bold: true }), words(":")),
        boxed(text),
        paragraph(words(after)),
      ),
    ],
  };
}

/** A member's keys, without their secrets. @param page from 1 */
export function keyList(keys: readonly ApiKey[], page: number): Saying {
  if (keys.length === 0) {
    return {
      text: `You have no API keys. Make one with ${slashCommandName} generate.`,
      blocks: [
        richText(paragraph(words("You have no API keys. Make one with "), command("generate"), words("."))),
      ],
    };
  }
  const title = keys.length === 1 ? "Your API key:" : `Your ${keys.length} API keys:`;
  const { shown, more } = pageOf(keys, "list", page);
  const lines = shown.map((key) => `• ${key.name}: ${keyHint(key)}, ${keyFacts(key)}`);
  return {
    text: [title, ...lines, ...more].join("\n"),
    blocks: [
      richText(
        paragraph(words(title)),
        bullets(
          shown.map((key) => [
            words(key.name, { bold: true }),
            words(" "),
            words(keyHint(key), { code: true }),
            words(` ${keyFacts(key)}`),
          ]),
        ),
        ...more.map((text) => paragraph(words(text))),
      ),
    ],
  };
}

/** Title and one line each. */
function listed(title: string, lines: readonly string[]): Saying {
  return {
    text: [title, ...lines.map((line) => `• ${line}`)].join("\n"),
    blocks: [richText(paragraph(words(title)), bullets(lines.map((line) => [words(line)])))],
  };
}

/** Every member's keys, for those who administer the workspace. @param names members by id @param page from 1 */
export function everyonesKeys(
  keys: readonly ApiKey[],
  names: ReadonlyMap<string, string>,
  page: number,
): Saying {
  if (keys.length === 0) return sentence("This workspace has no API keys.");
  const { shown, more } = pageOf(keys, "all", page);
  const lines = shown.map(
    (key) => `${names.get(key.userId) ?? key.userId}: ${key.name}, ${keyHint(key)}, ${keyFacts(key)}`,
  );
  const title = `${keys.length} API key${keys.length === 1 ? "" : "s"} in this workspace. Delete one by its id:`;
  return listed(title, [...lines, ...more]);
}

/** The latest acts, for those who administer the workspace. @param names members by id */
export function auditList(
  entries: readonly RecordedAuditEntry[],
  names: ReadonlyMap<string, string>,
): Saying {
  const who = (id: string) => names.get(id) ?? id;
  const lines = entries.map(({ at, actor, action, target, source, detail, keyId }) => {
    const time = new Date(at).toISOString().slice(0, 16).replace("T", " ");
    return `${time} UTC, ${who(actor)}: ${action} ${who(target)}${detail ? ` (${detail})` : ""}, by ${source}${keyId ? ` with ${keyId}` : ""}`;
  });
  return listed("The latest acts, newest first:", lines);
}

export function deletedKey(key: ApiKey): Saying {
  const text = `Deleted the API key “${key.name}” (${keyHint(key)}). It no longer works.`;
  return { text, blocks: [richText(paragraph(words(text)))] };
}

/** A key was deleted with all that were made with it. @param deleted those of them that worked until then */
export function deletedKeys(key: ApiKey, deleted: readonly ApiKey[]): Saying {
  const others = deleted.filter(({ id }) => id !== key.id);
  const title = `Deleted the API key “${key.name}” (${keyHint(key)}) and ${others.length} made with it. They no longer work.`;
  if (others.length === 0) return deletedKey(key);
  return listed(
    title,
    others.slice(0, linesMax).map((other) => `${other.name}, ${keyHint(other)}`),
  );
}

/** A plain sentence, nothing in it read as a mention. */
export function sentence(text: string): Saying {
  return { text, blocks: [richText(paragraph(words(text)))] };
}

/** Several keys go by the name that was given. @param verb what was to be done: `delete` */
export function ambiguousName(name: string, keys: readonly ApiKey[], verb: string): Saying {
  const title = `${keys.length} of your keys are called “${name}”. Delete one by its id:`;
  const lines = keys.map((key) => `${slashCommandName} ${verb} ${key.id}`);
  return {
    text: [title, ...lines].join("\n"),
    blocks: [
      richText(
        paragraph(words(title)),
        bullets(keys.map((key) => [command(`${verb} ${key.id}`), words(` ${keyFacts(key)}`)])),
      ),
    ],
  };
}

export function help(docsUrl: string, unknown?: string): Saying {
  const commands: [string, string][] = [
    ["generate [name]", "makes a key and shows it once"],
    ["list [page]", "lists your keys"],
    ["delete <name or id>", "deletes a key, which stops working at once"],
    ["purge <name or id>", "deletes a key and every key that was made with it"],
    ["all [page]", "lists everyone's keys, for owners and administrators"],
    ["audit", "shows who did what, for owners and administrators"],
    ["sender <message id>", "tells who sent a message through the bot, for owners and administrators"],
    ["help", "shows this"],
  ];
  const title = unknown ? `There is no command “${unknown}”. The commands are:` : "Keys for Pumble's API:";
  const lines = commands.map(([usage, does]) => `• ${slashCommandName} ${usage}: ${does}`);
  return {
    text: [title, ...lines, `Documentation: ${docsUrl}`].join("\n"),
    blocks: [
      richText(
        paragraph(words(title)),
        bullets(commands.map(([usage, does]) => [command(usage), words(` ${does}`)])),
        paragraph(words("Documentation: "), link(docsUrl, docsUrl)),
      ),
    ],
  };
}

/** Asks a member to grant access first. */
export function askConsent(url: string): Saying {
  return {
    text: `The API app may not act for you yet. Allow it here, then try again: ${url}`,
    blocks: [
      richText(
        paragraph(
          words("The API app may not act for you yet. "),
          link(url, "Allow it"),
          words(", then try again. The link is good for 15 minutes."),
        ),
      ),
    ],
  };
}
