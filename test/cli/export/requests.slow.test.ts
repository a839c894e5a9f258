// How much an export asks: a list for each kind of thing, whatever number of channels there is.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readExisting } from "../../../src/cli/export/existing";
import { exportedOf } from "../../../src/cli/export/model";
import { type LocalStack, startLocalStack } from "../../../src/cli/local-stack";
import { PumbleClient } from "../../../src/client";
import type { Seed } from "../../../src/local";
import { type AddonProxy, startAddonProxy } from "../../e2e/addon-proxy";

const channelCount = 600;
const folder = mkdtempSync(join(tmpdir(), "pumble-requests-"));
let stack: LocalStack;
let proxy: AddonProxy;
let client: PumbleClient;

beforeAll(async () => {
  const seed: Seed = {
    users: [
      { email: "ada@example.com", name: "Ada", role: "OWNER" },
      { email: "grace@example.com", name: "Grace" },
    ],
    channels: Array.from({ length: channelCount }, (_, at) => ({
      name: `channel-${at}`,
      messages: at % 4 === 0 ? [{ from: "ada@example.com", text: `Rule ${at}` }] : [],
    })),
  };
  stack = await startLocalStack({ port: 0, dataDir: null, addonDir: folder, seed });
  proxy = await startAddonProxy(stack.addonUrl);
  client = new PumbleClient({ apiKey: await stack.issueKey("export"), baseUrl: proxy.url });
});
afterAll(async () => {
  await client?.close();
  await proxy?.close();
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function exported(announcements: "none" | "own" | "pinned") {
  proxy.requests.length = 0;
  const notes: string[] = [];
  const wanted = { announcements, messages: 50, bots: false, isWanted: () => true };
  const existing = await readExisting(client, wanted, (text) => notes.push(text));
  const { channels } = exportedOf(existing, { bots: false, canBotsBePrivate: true, canTime: () => true });
  return { channels, notes, requests: proxy.requests.length };
}

it(`asks five times for ${channelCount} channels with members and schedules`, async () => {
  const { channels, requests } = await exported("none");
  expect(channels).toHaveLength(channelCount);
  expect(channels.filter(({ members }) => members.join() === "grace@example.com").length).toBe(
    channelCount - 1,
  );
  expect(requests).toBe(5);
});

it("searches for the messages of fifty channels at once, and finds all of them", async () => {
  const { channels, requests, notes } = await exported("own");
  expect(channels.flatMap(({ announcements }) => announcements)).toHaveLength(channelCount / 4);
  expect(requests).toBeLessThanOrEqual(5 + 12 * 3);
  expect(notes).toContain("messages in channels 51 to 100 of 600");
});
