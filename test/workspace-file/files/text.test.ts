import { expect, it } from "vitest";
import { isInside } from "../../../src/workspace-file/files/text";

it.each([
  ["/w", true],
  ["/w/a.md", true],
  ["/w/..a", true],
  ["/", false],
  ["/x", false],
  ["/wx/a.md", false],
])("of the folder /w, %s is within: %s", (path, is) => {
  expect(isInside("/w", path)).toBe(is);
});
