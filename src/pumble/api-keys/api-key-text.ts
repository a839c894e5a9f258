/** Makes and reads the text of an API key of our addon; `api-key.ts` describes its layout. */
import { apiKeyPattern } from "./api-key";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretLength = 32;
const checksumLength = 6;

/** An API key and nothing else. */
export const wholeApiKey = new RegExp(`^${apiKeyPattern.source}$`);

/** That many bytes of a cryptographically secure source, such as `randomBytes` of `node:crypto`. */
export type RandomBytes = (count: number) => Uint8Array;

/** Evenly distributed base62 characters: 248 is the largest multiple of 62 in a byte. */
function randomBase62(length: number, randomBytes: RandomBytes): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += alphabet[byte % 62];
    }
  }
  return text;
}

/**
 * CRC-32 of ASCII text as zip files have it. Not the one of `node:zlib`: this room runs anywhere, and the provider would
 * load that module at every start.
 */
function crc32(text: string): number {
  let rest = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    rest ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
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

/** The text of a fresh key. `id` is its public part; `text` must reach nobody but its owner. */
export function generateApiKey(randomBytes: RandomBytes): { id: string; text: string } {
  const id = [...randomBytes(6)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const body = `pmb_${id}_${randomBase62(secretLength, randomBytes)}`;
  return { id, text: body + checksumOf(body) };
}

/** The public id within a key, or null when the text is not a key or has a typo in it. */
export function apiKeyId(text: string): string | null {
  if (!wholeApiKey.test(text)) return null;
  const body = text.slice(0, -checksumLength);
  return checksumOf(body) === text.slice(-checksumLength) ? text.slice(4, 16) : null;
}

/** What is wrong with a text that should be a key, to follow a field's name. The text is never repeated. */
export const notAnApiKey = "must be a whole API key, pmb_…, without a typo";
