/** The kinds of Terraform number, by what they are in TypeScript. */
export type NumberKind = "number" | "int" | "decimal";

/** A number of stored state as it was written, where JavaScript would round it. */
export class ExactNumber {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** A number as it comes from Terraform: an exact integer, or decimal text. */
export type WireNumber = number | bigint | string;

const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** Far beyond what Terraform's 512-bit numbers hold; keeps a hostile exponent from filling memory. */
const exponentMax = 10_000;

/** Plain decimal text without exponent, leading or trailing zeros; undefined when the text is not a number. */
export function canonicalDecimal(text: string): string | undefined {
  const match = decimalPattern.exec(text);
  if (!match || (match[2] === "" && !match[3])) return undefined;
  const whole = match[2]!;
  const fraction = match[3] ?? "";
  const exponent = Number(match[4] ?? 0);
  if (Math.abs(exponent) > exponentMax) return undefined;
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const cut = Math.max(point, 1);
  const left = padded.slice(0, cut).replace(/^0+(?=\d)/, "");
  const right = padded.slice(cut).replace(/0+$/, "");
  const body = right === "" ? left : `${left}.${right}`;
  return match[1] === "-" && body !== "0" ? `-${body}` : body;
}

/** A number from the wire in the form of its kind, or a sentence about why that form cannot hold it. */
export function fromWireNumber(
  kind: NumberKind,
  wire: WireNumber | ExactNumber,
): { value: number | string } | { refused: string } {
  const text = canonicalDecimal(String(wire));
  if (text === undefined) return { refused: "is not a number" };
  if (kind === "decimal") return { value: text };
  const value = Number(text);
  if (!Number.isFinite(value) || canonicalDecimal(exactText(value)) !== text) {
    return {
      refused: `is ${text}, which this provider cannot hold exactly (numbers here have about 15 digits)`,
    };
  }
  if (kind === "int" && !Number.isInteger(value))
    return { refused: `must be a whole number, but is ${text}` };
  if (kind === "int" && !Number.isSafeInteger(value)) {
    return { refused: `is ${text}, which is beyond ±9007199254740991` };
  }
  return { value };
}

/** A whole double beyond 2^53 has digits that its shortest text hides. */
function exactText(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/**
 * A number as text, which Terraform takes as it takes one from stored state; undefined for NaN, infinities, and text that
 * is not a number. As an integer of MessagePack it would have another precision there, and Terraform, which compares
 * objects whole after a refresh, would take the same number for a change.
 */
export function toWireNumber(value: number | string): string | undefined {
  return canonicalDecimal(typeof value === "number" ? exactTextOf(value) : value);
}

function exactTextOf(value: number): string {
  return Number.isFinite(value) ? exactText(value) : "";
}
