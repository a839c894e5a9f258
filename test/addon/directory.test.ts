import { expect, it } from "vitest";
import { Directory } from "../../src/addon/directory";
import type { PlatformSession } from "../../src/platform/client";

const left = { id: "left", name: "Grace", email: "grace@example.com", status: "DEACTIVATED" };
const back = { id: "back", name: "Grace", email: "Grace@example.com", status: "ACTIVATED" };

it.each([
  ["before", [left, back]],
  ["after", [back, left]],
])("an address or name is that of who works, not of who left %s they came back", async (_, value) => {
  const session = { listUsers: async () => ({ value }) } as unknown as PlatformSession;
  const directory = new Directory({ now: () => 0 });
  expect(await directory.addresseeId(session, "w ada", "grace@example.com")).toBe("back");
  expect(await directory.memberId(session, "w ada", "GRACE@example.com")).toBe("back");
  expect(await directory.memberId(session, "w ada", "grace")).toBe("back");
});
