/** Makes and reads the text of an API key; its layout is described in `src/pumble/api-key.ts`. */
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { apiKeyPattern } from "../../pumble/api-key";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretLength = 32;
const checksumLength = 6;
const wholeKey = new RegExp(`^${apiKeyPattern.source}$`);

/** Evenly distributed base62 characters from the system's secure random source. */
function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += alphabet[byte % 62];
    }
  }
  return text;
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let checksum = "";
  while (checksum.length < checksumLength) {
    checksum = alphabet[rest % 62] + checksum;
    rest = Math.floor(rest / 62);
  }
  return checksum;
}

/** A fresh key. `id` is its public part; `text` must reach nobody but its owner. */
export function generateApiKey(): { id: string; text: string } {
  const id = randomBytes(6).toString("hex");
  const body = `pmb_${id}_${randomBase62(secretLength)}`;
  return { id, text: body + checksumOf(body) };
}

/** The public id within a key, or null when the text is not a key or has a typo in it. */
export function apiKeyId(text: string): string | null {
  if (!wholeKey.test(text)) return null;
  const body = text.slice(0, -checksumLength);
  return checksumOf(body) === text.slice(-checksumLength) ? text.slice(4, 16) : null;
}
