/** Encryption at rest: AES-256-GCM under named keys, so that a new key can take over while old rows stay readable. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/**
 * Reads 32-byte keys, separated by commas, newest first, each as 64 hex digits or base64.
 * @returns null when one of them is anything else
 */
export function parseEncryptionKeys(text: string): Uint8Array[] | null {
  const keys = text.split(",").map((part) => {
    const trimmed = part.trim();
    if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, "hex");
    if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, "base64url");
    return null;
  });
  return keys.every((key) => key !== null && key.length === 32) ? (keys as Uint8Array[]) : null;
}

/** No configured key opens this value. */
class UnknownEncryptionKey extends Error {
  constructor(keyId: string) {
    super(
      `A stored value is encrypted with key ${keyId}, which is not configured. Add the old key to PUMBLE_ENCRYPTION_KEY after the new one, separated by a comma.`,
    );
    this.name = "UnknownEncryptionKey";
  }
}

interface NamedKey {
  /** Eight hex digits that tell keys apart and reveal nothing of them. */
  id: string;
  key: Uint8Array;
}

/** Seals and opens values, and derives keys for other uses. */
export class Cipher {
  readonly #keys: NamedKey[];

  /** @param keys newest first, at least one, 32 bytes each */
  constructor(keys: readonly Uint8Array[]) {
    if (keys.length === 0) throw new RangeError("An encryption key is needed.");
    this.#keys = keys.map((key) => ({
      id: createHash("sha256").update("key id").update(key).digest("hex").slice(0, 8),
      key,
    }));
  }

  /** Id of the key that seals. */
  get currentKeyId(): string {
    return this.#keys[0]!.id;
  }

  /**
   * `<key id>.<nonce, sealed text and tag in base64url>`.
   * @param context where the value belongs; it only opens there
   */
  seal(text: string, context: string): string {
    const { id, key } = this.#keys[0]!;
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${id}.${sealed.toString("base64url")}`;
  }

  /** @throws UnknownEncryptionKey; Error when the value was altered or belongs elsewhere */
  open(sealed: string, context: string): string {
    const [id = "", encoded = ""] = sealed.split(".");
    const bytes = Buffer.from(encoded, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", this.#key(id), bytes.subarray(0, 12))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8");
  }

  /** The same value, sealed with the newest key. */
  reseal(sealed: string, context: string): string {
    return this.seal(this.open(sealed, context), context);
  }

  /** A 32-byte key for one use, derived from the key of this id (the newest by default). */
  derive(use: string, keyId: string = this.currentKeyId): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#key(keyId), "pumble-iac addon", use, 32));
  }

  /** Ids of all configured keys, newest first. */
  get keyIds(): string[] {
    return this.#keys.map((key) => key.id);
  }

  #key(id: string): Uint8Array {
    const found = this.#keys.find((key) => key.id === id);
    if (!found) throw new UnknownEncryptionKey(id);
    return found.key;
  }
}
