/** Three requests in ten go wrong between Terraform and the addon; what is declared is there exactly once. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type AddonProxy, type Fault, startAddonProxy } from "../e2e/addon-proxy";
import { TerraformProject } from "../e2e/terraform-project";
import { startTestStack, type TestStack } from "../e2e/test-stack";

let test: TestStack;
let proxy: AddonProxy;
let project: TerraformProject;

beforeAll(async () => {
  test = await startTestStack();
  proxy = await startAddonProxy(test.stack.addonUrl);
});
afterAll(async () => {
  await proxy?.close();
  await test?.close();
});
afterEach(() => project.remove());

/** Repeatable numbers from 0 to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const html = { headers: { "content-type": "text/html" }, body: "<html>Bad gateway</html>" };
const faults: Fault[] = [
  { when: "before", status: 429, headers: { "retry-after": "1" }, body: '{"error":"Too many requests"}' },
  { when: "before", status: 500 },
  { when: "before", status: 502, ...html },
  { when: "before" },
  { when: "after", status: 500 },
  { when: "after", status: 502, ...html },
  { when: "after" },
  { when: "after", status: 200, ...html },
  { when: "after", truncate: true },
  { when: "after", silent: true },
];

function declared(name: string): string {
  return `
    provider "pumble" { request_timeout_seconds = 2 }
    resource "pumble_channel" "it" {
      count          = 2
      name           = "${name}-\${count.index}"
      adopt_existing = false
    }
    resource "pumble_message" "plain" {
      count      = 16
      channel_id = pumble_channel.it[count.index % 2].id
      text       = "Announcement \${count.index}"
    }
    resource "pumble_message" "same" {
      count      = 4
      channel_id = pumble_channel.it[count.index % 2].id
      text       = "The same words"
    }
    resource "pumble_message" "rich" {
      count      = 4
      channel_id = pumble_channel.it[count.index % 2].id
      markdown   = "# Number \${count.index}"
    }
    resource "pumble_reply" "it" {
      count          = 2
      channel_id     = pumble_message.rich[count.index].channel_id
      thread_root_id = pumble_message.rich[count.index].id
      text           = "Reply"
    }
    resource "pumble_reaction" "it" {
      channel_id = pumble_message.rich[0].channel_id
      message_id = pumble_message.rich[0].id
      reaction   = ":tada:"
    }
    resource "pumble_scheduled_message" "it" {
      channel_id = pumble_channel.it[0].id
      text       = "Later"
      send_at    = "2090-01-01T00:00:00Z"
    }
    resource "pumble_channel_members" "it" {
      channel_id = pumble_channel.it[1].id
      emails     = ["grace@example.com", "linus@example.com"]
    }
  `;
}

/** What people see in the channels whose names begin like this. */
async function seen(name: string) {
  const entries = (await test.client.listChannels({})).filter((one) => one.channel.name.startsWith(name));
  const texts: string[] = [];
  for (const { channel } of entries) {
    const { messages } = await test.client.listMessages({ channelId: channel.id });
    texts.push(...messages.filter((one) => !one.subtype && !one.deleted).map((one) => one.text));
  }
  const { scheduledMessages } = await test.client.fetchScheduledMessages({});
  return {
    channels: entries.map((one) => one.channel.name).sort(),
    members: entries.map((one) => one.users?.length ?? 0).sort(),
    texts: texts.sort(),
    scheduled: scheduledMessages.map((one) => one.text),
  };
}

it.each([1, 2])(
  "apply and destroy do what is declared exactly once, seed %d",
  async (seed) => {
    const random = seeded(seed);
    const name = `faulty-${seed}`;
    let hits = 0;
    // In turn, so that every kind of fault is met.
    const broken = () => (random() < 0.3 ? faults[hits++ % faults.length]! : null);
    project = new TerraformProject({ ...test.env, PUMBLE_BASE_URL: proxy.url });
    project.write(declared(name));
    await project.init();

    proxy.fault = broken;
    await project.applied();
    expect(hits).toBeGreaterThanOrEqual(faults.length);
    expect(await project.changes()).toEqual([]);
    proxy.fault = () => null;
    expect(await seen(name)).toEqual({
      channels: [`${name}-0`, `${name}-1`],
      members: [1, 3],
      texts: [
        ...Array.from({ length: 16 }, (_, n) => `Announcement ${n}`),
        ...Array.from({ length: 4 }, (_, n) => `Number ${n}`),
        ...Array(4).fill("The same words"),
      ].sort(),
      scheduled: ["Later"],
    });
    const messages = Object.values(await project.state()).filter(({ type }) => type === "pumble_message");
    const ids = messages.map(({ values }) => values.id);
    expect(new Set(ids).size).toBe(ids.length);

    proxy.fault = broken;
    await project.ok("destroy", "-auto-approve", "-input=false", "-no-color");
    proxy.fault = () => null;
    expect(await seen(name)).toMatchObject({ members: [1, 1], texts: [], scheduled: [] });
  },
  240_000,
);
