// How long keys live, as the addon has it: what Terraform leaves behind opens a workspace.
import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { plain } from "../terraform/rpc/harness";
import { InProcess, type Stored, type Values } from "./in-process";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
let pumble: InProcess;

beforeEach(async () => {
  pumble = new InProcess(provider);
  await pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
});

const text = () => generateApiKey(randomBytes).text;
const keyOf = (id: unknown) => scene.test.client.apiKeys.get(id as string);
const statuses = (...ids: unknown[]) => Promise.all(ids.map(async (id) => (await keyOf(id)).status));

describe("a key that is rotated", () => {
  const ends = Date.UTC(2090, 0, 1);
  const config = { name: "rotated", expires_at: new Date(ends).toISOString() };
  const rotate = async (made: Stored, version: number, more: Values = {}) => {
    const handed = { ...config, ...more, api_key_wo: text(), api_key_wo_version: version };
    const rotated = await pumble.apply("api_key", handed, made);
    expect(rotated.diagnostics).toEqual([]);
    return rotated;
  };

  it("keeps its end, and goes with all whose grace period it ends", async () => {
    const grace = { rotation_grace_seconds: 600 };
    const first = await pumble.apply("api_key", { ...config, ...grace, api_key_wo: text() });
    const second = await rotate(first, 2, grace);
    const third = await rotate(second, 3, grace);
    const ids = [first, second, third].map(({ state }) => state!["id"]);
    expect(await statuses(...ids)).toEqual(["active", "active", "active"]);
    expect((await keyOf(ids[2])).expiresAt).toBe(ends);
    expect((await pumble.apply("api_key", null, third)).diagnostics).toEqual([]);
    expect(await statuses(...ids)).toEqual(["revoked", "revoked", "revoked"]);
  });

  it("without a grace period ends at once", async () => {
    const first = await pumble.apply("api_key", { ...config, api_key_wo: text() });
    const second = await rotate(first, 2);
    expect(await statuses(first.state!["id"], second.state!["id"])).toEqual(["expired", "active"]);
  });
});

describe("a key for one run", () => {
  async function opened(config: Values) {
    const before = Date.now();
    const reply = await pumble.open("api_key", config);
    expect(reply.diagnostics).toEqual([]);
    const { id } = plain(reply["result"] as never) as Values;
    const { expiresAt, name, scopes } = await keyOf(id);
    const between = (seconds: number) => {
      const [from, to] = [before, Date.now()].map((at) => at + seconds * 1000);
      return expiresAt! >= from! && expiresAt! <= to!;
    };
    return { reply, id, name, scopes, between };
  }

  it("is narrowed and ends as is said, also when nobody closes it", async () => {
    const { id: channel } = await scene.channel();
    const narrow = { read_only: true, groups: ["Messages"], channel_ids: [channel] };
    const { name, scopes, between } = await opened({ name: "brief", lifetime_seconds: 600n, ...narrow });
    expect([name, between(600)]).toEqual(["brief", true]);
    expect(scopes).toEqual({ readOnly: true, groups: ["Messages"], channels: [channel] });
  });

  it("of which nothing is said ends after an hour", async () => {
    const { name, scopes, between } = await opened({});
    expect([name, between(3600)]).toEqual(["terraform", true]);
    expect(scopes).toEqual({ readOnly: false, groups: null, channels: null });
  });

  it("is gone when it is closed", async () => {
    const { reply, id } = await opened({});
    expect(await pumble.close("api_key", reply)).toEqual([]);
    expect(await statuses(id)).toEqual(["revoked"]);
  });
});
