import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate for `localhost` and its key, made for one process. */
export interface ServerIdentity {
  readonly certificateDer: Buffer;
  readonly certificatePem: string;
  readonly keyPem: string;
}

const backdatedMs = 30_000; // Go refuses a certificate that is not valid yet
const lifetimeYears = 30;

/**
 * Makes a self-signed P-256 certificate (X.509 v3, RFC 5280) that a Go client accepts as its own root: CA, DNS name
 * localhost, server and client authentication.
 */
export function createServerIdentity(now: Date = new Date()): ServerIdentity {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const toBeSigned = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(positive(randomBytes(16))),
    ecdsaWithSha256,
    localhostName,
    sequence(time(new Date(now.getTime() - backdatedMs)), time(yearsAfter(now, lifetimeYears))),
    localhostName,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, extensions),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const certificateDer = sequence(toBeSigned, ecdsaWithSha256, bitString(signature));
  return {
    certificateDer,
    certificatePem: toPem(certificateDer),
    keyPem: privateKey.export({ type: "sec1", format: "pem" }) as string,
  };
}

/**
 * The bytes of the first certificate in a PEM text.
 * @throws Error when there is none
 */
export function pemToDer(pem: string): Buffer {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(pem)?.[1];
  const der = Buffer.from(body ?? "", "base64");
  if (der[0] !== 0x30) throw new Error("PLUGIN_CLIENT_CERT holds no PEM certificate.");
  return der;
}

function toPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g)!;
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function sequence(...content: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...content);
}

function integer(bytes: Uint8Array): Buffer {
  return tagged(0x02, bytes);
}

/** Clears the sign bit and makes the first byte non-zero, so that the bytes are a positive integer in shortest form. */
function positive(bytes: Buffer): Buffer {
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes;
}

function bitString(bytes: Uint8Array): Buffer {
  return tagged(0x03, Buffer.from([0]), bytes);
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, "hex"));
}

function yearsAfter(date: Date, years: number): Date {
  const later = new Date(date);
  later.setUTCFullYear(date.getUTCFullYear() + years);
  return later;
}

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits));
}

function extension(id: string, value: Buffer, critical: boolean): Buffer {
  const flag = critical ? [Buffer.from([0x01, 0x01, 0xff])] : [];
  return sequence(objectId(id), ...flag, tagged(0x04, value));
}

const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

/** CN=localhost */
const localhostName = sequence(
  tagged(0x31, sequence(objectId("550403"), tagged(0x0c, Buffer.from("localhost")))),
);

const extensions = sequence(
  extension("551d13", sequence(Buffer.from([0x01, 0x01, 0xff])), true), // basicConstraints: CA
  extension("551d0f", Buffer.from([0x03, 0x02, 0x02, 0x84]), true), // keyUsage: digitalSignature, keyCertSign
  extension("551d25", sequence(objectId("2b06010505070301"), objectId("2b06010505070302")), false), // server, client
  extension("551d11", sequence(tagged(0x82, Buffer.from("localhost"))), false), // subjectAltName: DNS
);
