import { createHash } from "node:crypto";

/** Of Apple's `mach-o/loader.h` and `cs_blobs.h`; what is signed is little-endian, the signature big-endian. */
const headerLength = 32;
const codeSignatureCommand = 0x1d;
const superBlob = 0xfade0cc0;
const codeDirectory = 0xfade0c02;
const sha256 = 2;

/** Where the signature is. */
interface Place {
  readonly at: number;
  readonly length: number;
}

/**
 * Looks whether a Mach-O file for 64 bits has a code signature whose hash of each page is that of the page, without which
 * macOS on Apple's processors ends a program at its start. Whose signature it is, is not looked at.
 * @returns what is wrong; null when nothing is
 */
export function codeSignatureFault(file: Buffer): string | null {
  const place = signaturePlace(file);
  if (!place) return "it has no code signature";
  const signature = file.subarray(place.at, place.at + place.length);
  if (signature.length < 12 || signature.readUInt32BE(0) !== superBlob) return "its code signature is none";
  const directory = signature.subarray(signature.readUInt32BE(16));
  if (directory.length < 40 || directory.readUInt32BE(0) !== codeDirectory)
    return "its code directory is not first";
  if (directory.readUInt8(37) !== sha256) return "its pages are not hashed by SHA-256";
  const limit = directory.readUInt32BE(32);
  if (limit !== place.at) return `its signature is of ${limit} bytes, and begins after ${place.at}`;
  return wrongPage(file.subarray(0, limit), directory);
}

function signaturePlace(file: Buffer): Place | null {
  let at = headerLength;
  for (let left = file.readUInt32LE(16); left > 0 && at + 16 <= file.length; left--) {
    if (file.readUInt32LE(at) === codeSignatureCommand) {
      return { at: file.readUInt32LE(at + 8), length: file.readUInt32LE(at + 12) };
    }
    at += file.readUInt32LE(at + 4);
  }
  return null;
}

function wrongPage(signed: Buffer, directory: Buffer): string | null {
  const [hashes, count] = [directory.readUInt32BE(16), directory.readUInt32BE(28)];
  const [length, pageLength] = [directory.readUInt8(36), 2 ** directory.readUInt8(39)];
  if (count !== Math.ceil(signed.length / pageLength)) return `it has ${count} hashes of pages`;
  for (let page = 0; page < count; page++) {
    const text = signed.subarray(page * pageLength, (page + 1) * pageLength);
    const hash = directory.subarray(hashes + page * length, hashes + (page + 1) * length);
    if (!createHash("sha256").update(text).digest().equals(hash))
      return `page ${page} is not what was signed`;
  }
  return null;
}
