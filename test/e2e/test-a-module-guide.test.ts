// The guide's module and its tests, word for word, run by the tool at hand.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { setScene } from "./provider-scene";
import { TerraformProject } from "./terraform-project";
import { needing } from "./tool";

const scene = setScene();
const guide = readFileSync(join(__dirname, "../../docs/guides/test-a-module.md"), "utf8");
const [module = "", mocked = "", overridden = "", local = ""] = [
  ...guide.matchAll(/```terraform\n([\s\S]*?)```/g),
].map((match) => match[1]);

let project: TerraformProject;
afterEach(() => project?.remove());

async function tested(text: string, env: Record<string, string>) {
  project = new TerraformProject(env);
  project.writeWhole(module);
  mkdirSync(join(project.dir, "tests"));
  writeFileSync(join(project.dir, "tests", "guide.tftest.hcl"), text);
  await project.init();
  return project.run("test", "-no-color");
}

needing("mocks", "functions").describe("a test of a module", () => {
  it("passes with mocks, without a key", async () => {
    expect((await tested(mocked, {})).text).toContain("Success! 1 passed, 0 failed.");
  });

  it("passes with values of its own, without a key", async () => {
    expect((await tested(overridden, {})).text).toContain("Success! 1 passed, 0 failed.");
  });

  it("passes in a local workspace", async () => {
    expect((await tested(local, scene.test.env)).text).toContain("Success! 1 passed, 0 failed.");
  });

  it("fails in a local workspace where somebody does not exist", async () => {
    const { text } = await tested(local.replaceAll("grace@", "nobody@"), scene.test.env);
    expect(text).toContain("No member nobody@example.com");
  });
});
