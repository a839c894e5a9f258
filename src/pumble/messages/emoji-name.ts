/** Emoji as Pumble names them: `tada`, written `:tada:`. */

/** What a name is made of, as the source of a regular expression. */
export const emojiCharacterSource = "[A-Za-z0-9_+-]";

/** A name, as the source of a regular expression: with its colons it has 3 to 100 characters. */
export const emojiNameSource = `${emojiCharacterSource}{1,98}`;

/** A whole code with its colons, such as `:+1:`. */
export const emojiCodePattern = new RegExp(`^:${emojiNameSource}:$`);

/** What is said of a text that is none. */
export const emojiCodeProblem = "must be an emoji code such as :+1:";

/** Whether the code of a reaction, as Pumble lists it, is this one, in whatever skin tone. */
export function isReaction(listed: string, code: string): boolean {
  return listed === code || listed.startsWith(`${code}:skin-tone-`);
}
