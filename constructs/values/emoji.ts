import { Token } from "cdktf";
import { emojiCodePattern, emojiCodeProblem } from "../../src/pumble/messages/emoji-name";

/** An emoji code with its colons, such as `:tada:`. */
export type EmojiCode = `:${string}:`;

/** Codes of reactions that teams use most. Any other is written with its colons, those of the workspace's own too. */
export const Emoji = {
  BELL: ":bell:",
  BUG: ":bug:",
  BULB: ":bulb:",
  CALENDAR: ":calendar:",
  CLAP: ":clap:",
  COFFEE: ":coffee:",
  EYES: ":eyes:",
  FIRE: ":fire:",
  HEART: ":heart:",
  HUNDRED: ":100:",
  JOY: ":joy:",
  LOUDSPEAKER: ":loudspeaker:",
  LOCK: ":lock:",
  MEGA: ":mega:",
  MEMO: ":memo:",
  MUSCLE: ":muscle:",
  NO_ENTRY: ":no_entry:",
  OK_HAND: ":ok_hand:",
  PARTYING_FACE: ":partying_face:",
  PRAY: ":pray:",
  PUSHPIN: ":pushpin:",
  QUESTION: ":question:",
  RAISED_HANDS: ":raised_hands:",
  ROCKET: ":rocket:",
  ROTATING_LIGHT: ":rotating_light:",
  SMILE: ":smile:",
  SPARKLES: ":sparkles:",
  STAR: ":star:",
  TADA: ":tada:",
  THINKING_FACE: ":thinking_face:",
  THUMBS_DOWN: ":-1:",
  THUMBS_UP: ":+1:",
  WARNING: ":warning:",
  WAVE: ":wave:",
  WHITE_CHECK_MARK: ":white_check_mark:",
  X: ":x:",
  ZAP: ":zap:",
  /** A code that is only known later, such as a variable's value, or a name without colons. */
  of: (name: string): EmojiCode =>
    (name.startsWith(":") || Token.isUnresolved(name) ? name : `:${name}:`) as EmojiCode,
} as const satisfies Record<string, EmojiCode | ((name: string) => EmojiCode)>;

/** Why this is no emoji code, or undefined when it is one. */
export function emojiProblem(code: string): string | undefined {
  return emojiCodePattern.test(code) ? undefined : `${emojiCodeProblem}, but is ${JSON.stringify(code)}`;
}
