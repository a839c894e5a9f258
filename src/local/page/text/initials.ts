/** Avatars without pictures: one or two letters on a colour that stays with the member. */

/** Number of avatar colours in the style sheet (`--avatar-0` and up). */
export const avatarHues = 8;

/** First letters of the first and last word, `?` when there is no letter or digit. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.map((word) => [...word].find((char) => /[\p{L}\p{N}]/u.test(char))!);
  const shown = letters.length > 1 ? [letters[0]!, letters[letters.length - 1]!] : letters;
  return shown.join("").toUpperCase() || "?";
}

/** A colour number from 0 to `avatarHues - 1`, the same for the same id each time. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let index = 0; index < id.length; index++) hash = (hash * 31 + id.charCodeAt(index)) >>> 0;
  return hash % avatarHues;
}
