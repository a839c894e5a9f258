import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AddonProxy, startAddonProxy } from "./addon-proxy";
import { setScene } from "./provider-scene";
import { TerraformProject } from "./terraform-project";

const scene = setScene();
const channelCount = 200;
const messageCount = 800;
/** The first so many channels hold all the messages. */
const busyChannels = 40;

const channelIds: string[] = [];
const messages: { id: string; channelId: string; text: string }[] = [];
let proxy: AddonProxy;

/** What Terraform would have stored after it made all of it. */
function stateFile(): string {
  const provider = 'provider["registry.terraform.io/pumble-iac/pumble"]';
  const resource = (type: string, objects: object[]) => ({
    ...{ mode: "managed", type, name: "it", provider },
    instances: objects.map((attributes, index_key) => ({ index_key, schema_version: 0, attributes })),
  });
  return JSON.stringify({
    ...{ version: 4, terraform_version: "1.5.0", serial: 1, lineage: "many-objects", outputs: {} },
    resources: [
      resource(
        "pumble_channel",
        channelIds.map((id, index) => ({
          ...{ id, name: `many-${index}`, type: "PUBLIC", description: "", adopt_existing: false },
          ...{ on_destroy: "abandon", archived: false, member_count: 1 },
        })),
      ),
      resource(
        "pumble_message",
        messages.map(({ id, channelId, text }) => ({
          ...{ id, channel_id: channelId, text, markdown: null, blocks: null, attachments: null },
          ...{
            allow_broadcast: false,
            adopt_existing: false,
            as_bot: false,
            triggers: null,
            on_destroy: "delete",
          },
        })),
      ),
    ],
  });
}

beforeAll(async () => {
  const act = <T>(action: object) => scene.control<T>("/act", { as: "ada@example.com", ...action });
  for (let index = 0; index < channelCount; index++) {
    const { channel } = await act<{ channel: { id: string } }>({
      ...{ action: "create_channel", name: `many-${index}` },
    });
    channelIds.push(channel.id);
  }
  for (let index = 0; index < messageCount; index++) {
    const channelId = channelIds[index % busyChannels]!;
    const text = `Message ${index}`;
    const { message } = await act<{ message: { id: string } }>({ action: "post", channelId, text });
    messages.push({ id: message.id, channelId, text });
  }
  proxy = await startAddonProxy(scene.test.stack.addonUrl);
});
afterAll(() => proxy?.close());

it("a plan of 200 channels and 800 messages makes at most 60 requests, and none of them twice", async () => {
  const project = new TerraformProject({ ...scene.test.env, PUMBLE_BASE_URL: proxy.url });
  try {
    project.write(`
      locals {
        messages = jsondecode(file("messages.json"))
      }
      resource "pumble_channel" "it" {
        count = ${channelCount}
        name  = "many-\${count.index}"
      }
      resource "pumble_message" "it" {
        count      = ${messageCount}
        channel_id = local.messages[count.index].channelId
        text       = local.messages[count.index].text
      }
    `);
    writeFileSync(join(project.dir, "messages.json"), JSON.stringify(messages));
    writeFileSync(join(project.dir, "terraform.tfstate"), stateFile());
    await project.init();
    expect(await project.changes()).toEqual([]);
    const { requests } = proxy;
    expect(requests.length).toBeLessThanOrEqual(60);
    expect(new Set(requests).size).toBe(requests.length);
    expect(requests.filter((one) => one.startsWith("GET /listMessages"))).toHaveLength(busyChannels);
  } finally {
    project.remove();
  }
});
