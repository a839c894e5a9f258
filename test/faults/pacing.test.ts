/** More messages than Pumble takes in three minutes, on the limits as they are documented and a clock that is moved. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { requestsPerMinute } from "../../src/pumble";
import { TerraformProject } from "../e2e/terraform-project";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { type ControlMethod, control as controlIn } from "../support/control";
import { type MovableProvider, startMovableProvider } from "./start-movable";

const channels = 6;
const perChannel = 50;

let test: TestStack;
let provider: MovableProvider;
let project: TerraformProject;

beforeAll(async () => {
  test = await startTestStack();
  provider = await startMovableProvider(test);
  project = new TerraformProject({ ...test.env, ...provider.env });
});
afterAll(async () => {
  project?.remove();
  await provider?.stop();
  await test?.client.close();
  await test?.close();
});

/** A chain of messages in each channel, for Terraform keeps an order only where it is told to. */
function declared(): string {
  const blocks = Array.from({ length: channels }, (_, c) => {
    const channel = `resource "pumble_channel" "c${c}" { name = "paced-${c}" }\n`;
    const messages = Array.from({ length: perChannel }, (_, m) => {
      const after = m === 0 ? "" : `\n  depends_on = [pumble_message.c${c}m${m - 1}]`;
      return `resource "pumble_message" "c${c}m${m}" {\n  channel_id = pumble_channel.c${c}.id\n  text = "message ${m}"${after}\n}\n`;
    });
    return channel + messages.join("");
  });
  return blocks.join("");
}

/** A call of the workspace's control API. */
const control = <T>(method: ControlMethod, path: string, body?: object) =>
  controlIn<T>(test.stack, method, path, body);

/** Empties the log, and begins all windows anew: the addon's own messages count too. */
async function startCounting(): Promise<void> {
  await control("POST", "/limits", { enabled: true });
  await control("DELETE", "/requests");
}

/** Statuses of everything that the workspace was asked since it began to count. */
async function statuses(): Promise<(number | null)[]> {
  const entries = await control<{ direction: string; status: number | null }[]>(
    "GET",
    "/requests?limit=1000",
  );
  return entries.filter(({ direction }) => direction === "in").map(({ status }) => status);
}

it("300 messages keep under the limits: none refused, none missing, none double, in order", async () => {
  project.write(declared());
  await project.init();
  await startCounting();
  const began = Date.now();
  const apply = await project.applied();
  expect(apply.text).toContain(`${channels * perChannel + channels} added`);

  const seen = await statuses();
  expect(seen.length).toBeGreaterThanOrEqual(channels * perChannel);
  expect(seen.filter((status) => status === 429)).toEqual([]);
  const minutes = Math.ceil((channels * perChannel) / requestsPerMinute.sendMessage) - 1;
  // On a busy machine some of the time passes by itself.
  const passedMs = provider.pausesMs.reduce((sum, ms) => sum + ms, Date.now() - began);
  expect(passedMs).toBeGreaterThan(minutes * 50_000);

  const order = Array.from({ length: perChannel }, (_, m) => `message ${m}`);
  for (let c = 0; c < channels; c++) {
    const { messages } = await test.client.listMessages({ channel: `paced-${c}`, limit: 200 });
    expect(messages.filter((one) => !one.subtype).map((one) => one.text)).toEqual(order);
  }
  expect(await project.changes()).toEqual([]);
}, 300_000);

it("the workspace does refuse who does not wait", async () => {
  const channelId = (await test.client.createChannel({ name: "hasty", type: "PUBLIC" })).id;
  await startCounting();
  const sends = Array.from({ length: requestsPerMinute.sendMessage + 1 }, (_, n) =>
    fetch(`${test.stack.addonUrl}/sendMessage`, {
      method: "POST",
      headers: { apikey: test.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ channelId, text: `hasty ${n}` }),
    }),
  );
  await Promise.all(sends);
  expect(await statuses()).toContain(429);
});
