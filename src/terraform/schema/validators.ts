import type { Validator } from "./attribute";

const waiting = new WeakSet<object>();

/**
 * A validator that waits for the plan. For the format of values that other objects give, such as ids: a test of a module
 * may mock these objects, and mocks replace plan, apply and read, but not the validation of a configuration.
 */
export function atPlan<T>(validator: (value: T) => string | undefined): (value: T) => string | undefined {
  const later = (value: T) => validator(value);
  waiting.add(later);
  return later;
}

/** Whether a validator waits for the plan. */
export function waitsForPlan(validator: Validator<never>): boolean {
  return waiting.has(validator);
}

/** A text that is one of a fixed set. */
export function oneOf(...values: readonly string[]): (value: string) => string | undefined {
  const choices = values.map((value) => JSON.stringify(value)).join(", ");
  return (value) =>
    values.includes(value) ? undefined : `must be one of ${choices}, but is ${JSON.stringify(value)}`;
}

/** A text of `min` to `max` characters, counted as Unicode code points. */
export function lengthBetween(min: number, max: number): (value: string) => string | undefined {
  return (value) => {
    const length = [...value].length;
    return length >= min && length <= max
      ? undefined
      : `must have ${min} to ${max} characters, but has ${length}`;
  };
}

/** A text that matches a pattern; `meaning` says what it must look like, e.g. "must be an email address". */
export function matches(pattern: RegExp, meaning: string): (value: string) => string | undefined {
  return (value) => (pattern.test(value) ? undefined : `${meaning}, but is ${JSON.stringify(value)}`);
}

/** A number from `min` to `max`, both included. */
export function between(min: number, max: number): (value: number) => string | undefined {
  return (value) =>
    value >= min && value <= max ? undefined : `must be from ${min} to ${max}, but is ${value}`;
}

/** A collection of `min` to `max` elements. */
export function sizeBetween(min: number, max: number): (value: object) => string | undefined {
  return (value) => {
    const size = Object.keys(value).length;
    return size >= min && size <= max ? undefined : `must have ${min} to ${max} elements, but has ${size}`;
  };
}
