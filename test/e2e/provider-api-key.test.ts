import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PumbleClient } from "../../src/client";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { isRefused, shownTo, works } from "./api-key-user";
import { setScene } from "./provider-scene";
import { needing } from "./tool";

const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };
const scene = setScene(clock);
const address = "pumble_api_key.it";

const generated = 'ephemeral "pumble_generated_api_key" "it" {}\n';
const handedOver = "api_key_wo = ephemeral.pumble_generated_api_key.it.api_key";

/** A key that is made of a generated text. */
function key(...lines: string[]): string {
  return `${generated}resource "pumble_api_key" "it" {\n  ${[handedOver, ...lines].join("\n  ")}\n}\n`;
}

/** A key that is made of a text from elsewhere, which Terraform is not to show as a line of the configuration. */
function keyOf(text: string, ...lines: string[]): string {
  writeFileSync(join(scene.project.dir, "text.auto.tfvars"), `text = "${text}"\n`);
  const body = ["api_key_wo = var.text", ...lines].join("\n  ");
  return `variable "text" { ephemeral = true }\nresource "pumble_api_key" "it" {\n  ${body}\n}\n`;
}

const secretPart = (text: string) => text.slice(17);
const newText = () => generateApiKey(randomBytes).text;
const names = async () => (await scene.test.client.apiKeys.list()).map((one) => one.name).sort();
const idOf = () => scene.value(address, "id") as Promise<string>;

const shown = (text: string) => shownTo(scene, text);

