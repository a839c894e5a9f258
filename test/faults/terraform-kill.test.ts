/** Terraform is killed with -9 in the middle of 100 creates, and then applied again. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AddonProxy, startAddonProxy } from "../e2e/addon-proxy";
import { terraformName } from "../e2e/terraform-name";
import { TerraformProject } from "../e2e/terraform-project";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { control } from "../support/control";

const channels = 30;
const messages = 70;
/** How many objects Terraform creates at a time, unless told otherwise. */
const inFlight = 10;

let test: TestStack;
let proxy: AddonProxy;
let project: TerraformProject;
let env: Record<string, string>;

beforeAll(async () => {
  test = await startTestStack();
  proxy = await startAddonProxy(test.stack.addonUrl);
  // The second apply would wait for the first one's minute to pass; that is not what this is about.
  await control(test.stack, "POST", "/limits", { enabled: false });
  env = { ...test.env, PUMBLE_BASE_URL: proxy.url };
  project = new TerraformProject(env);
});
afterAll(async () => {
  project?.remove();
  await proxy?.close();
  await test?.client.close();
  await test?.close();
});

const declared = (channelId: string) => `
  resource "pumble_channel" "it" {
    count          = ${channels}
    name           = "killed-\${count.index}"
    adopt_existing = true
  }
  resource "pumble_message" "it" {
    count      = ${messages}
    channel_id = "${channelId}"
    text       = "message \${count.index}"
  }
`;

/**
 * Applies. After so many creates the next ones happen, but their answers stay away; when as many wait as Terraform
 * makes at a time, so that it has written its state for all others, it is killed.
 */
async function killedAfter(creates: number): Promise<void> {
  let seen = 0;
  proxy.fault = (request) => {
    if (!/createChannel|sendMessage/.test(request)) return null;
    seen += 1;
    return seen > creates ? { when: "after", silent: true } : null;
  };
  const child = spawn(terraformName, ["apply", "-auto-approve", "-input=false", "-no-color"], {
    cwd: project.dir,
    env: { PATH: process.env.PATH, HOME: project.dir, CHECKPOINT_DISABLE: "1", ...env },
    stdio: "ignore",
  });
  const exited = once(child, "exit");
  await proxy.silentOn(inFlight);
  child.kill("SIGKILL");
  expect(await exited).toEqual([null, "SIGKILL"]);
  proxy.fault = () => null;
}

/** How often each text stands in the channel. */
async function counted(channelId: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { subtype, text } of test.client.allMessages({ channelId })) {
    if (!subtype) found.set(text, (found.get(text) ?? 0) + 1);
  }
  return found;
}

it("what was in flight is all that is there twice, and no channel is", async () => {
  const { id } = await test.client.createChannel({ name: "kept", type: "PUBLIC" });
  project.write(declared(id));
  await project.init();
  await killedAfter(40);
  const known = Object.keys(await project.state());
  expect(known).toHaveLength(40);
  const lost = [...(await counted(id)).keys()].filter(
    (text) => !known.includes(`pumble_message.it[${text.replace("message ", "")}]`),
  );
  expect(lost.length).toBeLessThanOrEqual(inFlight);

  await project.applied();
  const texts = await counted(id);
  expect([...texts.keys()].sort()).toEqual(Array.from({ length: messages }, (_, n) => `message ${n}`).sort());
  const doubled = [...texts].filter(([, times]) => times > 1);
  expect(doubled.sort()).toEqual(lost.sort().map((text) => [text, 2]));
  const names = (await test.client.listChannels({}))
    .map(({ channel }) => channel.name)
    .filter((name) => name.startsWith("killed-"));
  expect(names.sort()).toEqual(Array.from({ length: channels }, (_, n) => `killed-${n}`).sort());
  expect(await project.changes()).toEqual([]);
}, 300_000);
