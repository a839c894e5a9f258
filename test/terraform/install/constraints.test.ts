import { expect, it } from "vitest";
import { satisfies } from "../../../src/terraform/install/constraints";

const cases: [version: string, constraint: string, expected: boolean | null][] = [
  ["3.2.4", "3.2.4", true],
  ["3.2.4", "= 3.2.4", true],
  ["3.2.4", "3.2.5", false],
  ["3.2.0", "3.2", true],
  ["3.2.4", "!= 3.2.4", false],
  ["3.2.4", "!= 3.2.3", true],
  ["3.2.4", "~> 3.0", true],
  ["4.0.0", "~> 3.0", false],
  ["2.9.9", "~> 3.0", false],
  ["3.2.9", "~> 3.2.4", true],
  ["3.3.0", "~> 3.2.4", false],
  ["3.2.3", "~> 3.2.4", false],
  ["9.0.0", "~> 3", true],
  ["3.10.0", "> 3.9.0", true],
  ["3.9.0", "> 3.9.0", false],
  ["3.9.0", ">= 3.9", true],
  ["3.9.0", "<= 3.9", true],
  ["3.9.1", "<= 3.9", false],
  ["3.8.9", "< 3.9", true],
  ["3.9.0", "<3.9", false],
  ["1.5.0", ">= 1.0, < 2.0", true],
  ["2.0.0", ">= 1.0, < 2.0", false],
  ["1.0.0-rc1", ">= 1.0.0", false],
  ["1.0.0-rc1", ">= 1.0.0-rc1", true],
  ["1.0.0-rc1", "1.0.0-rc1", true],
  ["1.0.0", "1.0.0-rc1", false],
  ["1.0.0", "newest", null],
  ["1.0.0", "~> 1.0, newest", null],
  ["not a version", "~> 1.0", null],
];

it.each(cases)("%s under %s: %s", (version, constraint, expected) => {
  expect(satisfies(version, constraint)).toBe(expected);
});
