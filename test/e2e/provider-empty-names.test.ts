import { describe, expect, it } from "vitest";
import { setScene } from "./provider-scene";

const scene = setScene();

const data = (type: string, body: string) => `data "pumble_${type}" "it" {\n  ${body}\n}\n`;

describe("an empty name", () => {
  it.each([
    { what: "a channel", hcl: data("channel", 'name = ""'), says: "must name a channel" },
    { what: "a channel behind a sign", hcl: data("channel", 'name = "#"'), says: "must name a channel" },
    { what: "a channel of messages", hcl: data("messages", 'channel = " "'), says: "must name a channel" },
    { what: "a channel by id", hcl: data("channel", 'id = ""'), says: "must be a Pumble id" },
    { what: "a user", hcl: data("user", 'email = ""'), says: "must be an e-mail address" },
    { what: "a user by id", hcl: data("user", 'id = ""'), says: "must be a Pumble id" },
  ])("is refused for $what at validation", async ({ hcl, says }) => {
    scene.project.write(hcl);
    await scene.project.init();
    const { code, text } = await scene.project.run("validate", "-no-color");
    expect(code).toBe(1);
    expect(text).toContain(says);
  });

  it.each([
    { resource: "channel", body: 'name = "x"', id: "#" },
    { resource: "channel_member", body: 'channel_id = "CHANNEL"\n  email = "ada@example.com"', id: "stage/" },
    { resource: "channel_members", body: 'channel_id = "CHANNEL"\n  emails = []', id: "#" },
    { resource: "message", body: 'channel_id = "CHANNEL"\n  text = "x"', id: "/" },
  ])("is not imported as $resource", async ({ resource, body, id }) => {
    const hcl = `resource "pumble_${resource}" "it" {\n  ${body.replace("CHANNEL", scene.channelId)}\n}\n`;
    scene.project.write(hcl);
    await scene.project.init();
    const { code, text } = await scene.project.run("import", "-no-color", `pumble_${resource}.it`, id);
    expect(code).toBe(1);
    expect(text).toContain("Cannot import");
  });
});
