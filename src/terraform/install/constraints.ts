/** Terraform's version constraints: `~> 3.0, != 3.1.2`. */

const part = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+)*)(-[0-9A-Za-z.-]+)?\s*$/;

interface Part {
  readonly operator: string;
  readonly numbers: readonly number[];
  /** With its hyphen, or empty. */
  readonly preRelease: string;
}

/** The comma-separated parts; null when one of them is none. */
function parse(constraint: string): Part[] | null {
  const parts = constraint.split(",").map((text) => {
    const match = part.exec(text);
    if (!match) return null;
    const [, operator = "=", numbers, preRelease = ""] = match;
    return { operator, numbers: numbers!.split(".").map(Number), preRelease };
  });
  return parts.includes(null) ? null : (parts as Part[]);
}

/**
 * Whether Terraform would take this version. A pre-release is taken only where it is named.
 * @param version such as `3.2.4`
 * @returns null when one of the two cannot be read
 */
export function satisfies(version: string, constraint: string): boolean | null {
  const [own] = parse(version) ?? [];
  const parts = parse(constraint);
  if (own?.operator !== "=" || !parts) return null;
  return parts.every((wanted) => holds(own, wanted));
}

function holds(own: Part, { operator, numbers, preRelease }: Part): boolean {
  const order = compare(own.numbers, numbers);
  const same = order === 0 && own.preRelease === preRelease;
  if (operator === "=") return same;
  if (operator === "!=") return !same;
  if (own.preRelease) return same && operator !== ">" && operator !== "<";
  if (operator === ">") return order > 0;
  if (operator === "<") return order < 0;
  if (operator === ">=") return order >= 0;
  if (operator === "<=") return order <= 0;
  return order >= 0 && compare(own.numbers.slice(0, numbers.length - 1), numbers.slice(0, -1)) === 0;
}

/** Negative, zero or positive; what is left out is 0. */
function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
