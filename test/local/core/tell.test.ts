import { expect, test, vi } from "vitest";
import { tell } from "../../../src/local/core/tell";

test("what is told of a failure steers no terminal, whatever an app sent", () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  try {
    const sent = "\u001b[31m\u009b2J\u202e";
    tell("A frame", new Error(`not JSON: ${sent}`));
    expect(printed.mock.calls[0]![0]).toMatch(/^local workspace: A frame failed: Error: not JSON: /);
    expect(printed.mock.calls[0]![0]).toMatch(/^[ -~\n\ufffd]+$/);
  } finally {
    printed.mockRestore();
  }
});
