/** An app of two stacks, one of which needs what the other makes, on CDKTF and on CDK Terrain. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CiScene } from "./ci-scene";

const frameworks = [
  { framework: "cdktf", constructs: "pumble-iac" },
  { framework: "cdktn", constructs: "pumble-iac/cdktn" },
];

const program = (framework: string, constructs: string, text: string) => `
const { App, TerraformStack } = require("${framework}");
const { PumbleAnnouncement, PumbleChannel, PumbleProvider } = require("${constructs}");
const app = new App();
const base = new TerraformStack(app, "base");
new PumbleProvider(base, "pumble");
const ops = new PumbleChannel(base, "ops", { name: "ops" });
const texts = new TerraformStack(app, "texts");
new PumbleProvider(texts, "pumble");
new PumbleAnnouncement(texts, "rules", { channel: ops.id, text: ${JSON.stringify(text)} });
app.synth();
`;

describe.each(frameworks)("an app of two stacks on $framework", ({ framework, constructs }) => {
  const app = (text: string) => program(framework, constructs, text);
  let scene: CiScene;
  beforeEach(async () => {
    scene = await CiScene.github();
    const modules = join(scene.dir, "node_modules");
    mkdirSync(modules);
    for (const name of ["cdktf", "cdktn", "constructs", "@cdktf"]) {
      symlinkSync(resolve("node_modules", name), join(modules, name));
    }
    symlinkSync(resolve("."), join(modules, "pumble-iac"));
    writeFileSync(
      join(scene.dir, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: "node main.cjs", projectId: "ci" }),
    );
  });
  afterEach(() => scene.close());

  it("is planned in order; what waits for the other is told, then planned, each in a comment of its own", async () => {
    scene.write("main.cjs", app("Be kind"));
    const first = await scene.expectCode(0, ["plan", "--out", "plan"]);
    expect(first.stdout).toContain("It cannot be planned before base is applied");
    expect(scene.report().stacks.map(({ stack, status }) => [stack, status])).toEqual([
      ["base", "changes"],
      ["texts", "waits"],
    ]);
    await scene.expectCode(0, ["apply", "plan", "--stack", "base"]);
    await scene.expectCode(0, ["plan", "--out", "plan"]);
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments.map(({ body }) => body)).toEqual([expect.stringContaining("> Be kind")]);
    await scene.expectCode(0, ["apply", "plan"]);

    scene.write(
      "main.cjs",
      app("Be kind").replace('"ops" }', '"ops" });\nnew PumbleChannel(base, "more", { name: "more" }'),
    );
    await scene
      .expectCode(0, ["plan", "--out", "plan", "--detailed-exitcode", "--stack", "b*"], scene.secrets())
      .catch((error: Error) => expect(error.message).toContain(": 2, not 0"));
    expect(scene.report().stacks.map(({ stack }) => stack)).toEqual(["base"]);
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments).toHaveLength(2);
  });

  it("applies both in one go", async () => {
    scene.write("main.cjs", app("Be kind"));
    const { stdout } = await scene.expectCode(0, ["apply", "--yes"]);
    expect(stdout.match(/Done: 1 of 1\./g)).toHaveLength(2);
    await scene.expectCode(0, ["drift"]);
    const { stderr } = await scene.expectCode(2, ["plan", "--stack", "nope"]);
    expect(stderr).toContain('There is no stack "nope".\nThere are: base, texts.');
  });
});
