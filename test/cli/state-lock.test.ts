import { join } from "node:path";
import { expect, it } from "vitest";
import { lockInWords } from "../../src/cli/running/state-lock";

const place = { dir: join(process.cwd(), "a folder"), binary: "tofu" };
const error = (detail: string) => ({ title: "Error acquiring the state lock", detail, address: null });

/** As Terraform 1.11 and OpenTofu 1.12 write it. */
const held = `Error message: resource temporarily unavailable
Lock Info:
  ID:        1b2c-3
  Path:      pumble.tfstate
  Operation: OperationTypeApply
  Who:       ada@host
  Version:   1.11.4
  Created:   2027-01-04 09:00:00.123456789 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`;

it("a state that is locked is told by who has it, and by what to do", () => {
  expect(lockInWords(error(held), place)).toEqual({
    title: "Somebody else is at work on this state",
    detail: `ada@host has it since 2027-01-04 09:00:00 UTC, for an apply.
Run it again when that has ended, or wait for it: --lock-timeout 10m.
Where nobody is at work any more, the lock was left behind:
tofu -chdir='a folder' force-unlock 1b2c-3`,
    address: null,
  });
});

it.each([
  ["OperationTypePlan", ", for a plan."],
  ["migration", ", for a migration."],
  ["", "."],
])("an operation of the kind %j is told%s", (operation, says) => {
  const { detail } = lockInWords(error(held.replace("OperationTypeApply", operation)), place);
  expect(detail.split("\n")[0]).toBe(`ada@host has it since 2027-01-04 09:00:00 UTC${says}`);
});

it("a time in another zone, and none, are told as they are", () => {
  const since = (created: string) => lockInWords(error(held.replace(/Created: .*/, created)), place).detail;
  expect(since("Created:   2027-01-04 10:00:00.5 +0100 CET")).toMatch(
    /^ada@host has it since 2027-01-04 10:00:00 \+0100 CET, /,
  );
  expect(since("")).toMatch(/^ada@host has it, for an apply\./);
});

it("spaces at the end of a line are none of what it says", () => {
  const { detail } = lockInWords(error(held.replace("ada@host", "ada@host \t")), place);
  expect(detail).toMatch(/^ada@host has it since /);
});

it.each([/ID: .*/, /Who: .*/])("a lock that does not say %s stays as it is", (field) => {
  const partly = error(held.replace(field, ""));
  expect(lockInWords(partly, place)).toBe(partly);
});

it("what stands in a lock is typed as one word, whoever wrote it", () => {
  const { detail } = lockInWords(error(held.replace("1b2c-3", "$(touch x); ls")), place);
  expect(detail.split("\n").at(-1)).toBe("tofu -chdir='a folder' force-unlock '$(touch x); ls'");
});

it("a lock that could not be had for another reason, and any other error, stay as they are", () => {
  const refused = error("Error message: AccessDenied: no permission to write the lock");
  expect(lockInWords(refused, place)).toBe(refused);
  const other = { ...error(held), title: "Something else" };
  expect(lockInWords(other, place)).toBe(other);
});
