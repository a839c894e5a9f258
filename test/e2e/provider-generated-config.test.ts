// What exists is taken over without writing a line: import blocks for every resource, generated configuration, and a plan
// that changes nothing.
import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { setScene } from "./provider-scene";
import { needing } from "./tool";

const scene = setScene();

/** An object that people made, by import id and by identity. */
interface Existing {
  id: string;
  identity: Record<string, string>;
}

/** One existing object of each resource; a new resource needs a row. */
let existing: Record<string, Existing>;

beforeAll(async () => {
  const { client } = scene.test;
  const { grace } = scene.ids as { grace: string };
  const { id: channelId } = await client.createChannel({ name: "team", type: "PRIVATE", description: "Us" });
  await client.addUsersToChannel({ channelId, userIds: [grace] });
  const plain = await client.sendMessage({ channelId, text: "Hello" });
  const loud = await client.sendMessage({ channelId, text: "@channel the build is red" });
  const reply = await client.sendReply({ channelId, messageId: plain.id, text: "Hello again" });
  await client.addReaction({ channelId, messageId: plain.id, reaction: ":tada:" });
  const direct = await client.dmUser({ userId: grace, text: "Hi Grace" });
  const sendAt = Date.now() + 86_400_000;
  const scheduled = await client.createScheduledMessage({ channelId, text: "Later @here", sendAt });
  const { text: apiKey } = generateApiKey(randomBytes);
  const { key } = await client.apiKeys.create({ name: "taken over", apiKey });
  existing = {
    api_key: { id: key.id, identity: { id: key.id } },
    channel: { id: channelId, identity: { id: channelId } },
    channel_member: {
      id: `team/${grace}`,
      identity: { channel_id: channelId, user_id: grace },
    },
    channel_members: { id: "#team", identity: { channel_id: channelId } },
    direct_message: {
      id: `grace@example.com/${direct.id}`,
      identity: { channel_id: direct.channelId, id: direct.id },
    },
    message: { id: `team/${loud.id}`, identity: { channel_id: channelId, id: loud.id } },
    reaction: {
      id: `team/${plain.id}/:tada:`,
      identity: { channel_id: channelId, message_id: plain.id, reaction: ":tada:" },
    },
    reply: {
      id: `team/${plain.id}/${reply.id}`,
      identity: { channel_id: channelId, thread_root_id: plain.id, id: reply.id },
    },
    scheduled_message: { id: scheduled.id, identity: { id: scheduled.id } },
  };
});

function importBlocks(of: (object: Existing) => string): string {
  return provider.resources
    .map(({ name }) => `import {\n  to = pumble_${name}.it\n  ${of(existing[name]!)}\n}\n`)
    .join("\n");
}

async function takenOver(hcl: string): Promise<string> {
  const { project } = scene;
  // Newer ones ask for the provider where there is no resource yet, and refuse it where there is one.
  project.write(hcl.replaceAll("import {", "import {\n  provider = pumble"));
  await project.init();
  await project.ok("plan", "-input=false", "-no-color", "-generate-config-out=generated.tf");
  const generated = project.read("generated.tf");
  project.write(hcl);
  expect(await scene.actions()).toEqual([]);
  await project.applied();
  expect(Object.keys(await project.state()).sort()).toEqual(
    provider.resources.map(({ name }) => `pumble_${name}.it`).sort(),
  );
  expect(await project.changes()).toEqual([]);
  return generated;
}

describe("every resource", () => {
  it("has an object here", () => {
    expect(Object.keys(existing).sort()).toEqual(provider.resources.map(({ name }) => name).sort());
  });

  it("is imported by id, and its generated configuration changes nothing", async () => {
    const generated = await takenOver(importBlocks(({ id }) => `id = ${JSON.stringify(id)}`));
    // What was imported notifies everybody, so the configuration says that it may.
    expect(generated.match(/allow_broadcast\s+= true/g)).toHaveLength(2);
  });

  needing("identity").it(
    "is imported by identity, and its generated configuration changes nothing",
    async () => {
      const hcl = importBlocks(({ identity }) => {
        const parts = Object.entries(identity).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
        return `identity = { ${parts.join(", ")} }`;
      });
      await takenOver(hcl);
    },
  );
});
