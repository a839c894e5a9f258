/**
 * The signature of a hook: lower-case hex HMAC-SHA256 over `timestamp + ":" + raw body`, keyed with the app's signing
 * secret. The timestamp is the header's text, verbatim; the body is the exact bytes that arrived.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Header with the time of signing, epoch milliseconds in decimal. */
export const timestampHeader = "x-pumble-request-timestamp";
/** Header with the signature, 64 lower-case hex digits. */
export const signatureHeader = "x-pumble-request-signature";

/** How far a hook's timestamp may be from now, in either direction, before it counts as a replay. */
export const signatureWindowMs = 300_000;

/** Why a signature was refused. */
export type SignatureProblem = "missing" | "malformed" | "expired" | "mismatch";

function digest(body: Uint8Array | string, secret: string, timestamp: string): Buffer {
  return createHmac("sha256", secret).update(`${timestamp}:`).update(body).digest();
}

/** The signature of a body, as Pumble sends it. `timestampMs` is epoch milliseconds. */
export function sign(body: Uint8Array | string, secret: string, timestampMs: number): string {
  return digest(body, secret, String(timestampMs)).toString("hex");
}

/** The two headers of a signed hook. */
export function signatureHeaders(
  body: Uint8Array | string,
  secret: string,
  timestampMs: number,
): Record<string, string> {
  return { [timestampHeader]: String(timestampMs), [signatureHeader]: sign(body, secret, timestampMs) };
}

/** What `verify` compares. */
export interface SignedBody {
  /** The body's bytes exactly as they arrived. */
  body: Uint8Array | string;
  /** Value of the timestamp header, epoch milliseconds or seconds. */
  timestamp: string | null | undefined;
  /** Value of the signature header. */
  signature: string | null | undefined;
}

/**
 * Checks a hook's signature in time that does not depend on its content.
 * @param nowMs epoch milliseconds
 * @returns null when the signature holds, otherwise why not
 */
export function verify(signed: SignedBody, secret: string, nowMs: number): SignatureProblem | null {
  const { body, timestamp, signature } = signed;
  if (!timestamp || !signature) return "missing";
  if (!/^\d{9,14}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) return "malformed";
  const valid = timingSafeEqual(digest(body, secret, timestamp), Buffer.from(signature, "hex"));
  if (!valid) return "mismatch";
  const sentMs = timestamp.length > 11 ? Number(timestamp) : Number(timestamp) * 1000;
  return Math.abs(nowMs - sentMs) <= signatureWindowMs ? null : "expired";
}
