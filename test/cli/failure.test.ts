import { afterEach, expect, test, vi } from "vitest";
import { tellFailure } from "../../src/cli/failure";
import { PumbleConfigError } from "../../src/client";

afterEach(() => {
  vi.restoreAllMocks();
});

test("a next step that is in the message of an error too is said once", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  tellFailure(new PumbleConfigError("There is no key", "Make one.", "apiKey"), ["export"]);
  expect(write.mock.calls.flat()).toEqual(["There is no key.\nMake one.\n"]);
});
