import { fromWire } from "./from-wire";
import type { ValueIssue } from "./issue";
import { ExactNumber } from "./number";
import type { Shape } from "./type";

/** Marks a number's text while JSON.parse would round it. Terraform never stores a text that starts with NUL. */
const numberMark = "\u0000number:";
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** A double holds any decimal of 15 digits; only longer runs, or exponents, can be rounded. */
const mayRound = /[\d.]{16}|\d[eE][+-]?\d/;

const text = new TextDecoder();

/** Parses stored state without losing a digit: numbers that JSON.parse would round become marked text. */
function parseLossless(json: string): unknown {
  if (!mayRound.test(json)) return JSON.parse(json);
  const marked = json.replace(tokens, (token) =>
    token.startsWith('"') ? token : JSON.stringify(numberMark + token),
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(numberMark)
      ? new ExactNumber(value.slice(numberMark.length))
      : value,
  );
}

const source = {
  openDynamic(wire: unknown) {
    if (typeof wire !== "object" || wire === null || !("type" in wire) || !("value" in wire))
      return undefined;
    return { type: wire.type, value: wire.value };
  },
};

/** Reads stored state as a shape: missing keys become null, unknown keys go, what does not fit is an issue. */
export function readState(shape: Shape, json: Uint8Array, issues: ValueIssue[]): unknown {
  return fromWire(shape, parseLossless(text.decode(json)), source, issues);
}

/** Reads stored state of an older or foreign schema: plain values; numbers stay text where a double would round. */
export function readPlainState(json: Uint8Array): { [name: string]: unknown } {
  const value = mapNumbers(parseLossless(text.decode(json)), ({ text: digits }) =>
    String(Number(digits)) === digits ? Number(digits) : digits,
  );
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The stored state is not an object.");
  }
  return value as { [name: string]: unknown };
}

function mapNumbers(value: unknown, convert: (number: ExactNumber) => unknown): unknown {
  if (value instanceof ExactNumber) return convert(value);
  if (Array.isArray(value)) return value.map((item) => mapNumbers(item, convert));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapNumbers(item, convert)]));
}
