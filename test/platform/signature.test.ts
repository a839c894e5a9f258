import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sign, signatureHeaders, verify } from "../../src/platform/signature";

const secret = "xpss-0123456789abcdef0123456789abcdef";
const now = 1_790_000_000_000;
const body = '{"messageType":"SLASH_COMMAND","text":"é"}';
const signed = (
  change: Partial<{ body: string; timestamp: string | null; signature: string | null }> = {},
) => ({
  body,
  timestamp: String(now),
  signature: sign(body, secret, now),
  ...change,
});

describe("the signature of a hook", () => {
  test("is lower-case hex HMAC-SHA256 over timestamp, colon and body", () => {
    const expected = createHmac("sha256", secret).update(`${now}:${body}`, "utf8").digest("hex");
    expect(sign(body, secret, now)).toBe(expected);
    expect(sign(Buffer.from(body), secret, now)).toBe(expected);
    expect(signatureHeaders(body, secret, now)).toEqual({
      "x-pumble-request-timestamp": "1790000000000",
      "x-pumble-request-signature": expected,
    });
  });

  test("holds for what was signed, within five minutes either way", () => {
    expect(verify(signed(), secret, now)).toBeNull();
    expect(verify(signed(), secret, now + 300_000)).toBeNull();
    expect(verify(signed(), secret, now - 300_000)).toBeNull();
  });

  test("holds for a timestamp in seconds", () => {
    const seconds = String(now / 1000);
    const signature = createHmac("sha256", secret).update(`${seconds}:${body}`).digest("hex");
    expect(verify({ body, timestamp: seconds, signature }, secret, now)).toBeNull();
    expect(verify({ body, timestamp: seconds, signature }, secret, now + 301_000)).toBe("expired");
  });

  const refused: Record<string, [Parameters<typeof verify>[0], string, number, string]> = {
    "another secret": [signed(), "xpss-other", now, "mismatch"],
    "an altered body": [signed({ body: `${body} ` }), secret, now, "mismatch"],
    "another timestamp": [signed({ timestamp: String(now + 1) }), secret, now, "mismatch"],
    "a replay after five minutes": [signed(), secret, now + 300_001, "expired"],
    "a timestamp from the future": [signed(), secret, now - 300_001, "expired"],
    "a missing timestamp": [signed({ timestamp: null }), secret, now, "missing"],
    "a missing signature": [signed({ signature: null }), secret, now, "missing"],
    "an empty signature": [signed({ signature: "" }), secret, now, "missing"],
    "upper-case hex": [
      signed({ signature: sign(body, secret, now).toUpperCase() }),
      secret,
      now,
      "malformed",
    ],
    base64: [
      signed({ signature: Buffer.from(sign(body, secret, now), "hex").toString("base64") }),
      secret,
      now,
      "malformed",
    ],
    base64url: [
      signed({ signature: Buffer.from(sign(body, secret, now), "hex").toString("base64url") }),
      secret,
      now,
      "malformed",
    ],
    "percent-encoded hex": [
      signed({ signature: encodeURIComponent(`${sign(body, secret, now)}\n`) }),
      secret,
      now,
      "malformed",
    ],
    "hex in full-width digits": [
      signed({
        signature: sign(body, secret, now).replace(/\d/g, (digit) =>
          String.fromCharCode(0xff10 + Number(digit)),
        ),
      }),
      secret,
      now,
      "malformed",
    ],
    "a timestamp in full-width digits": [
      signed({ timestamp: "１７９００００００００００" }),
      secret,
      now,
      "malformed",
    ],
    "a timestamp in hex": [signed({ timestamp: now.toString(16) }), secret, now, "malformed"],
    "the same body in UTF-16": [{ ...signed(), body: Buffer.from(body, "utf16le") }, secret, now, "mismatch"],
    "the same body in Latin-1": [{ ...signed(), body: Buffer.from(body, "latin1") }, secret, now, "mismatch"],
    "the body decomposed": [signed({ body: body.normalize("NFD") }), secret, now, "mismatch"],
    "a short signature": [signed({ signature: sign(body, secret, now).slice(2) }), secret, now, "malformed"],
    "a v0= prefix": [signed({ signature: `v0=${sign(body, secret, now)}` }), secret, now, "malformed"],
    "a timestamp that is no number": [signed({ timestamp: "now" }), secret, now, "malformed"],
    "a huge timestamp": [signed({ timestamp: "9".repeat(400) }), secret, now, "malformed"],
  };
  for (const [name, [what, key, at, problem]] of Object.entries(refused)) {
    test(`refuses ${name}`, () => expect(verify(what, key, at)).toBe(problem));
  }
});
