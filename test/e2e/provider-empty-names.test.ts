// Terraform itself shows what is refused. test/provider/empty-names.slow.test.ts tries every attribute and every import.
import { describe, expect, it } from "vitest";
import { setScene } from "./provider-scene";

const scene = setScene();

const cases = [
  { type: "channel", body: 'name = ""', says: "must name a channel" },
  { type: "channel", body: 'name = "#"', says: "must name a channel" },
  { type: "messages", body: 'channel = " "', says: "must name a channel" },
  { type: "channel", body: 'id = ""', says: "must be a Pumble id" },
  { type: "user", body: 'email = ""', says: "must be an e-mail address" },
  { type: "user", body: 'id = ""', says: "must be a Pumble id" },
];

describe("an empty name", () => {
  it("is refused at validation, wherever it stands", async () => {
    scene.project.write(
      cases.map(({ type, body }, index) => `data "pumble_${type}" "n${index}" {\n  ${body}\n}\n`).join("\n"),
    );
    await scene.project.init();
    const { code, text } = await scene.project.run("validate", "-no-color");
    expect(code).toBe(1);
    expect(text.match(/Error: /g)).toHaveLength(cases.length);
    for (const { says } of cases) expect(text).toContain(says);
  });

  it("is not imported", async () => {
    scene.project.write('resource "pumble_channel" "it" {\n  name = "x"\n}\n');
    await scene.project.init();
    const { code, text } = await scene.project.run("import", "-no-color", "pumble_channel.it", "#");
    expect(code).toBe(1);
    expect(text).toContain('Cannot import channel "#"');
  });
});
