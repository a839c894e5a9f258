/** Puts stacks into the order in which they are applied. */
import { CliProblem, usageProblem } from "../cli-problem";
import type { Stack } from "./stack";

/** @throws {CliProblem} for stacks that wait for each other */
export function ordered(stacks: Stack[]): Stack[] {
  const done: Stack[] = [];
  const left = [...stacks].sort((one, other) => (one.name < other.name ? -1 : 1));
  const known = new Set(stacks.map(({ name }) => name));
  while (left.length > 0) {
    const ready = left.findIndex(({ dependsOn }) =>
      dependsOn.every((name) => !known.has(name) || done.some((stack) => stack.name === name)),
    );
    if (ready < 0) {
      const names = left.map(({ name }) => name).join(", ");
      throw new CliProblem(`These stacks wait for each other: ${names}`, "Take one of the dependencies out.");
    }
    done.push(...left.splice(ready, 1));
  }
  return done;
}

/** The order in which stacks are destroyed: what needs another one goes before it, and keeps it where that fails. */
export function backwards(stacks: readonly Stack[]): Stack[] {
  return stacks.toReversed().map((stack) => ({
    ...stack,
    dependsOn: stacks.filter(({ dependsOn }) => dependsOn.includes(stack.name)).map(({ name }) => name),
  }));
}

/**
 * Only the stacks of these names; all for no name. `*` stands for any text.
 * @throws {CliProblem} for a name that fits none
 */
export function selected(stacks: Stack[], names: string[]): Stack[] {
  if (names.length === 0) return stacks;
  const patterns = names.map((name) => ({ name, fits: pattern(name) }));
  for (const { name, fits } of patterns) {
    if (stacks.some((stack) => fits.test(stack.name))) continue;
    throw usageProblem(
      `There is no stack "${name}".`,
      `There ${stacks.length === 1 ? "is" : "are"}: ${stacks.map((stack) => stack.name).join(", ") || "none"}.`,
    );
  }
  return stacks.filter((stack) => patterns.some(({ fits }) => fits.test(stack.name)));
}

function pattern(name: string): RegExp {
  const parts = name.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
