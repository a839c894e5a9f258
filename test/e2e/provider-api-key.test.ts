import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { PumbleClient } from "../../src/client";
import { setScene } from "./provider-scene";

const scene = setScene();
const address = "pumble_api_key.it";
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicKey = pair.publicKey.export({ type: "spki", format: "pem" });

function key(...lines: string[]): string {
  return `resource "pumble_api_key" "it" {
    public_key = <<-EOT
${publicKey}EOT
    ${lines.join("\n    ")}
  }\n`;
}

/** The key as its holder reads it from state. */
async function decrypted(): Promise<string> {
  const sealed = (await scene.value(address, "encrypted_api_key")) as string;
  const settings = { key: pair.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" };
  return privateDecrypt(settings, Buffer.from(sealed, "base64")).toString();
}

const clientOf = (apiKey: string) => new PumbleClient({ apiKey, baseUrl: scene.test.stack.addonUrl });
const names = async () => (await scene.test.client.apiKeys.list()).map((one) => one.name).sort();

describe("pumble_api_key", () => {
  it("works for who can decrypt it, is nowhere in clear, and stops when destroyed", async () => {
    await scene.applied(key('name = "ci"', 'expires_at = "2090-01-01T00:00:00Z"'));
    const text = await decrypted();
    const client = clientOf(text);
    expect((await client.myInfo({})).email).toBe("ada@example.com");
    expect(scene.project.read("terraform.tfstate")).not.toContain(text);
    expect(await names()).toEqual(["ci", "e2e"]);
    await scene.project.destroy();
    await expect(client.myInfo({})).rejects.toMatchObject({ kind: "not_authenticated" });
    expect(await names()).toEqual(["e2e"]);
  });

  it("may be narrowed, is rotated, and made again when somebody deleted it", async () => {
    const narrow = ['name = "reader"', "read_only = true", `channel_ids = ["${scene.channelId}"]`];
    await scene.applied(key(...narrow));
    const first = clientOf(await decrypted());
    await expect(first.sendMessage({ channelId: scene.channelId, text: "x" })).rejects.toMatchObject({
      kind: "not_allowed",
    });
    expect((await first.listChannels({})).map((one) => one.channel.id)).toEqual([scene.channelId]);
    scene.project.write(key(...narrow, 'rotate_when = { month = "2" }'));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    await expect(first.myInfo({})).rejects.toMatchObject({ kind: "not_authenticated" });
    await scene.test.client.apiKeys.delete((await scene.value(address, "id")) as string);
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    expect(await names()).toEqual(["e2e", "reader"]);
    await scene.project.destroy();
  });

  it.each([{ form: "id" }, { form: "name" }])("is imported by $form", async ({ form }) => {
    const { key: made } = await scene.test.client.apiKeys.create({ name: `by-${form}` });
    scene.project.write(key(`name = "by-${form}"`));
    await scene.imported(address, form === "id" ? made.id : made.name);
    // The public key is the one thing that Pumble does not know.
    expect(await scene.actions()).toEqual([["update"]]);
    await scene.project.applied();
    expect(await scene.project.changes()).toEqual([]);
    expect(await scene.value(address, "id")).toBe(made.id);
    await scene.project.destroy();
  });

  it("is not made for a key that is none, or for the past", async () => {
    const own = pair.privateKey.export({ type: "pkcs8", format: "pem" });
    const wrong = `resource "pumble_api_key" "it" {\n  name = "x"\n  public_key = <<-EOT\n${own}EOT\n}\n`;
    expect(await scene.refused(wrong)).toContain("must be an RSA public key of at least 2048 bits");
    expect(await scene.refused(key('name = "x"', 'expires_at = "2020-01-01T00:00:00Z"'))).toContain(
      "would have expired already",
    );
    expect(await names()).toEqual(["e2e"]);
  });
});
