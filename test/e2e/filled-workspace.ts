/** A workspace with 200 channels and 800 messages, and a Terraform folder that has them all in state. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { providerSource } from "../../src/pumble/provider-address";
import { control } from "../support/control";
import { type AddonProxy, startAddonProxy } from "./addon-proxy";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

const channelCount = 200;
const messageCount = 800;
/** How many messages are posted at once. */
const aSecond = 20;

/** Where and when messages are posted. */
export interface Spread {
  /** Which of the channels the n-th message goes to. */
  channel(index: number): number;
  /** Seconds that pass after twenty messages, of which this is the first. Default: as many as it takes. */
  pause?(index: number): number;
}

interface Posted {
  id: string;
  channelId: string;
  text: string;
}

export class FilledWorkspace {
  readonly posted: Posted[] = [];
  private readonly channelIds: string[] = [];

  private constructor(
    readonly test: TestStack,
    /** What the provider talks to. */
    readonly proxy: AddonProxy,
  ) {}

  static async of(spread: Spread): Promise<FilledWorkspace> {
    const test = await startTestStack();
    const filled = new FilledWorkspace(test, await startAddonProxy(test.stack.addonUrl));
    await filled.fill(spread);
    return filled;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.test.close();
  }

  /** Does something as the member who owns the key, past the addon. */
  act<T>(action: object): Promise<T> {
    return this.control("/act", { as: this.test.stack.member.id, ...action });
  }

  control<T>(path: string, body: object): Promise<T> {
    return control<T>(this.test.stack, "POST", path, body);
  }

  /** A folder whose configuration and state say what was posted. */
  project(): TerraformProject {
    const project = new TerraformProject({ ...this.test.env, PUMBLE_BASE_URL: this.proxy.url });
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
    writeFileSync(join(project.dir, "messages.json"), JSON.stringify(this.posted));
    writeFileSync(join(project.dir, "terraform.tfstate"), this.stateFile());
    return project;
  }

  private async fill({ channel, pause }: Spread): Promise<void> {
    const made = await inTurns(channelCount, (index) =>
      this.act<{ channel: { id: string } }>({ action: "create_channel", name: `many-${index}` }),
    );
    this.channelIds.push(...made.map((entry) => entry.channel.id));
    if (pause) await this.control("/clock", { freeze: true });
    const post = async (index: number): Promise<Posted> => {
      const place = { channelId: this.channelIds[channel(index)]!, text: `Message ${index}` };
      const { message } = await this.act<{ message: { id: string } }>({ action: "post", ...place });
      return { id: message.id, ...place };
    };
    for (let first = 0; first < messageCount; first += aSecond) {
      this.posted.push(...(await inTurns(aSecond, (index) => post(first + index))));
      if (pause) await this.control("/clock", { advanceMs: pause(first) * 1000 });
    }
  }

  /** What Terraform would have stored after it made all of it. */
  private stateFile(): string {
    const provider = `provider["${providerSource}"]`;
    const resource = (type: string, objects: object[]) => ({
      ...{ mode: "managed", type, name: "it", provider },
      instances: objects.map((attributes, index_key) => ({ index_key, schema_version: 0, attributes })),
    });
    const channels = this.channelIds.map((id, index) => ({
      ...{ id, name: `many-${index}`, type: "PUBLIC", description: "", adopt_existing: false },
      ...{ on_destroy: "abandon", archived: false, member_count: 1 },
    }));
    const messages = this.posted.map(({ id, channelId, text }) => ({
      ...{ id, channel_id: channelId, text, markdown: null, blocks: null, attachments: null },
      ...{ allow_broadcast: false, adopt_existing: false, as_bot: false, triggers: null },
      on_destroy: "delete",
    }));
    return JSON.stringify({
      ...{ version: 4, terraform_version: "1.5.0", serial: 1, lineage: "many-objects", outputs: {} },
      resources: [resource("pumble_channel", channels), resource("pumble_message", messages)],
    });
  }
}

/** Does so many things, each soon after the one before. */
function inTurns<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}