needing("writeOnly", "ephemeralResources").describe("pumble_api_key", () => {
  it("may be narrowed, and every other change makes another key and warns when its text is not handed on", async () => {
    const text = newText();
    const narrow = ["read_only = true", `channel_ids = ["${scene.channelId}"]`];
    await scene.applied(keyOf(text, 'name = "reader"', ...narrow));
    const client = new PumbleClient({ apiKey: text, baseUrl: scene.test.stack.addonUrl });
    await expect(client.sendMessage({ channelId: scene.channelId, text: "x" })).rejects.toMatchObject({
      kind: "not_allowed",
    });
    expect((await client.listChannels({})).map((one) => one.channel.id)).toEqual([scene.channelId]);
    await client.close();
    const warning = "An API key is replaced by one of another text";
    scene.project.write(keyOf(newText(), 'name = "lector"', ...narrow));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    expect((await scene.project.plan()).text).toContain(warning);
    scene.project.write(keyOf(newText(), 'name = "lector"', "api_key_wo_version = 2", ...narrow));
    expect((await scene.project.plan()).text).not.toContain(warning);
    await scene.project.applied();
    expect(await shown(text)).toEqual(isRefused);
    expect(await names()).toEqual(["e2e", "lector"]);
    await scene.project.destroy();
    expect(await names()).toEqual(["e2e"]);
  });

  it("is not rotated by another text alone, nor by another grace period", async () => {
    await scene.applied(key('name = "steady"'));
    const id = await idOf();
    scene.project.write(key('name = "steady"', "rotation_grace_seconds = 60"));
    expect(await scene.actions()).toEqual([["update"]]);
    await scene.project.applied();
    expect(await idOf()).toBe(id);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
  });

  it("stops at once when it is rotated without a grace period, and keeps its end", async () => {
    const ends = ['name = "ending"', 'expires_at = "2090-01-01T01:00:00+01:00"'];
    const [first, second] = [newText(), newText()];
    await scene.applied(keyOf(first, ...ends));
    scene.project.write(keyOf(second, ...ends, "api_key_wo_version = 7"));
    await scene.project.applied();
    expect([await shown(first), await shown(second)]).toEqual([isRefused, works]);
    expect(await scene.project.changes()).toEqual([]);
    expect(await scene.value(address, "expires_at")).toBe("2090-01-01T01:00:00+01:00");
    await scene.project.destroy();
  });

  it("is made again when somebody deleted it, which needs a text again", async () => {
    const text = newText();
    await scene.applied(keyOf(text, 'name = "lost"'));
    await scene.test.client.apiKeys.delete(await idOf());
    expect(await scene.refused('resource "pumble_api_key" "it" { name = "lost" }\n')).toContain(
      'API key "lost" needs api_key_wo',
    );
    scene.project.write(keyOf(text, 'name = "lost"'));
    const again = await scene.project.apply();
    expect(again.text).toContain('The text of API key "lost" opens nothing any more');
    expect(again.text).toContain('API key "lost" was handed a text that has been used before');
    expect(again.text).not.toContain(secretPart(text));
    scene.project.write(key('name = "lost"'));
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    expect(await scene.project.changes()).toEqual([]);
    expect(await names()).toEqual(["e2e", "lost"]);
    await scene.project.destroy();
  });

  it("expires, which Terraform sees and does not undo", async () => {
    const text = newText();
    const expires = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const ends = ['name = "short"', `expires_at = "${expires(1)}"`];
    await scene.applied(keyOf(text, ...ends));
    clock.offsetMs += 2 * 86_400_000;
    expect(await shown(text)).toEqual(isRefused);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.applied("-refresh-only");
    expect(await scene.value(address, "status")).toBe("expired");
    scene.project.write(keyOf(newText(), 'name = "short"', `expires_at = "${expires(9)}"`));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    expect(await scene.value(address, "status")).toBe("active");
    await scene.project.destroy();
  });

  it.each([{ form: "id" }, { form: "name" }])(
    "is imported by $form without a text, and rotated with one",
    async ({ form }) => {
      const { key: made, apiKey } = await scene.test.client.apiKeys.create({ name: `by-${form}` });
      scene.project.write(`resource "pumble_api_key" "it" { name = "by-${form}" }\n`);
      await scene.imported(address, form === "id" ? made.id : made.name);
      expect(await scene.project.changes()).toEqual([]);
      scene.project.write(key(`name = "by-${form}"`, "api_key_wo_version = 1"));
      expect(await scene.project.changes()).toEqual([]);
      expect(await idOf()).toBe(made.id);
      const text = newText();
      scene.project.write(keyOf(text, `name = "by-${form}"`, "api_key_wo_version = 2"));
      await scene.project.applied();
      expect([await shown(apiKey), await shown(text)]).toEqual([isRefused, works]);
      await scene.project.destroy();
    },
  );

  it("takes a text that is not known before the apply, and refuses there what is none", async () => {
    const late = (text: string) => `
      resource "terraform_data" "late" { input = "${text}" }
      resource "pumble_api_key" "it" {
        name       = "late"
        api_key_wo = terraform_data.late.output
      }\n`;
    const [good, bad] = [newText(), "pmb_of-my-own-making"];
    scene.project.write(late(bad));
    await scene.project.init();
    expect(await scene.actions()).toEqual([["create"], ["create"]]);
    const failed = await scene.project.apply();
    expect(failed.text).toContain("Invalid value for api_key_wo");
    expect(await names()).toEqual(["e2e"]);
    scene.project.write(late(good));
    await scene.project.applied();
    expect(await shown(good)).toBe(works);
    await scene.project.destroy();
  });

  it("is not planned without a text, of one that is none, or for the past", async () => {
    const missing = await scene.refused('resource "pumble_api_key" "it" { name = "x" }\n');
    expect(missing).toMatch(/API key "x" needs api_key_wo .* A new key is to be made\./);
    expect(missing).toContain("ephemeral resource pumble_generated_api_key.");
    expect(missing).toContain("with pumble_api_key.it, on main.tf");
    const text = newText();
    const typo = text.slice(0, -1) + (text.endsWith("0") ? "1" : "0");
    const malformed = await scene.refused(keyOf(typo, 'name = "x"'));
    expect(malformed).toContain("api_key_wo must be a whole API key, pmb_…, without a typo.");
    expect(malformed).not.toContain(secretPart(typo));
    const past = await scene.refused(key('name = "x"', 'expires_at = "2020-01-01T00:00:00Z"'));
    expect(past).toContain('API key "x" would have expired already');
    expect(await names()).toEqual(["e2e"]);
  });

  it("is not rotated without a text", async () => {
    await scene.applied(key('name = "bare"'));
    const bare = 'resource "pumble_api_key" "it" {\n  name = "bare"\n  api_key_wo_version = 2\n}\n';
    expect(await scene.refused(bare)).toContain("Another api_key_wo_version rotates the key.");
    scene.project.write(key('name = "bare"'));
    await scene.project.destroy();
    expect(await names()).toEqual(["e2e"]);
  });
});
