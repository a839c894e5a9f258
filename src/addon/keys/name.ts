import { keyNameMax } from "../../pumble/api-keys/api-key";

export { keyNameMax };

/** What a key is called when its owner does not say. */
export const defaultKeyName = "API key";

/** A name as it is kept: one line, no control characters, no space around it. Empty text gives the default name. */
export function cleanKeyName(text: string): string {
  const name = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, " ")
    .trim();
  return name || defaultKeyName;
}

/** Why a name cannot be used, or null when it can. */
export function keyNameProblem(name: string): string | null {
  const length = [...name].length;
  return length > keyNameMax
    ? `A key's name has at most ${keyNameMax} characters; this one has ${length}.`
    : null;
}
