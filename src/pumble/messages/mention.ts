/** Mentions as Pumble writes them in plain text: `<<@ID>>` a user, `<<#ID>>` a channel, `<<&ID>>` a user group. */
import { idSource } from "../ids";

/** The sign of each kind of mention. */
const mentionSigns = { user: "@", channel: "#", usergroup: "&" } as const;

export type MentionKind = keyof typeof mentionSigns;

const kinds = new Map(Object.entries(mentionSigns).map(([kind, sign]) => [sign, kind as MentionKind]));

/** Finds mentions; the groups are the sign and the id. A new one each time, for it may keep a position. */
export function mentionPattern(flags: "g" | "y"): RegExp {
  return new RegExp(`<<([@#&])(${idSource})>>`, flags);
}

/** The code that mentions. */
export function mentionCode(kind: MentionKind, id: string): string {
  return `<<${mentionSigns[kind]}${id}>>`;
}

/** What a match of the pattern mentions. */
export function mentionOf(match: RegExpMatchArray): { kind: MentionKind; id: string } {
  return { kind: kinds.get(match[1] as "@")!, id: match[2]! };
}
