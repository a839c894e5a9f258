import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let project: TerraformProject;

beforeAll(async () => {
  test = await startTestStack();
  project = new TerraformProject({ ...test.env, TF_LOG: "trace", TF_LOG_PATH: "trace.log" });
  project.write(`
    resource "pumble_channel" "it" { name = "secrets" }
    resource "pumble_message" "it" {
      channel_id = pumble_channel.it.id
      text       = "Nothing to see here"
    }
  `);
  await project.init();
  await project.ok("plan", "-input=false", "-no-color", "-out=plan.bin");
  await project.applied();
});
afterAll(async () => {
  project?.remove();
  await test?.close();
});

/** Files below a folder that hold the bytes. */
function filesWith(dir: string, secret: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(secret));
}

describe("an API key from the environment", () => {
  it("is in no file that Terraform leaves behind, state, plan and trace log included", () => {
    expect(project.read("trace.log")).toContain("pumble_message");
    expect(project.read("terraform.tfstate")).toContain("Nothing to see here");
    expect(filesWith(project.dir, test.apiKey)).toEqual([]);
  });

  it("is not inside the plan file, which is an archive", async () => {
    const { stdout } = await project.ok("show", "-json", "plan.bin");
    expect(stdout).toContain("Nothing to see here");
    expect(stdout).not.toContain(test.apiKey);
    const entries = execFileSync("python3", ["-m", "zipfile", "-l", join(project.dir, "plan.bin")], {
      encoding: "utf8",
    });
    expect(entries).toContain("tfplan");
  });

  it("is not in the addon's database, where only its hash is", () => {
    const files = readdirSync(test.addonDir);
    expect(files.some((file) => file.endsWith(".sqlite"))).toBe(true);
    expect(filesWith(test.addonDir, test.apiKey)).toEqual([]);
    expect(filesWith(test.addonDir, test.apiKey.slice(4, 16)).length).toBeGreaterThan(0);
  });
});
