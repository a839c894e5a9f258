/** The workspace beside the model. */
import type { Invariant } from "./journal";
import type { Entry } from "./model";

/** What a workspace holds, as far as it is looked at. */
export interface Held {
  readonly messages: readonly { readonly text: string; readonly deleted: boolean }[];
  readonly scheduled: readonly { readonly text: string }[];
  /** The workspace's clock just before, in epoch milliseconds. */
  readonly now: number;
}

export interface Finding {
  readonly invariant: Invariant;
  readonly what: string;
}

/** What is due this long is late. */
const lateMs = 10_000;

const tokenPattern = /^\S+-end(?=\s)/;

function byToken(texts: readonly { readonly text: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { text } of texts) {
    const token = tokenPattern.exec(text)?.[0];
    if (token) found.set(token, [...(found.get(token) ?? []), text]);
  }
  return found;
}

/**
 * @param atRest what did not change while the workspace was looked at: held to its fate
 * @param moving what did: held only to being there once at most
 */
export function compare(held: Held, atRest: readonly Entry[], moving: readonly Entry[]): Finding[] {
  const posted = byToken(held.messages.filter(({ deleted }) => !deleted));
  const scheduled = byToken(held.scheduled);
  const findings: Finding[] = [];
  for (const [index, entry] of [...atRest, ...moving].entries()) {
    const texts = posted.get(entry.token) ?? [];
    const waiting = scheduled.get(entry.token)?.length ?? 0;
    findings.push(...judge(entry, { texts, waiting, now: held.now, isAtRest: index < atRest.length }));
  }
  return findings;
}

interface Seen {
  readonly texts: readonly string[];
  readonly waiting: number;
  readonly now: number;
  readonly isAtRest: boolean;
}

function judge(entry: Entry, { texts, waiting, now, isAtRest }: Seen): Finding[] {
  const { token, kind, fate, because, sendAt = 0 } = entry;
  const all = texts.length + waiting;
  const found = (invariant: Invariant, what: string): Finding[] => [{ invariant, what: `${token}: ${what}` }];
  if (all > 1) {
    const invariant = kind === "scheduled" ? "scheduled" : "twice";
    return found(invariant, `posted ${texts.length} times, scheduled ${waiting} times`);
  }
  if (!isAtRest) return [];
  if (fate === "there" && all === 0) {
    return found(kind === "scheduled" ? "scheduled" : "lost", "acknowledged, and not there");
  }
  if (fate === "gone" && all > 0) {
    return because === "refused"
      ? found("refused", "refused, and there")
      : found("lost", "its deletion was acknowledged, and it is there");
  }
  const [text] = texts;
  if (fate === "there" && text !== undefined && !entry.texts.includes(text)) {
    return found(
      "lost",
      `says ${JSON.stringify(text)}, where ${JSON.stringify(entry.texts)} was acknowledged`,
    );
  }
  if (waiting > 0 && now > sendAt + lateMs) {
    return found("scheduled", `due ${Math.round((now - sendAt) / 1000)} s ago, and still waiting`);
  }
  return [];
}
