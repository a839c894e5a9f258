/** Terraform dies in the middle of an apply; the next one finishes the job without doubling what it can find. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AddonProxy, startAddonProxy } from "../e2e/addon-proxy";
import { terraformName } from "../e2e/terraform-name";
import { TerraformProject } from "../e2e/terraform-project";
import { startTestStack, type TestStack } from "../e2e/test-stack";

const channelCount = 15;
const messageCount = 45;
/** Terraform makes so many objects at once. */
const parallelism = 10;

let test: TestStack;
let proxy: AddonProxy;
let project: TerraformProject;

beforeAll(async () => {
  test = await startTestStack();
  proxy = await startAddonProxy(test.stack.addonUrl);
  project = new TerraformProject({ ...test.env, PUMBLE_BASE_URL: proxy.url });
});
afterAll(async () => {
  project?.remove();
  await proxy?.close();
  await test?.close();
});

const channels = `
  resource "pumble_channel" "it" {
    count          = ${channelCount}
    name           = "killed-\${count.index}"
    adopt_existing = true
  }
  resource "pumble_message" "it" {
    count      = ${messageCount}
    channel_id = pumble_channel.it[count.index % ${channelCount}].id
    text       = "Message \${count.index}"
    adopt_existing = true
  }
`;

/** Starts an apply and kills Terraform with -9 when so many messages were sent. */
async function killedApply(afterMessages: number): Promise<void> {
  const args = ["apply", "-auto-approve", "-input=false", "-no-color", `-parallelism=${parallelism}`];
  const child = spawn(terraformName, args, {
    cwd: project.dir,
    env: {
      ...test.env,
      PATH: process.env.PATH,
      HOME: project.dir,
      CHECKPOINT_DISABLE: "1",
      PUMBLE_BASE_URL: proxy.url,
    },
    stdio: "ignore",
  });
  let sent = 0;
  proxy.fault = (request) => {
    if (request === "POST /sendMessage" && ++sent === afterMessages) child.kill("SIGKILL");
    return null;
  };
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");
}

it("no channel is doubled, and of the messages at most those under way", async () => {
  project.write(channels);
  await project.init();
  await killedApply(25);
  proxy.fault = () => null;
  await project.applied();
  expect(await project.changes()).toEqual([]);

  const entries = (await test.client.listChannels({})).filter((one) =>
    one.channel.name.startsWith("killed-"),
  );
  expect(entries).toHaveLength(channelCount);
  const texts: string[] = [];
  for (const { channel } of entries) {
    const { messages } = await test.client.listMessages({ channelId: channel.id });
    texts.push(...messages.filter((one) => !one.subtype).map((one) => one.text));
  }
  expect(new Set(texts).size).toBe(messageCount);
  expect(texts.length - messageCount).toBeLessThanOrEqual(parallelism);
});
