/**
 * An API key of our addon: `pmb_<public id>_<secret><checksum>`.
 *
 * ```
 * pmb_ 5f0c1d2e3a4b _ 32 base62 characters  6 base62 characters
 *      public id      secret (190 bits)     CRC-32 of everything before it
 * ```
 *
 * The public id finds the record, the checksum refuses a typo without a look-up, and the fixed prefix lets secret
 * scanners and our own redaction find a key in text. Keys of the hosted addon are opaque.
 */
export const apiKeyPattern = /pmb_[0-9a-f]{12}_[0-9A-Za-z]{38}/;

const everyApiKey = new RegExp(apiKeyPattern, "g");

/** The text with every API key of our addon replaced by its public part. */
export function redactApiKeys(text: string): string {
  return text.replace(everyApiKey, (key) => `${key.slice(0, 16)}_…`);
}

/** Longest name of a key, in characters. */
export const keyNameMax = 80;

/** Longest time that a rotated key still works, in seconds. */
export const graceMaxSeconds = 30 * 86_400;
