/** What is wrong with values that are known at synth, in sentences. What is only known later, Terraform checks. */
import { Token } from "cdktf";
import { isId } from "../src/pumble/ids";
import { isLate } from "./text/tokens";

/** Why a value is refused, as the rest of a sentence that begins with the property's name; undefined when it is not. */
export type Check<Value> = (value: Value) => string | null | undefined;

/**
 * Sentences about a property, such as `name must not be empty.`
 * @param name as people write it
 */
export function faultsOf<Value>(name: string, value: Value | undefined, check: Check<Value>): string[] {
  if (value === undefined || value === null || isLate(value)) return [];
  const fault = check(value);
  return fault ? [`${name} ${fault}.`] : [];
}

/** The same for each element of a list. */
export function faultsOfEach(
  name: string,
  values: readonly string[] | undefined,
  check: Check<string>,
): string[] {
  if (values === undefined || Token.isUnresolved(values)) return [];
  return [...new Set(values.flatMap((value) => faultsOf(name, value, check)))];
}

/** One of a fixed set. */
export function among(choices: Readonly<Record<string, string>>): Check<string> {
  const values = Object.values(choices);
  return (value) =>
    values.includes(value)
      ? undefined
      : `must be one of ${values.map((choice) => JSON.stringify(choice)).join(", ")}, but is ${JSON.stringify(value)}`;
}

/** From `min` to `max` characters. */
export function lengthFrom(min: number, max: number): Check<string> {
  return (value) => {
    const { length } = [...value];
    return length >= min && length <= max
      ? undefined
      : `must have ${min} to ${max} characters, but has ${length}`;
  };
}

/** A whole number from `min` to `max`, or on. */
export function wholeFrom(min: number, max?: number): Check<number> {
  const range = max === undefined ? `from ${min} on` : `from ${min} to ${max}`;
  return (value) =>
    Number.isInteger(value) && value >= min && value <= (max ?? Number.POSITIVE_INFINITY)
      ? undefined
      : `must be a whole number ${range}, but is ${value}`;
}

/** What looks like an e-mail address. */
export const emailCheck: Check<string> = (value) =>
  /^[^\s@]+@[^\s@]+$/.test(value)
    ? undefined
    : `must be an e-mail address such as ada@example.com, but is ${JSON.stringify(value)}`;

/** An id of Pumble. */
export const idCheck: Check<string> = (value) =>
  isId(value) ? undefined : `must be an id of 24 hex digits, but is ${JSON.stringify(value)}`;

/**
 * What is wrong with the name that an element has in Terraform, which CDKTF makes of the ids of constructs as they are.
 * @param name such as `news_welcome_1A2B3C4D`
 */
export function elementNameFaults(name: string): string[] {
  if (/^[\p{ID_Start}_]/u.test(name)) return [];
  return [
    `Terraform would call it ${JSON.stringify(name)}, but wants a letter first: begin the id with one.`,
  ];
}

/** A property that cannot be left out, for who does not compile. */
export function missingFault(name: string, value: unknown): string[] {
  return value === undefined || value === null ? [`${name} must be given.`] : [];
}

/** Exactly one of several properties, for who does not compile. */
export function exactlyOneFault<Props extends object>(
  props: Props,
  names: readonly (keyof Props & string)[],
): string[] {
  const given = names.filter((name) => (props[name] ?? undefined) !== undefined);
  if (given.length === 1) return [];
  const what = given.length === 0 ? "none of them is given" : `given are ${given.join(" and ")}`;
  return [`Give exactly one of ${names.join(", ")}: ${what}.`];
}
