import { expect, test } from "vitest";
import { withAsker } from "../../../src/local/page/text/consent";
import { installedWorkspace } from "../support";

const origin = "http://127.0.0.1:5700";

test("a link to this workspace's consent screen says who asks, every other link stays as it is", () => {
  const link = `${origin}/access-request?clientId=a&scopes=b`;
  expect(withAsker(link, origin, "me")).toBe(`${link}&member=me`);
  for (const other of [
    `${origin}/elsewhere`,
    "https://example.com/access-request?clientId=a",
    "mailto:a@b.c",
    "no url",
  ]) {
    expect(withAsker(other, origin, "me")).toBe(other);
  }
});

test("the consent screen opens for the member who asked", async () => {
  const { workspace, installed, manifest, grace } = await installedWorkspace();
  const query = new URLSearchParams({
    ...{ clientId: installed.id, scopes: "messages:read", redirectUrl: manifest.redirectUrls[0]! },
    member: grace.id,
  });
  const page = await (await fetch(`${workspace.workspaceUrl}/access-request?${query}`)).text();
  expect(/<option value="(\w+)" selected>/.exec(page)?.[1]).toBe(grace.id);
});
