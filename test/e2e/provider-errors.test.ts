import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TerraformProject, type TerraformResult } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let project: TerraformProject;

beforeAll(async () => {
  test = await startTestStack();
});
afterAll(() => test?.close());
afterEach(() => project.remove());

// Without the block Terraform adds an error of its own to every failed configuration.
const threeChannels = ["one", "two", "three"]
  .map((name) => `resource "pumble_channel" "${name}" { name = "${name}" }`)
  .concat('provider "pumble" {}')
  .join("\n");

async function planned(env: Record<string, string>, hcl = threeChannels): Promise<TerraformResult> {
  project = new TerraformProject(env);
  project.write(hcl);
  await project.init();
  return project.plan();
}

/** How many errors Terraform printed. */
const errors = (result: TerraformResult) => result.stderr.match(/Error: /g)?.length ?? 0;

describe("the provider's configuration", () => {
  it("without a key is one error that says where to get one", async () => {
    const plan = await planned({ PUMBLE_BASE_URL: test.stack.addonUrl });
    expect(plan.code).toBe(1);
    expect(errors(plan)).toBe(1);
    expect(plan.text).toContain("No Pumble API key");
    expect(plan.text).toContain("/api-keys generate");
  });

  it("with a wrong key is one error that says where to get one and does not show the key", async () => {
    const wrong = `${test.apiKey.slice(0, -4)}0000`;
    const plan = await planned({ ...test.env, PUMBLE_API_KEY: wrong });
    expect(plan.code).toBe(1);
    expect(errors(plan)).toBe(1);
    expect(plan.text).toContain("The API key was not accepted");
    expect(plan.text).toContain("/api-keys generate");
    expect(plan.text).not.toContain(wrong);
  });

  it("with an unreachable server is one error that names the address", async () => {
    const plan = await planned({ ...test.env, PUMBLE_BASE_URL: "http://127.0.0.1:9" });
    expect(plan.code).toBe(1);
    expect(errors(plan)).toBe(1);
    expect(plan.text).toContain("http://127.0.0.1:9");
    expect(plan.text).not.toContain(test.apiKey);
  });

  it("may be given in HCL", async () => {
    const hcl = `provider "pumble" {\n  api_key = "${test.apiKey}"\n  base_url = "${test.stack.addonUrl}"\n}\n${threeChannels.replace('provider "pumble" {}', "")}`;
    const plan = await planned({}, hcl);
    expect(plan.code).toBe(0);
    expect(plan.text).toContain("Plan: 3 to add");
  });
});

describe("a key that is not known at plan time", () => {
  const hcl = (more: string) => `
    resource "terraform_data" "key" { input = "${test.apiKey}" }
    provider "pumble" {
      api_key  = terraform_data.key.output
      base_url = "${test.stack.addonUrl}"
    }
    ${more}
  `;
  const objects = `
    resource "pumble_channel" "early" { name = "early" }
    resource "pumble_channel_members" "early" {
      channel_id = pumble_channel.early.id
      emails     = ["grace@example.com"]
    }
    resource "pumble_direct_message" "early" {
      emails = ["grace@example.com"]
      text   = "Welcome"
    }
    resource "pumble_message" "early" {
      channel_id = pumble_channel.early.id
      markdown   = "Hello @grace@example.com"
    }
  `;

  it("does not keep objects from being planned, and made in the same apply", async () => {
    const plan = await planned({}, hcl(objects));
    expect(plan.text).toContain("Plan: 5 to add");
    await project.applied();
    const { channel } = (await test.client.listChannels({})).find((one) => one.channel.name === "early")!;
    const { messages } = await test.client.listMessages({ channelId: channel.id });
    expect(JSON.stringify(messages.at(-1)?.blocks)).toContain('"type":"user"');
    expect(await project.changes()).toEqual([]);
  });

  it("is one error where something has to be read", async () => {
    const plan = await planned({}, hcl('data "pumble_user" "x" { email = "ada@example.com" }'));
    expect(plan.code).toBe(1);
    expect(plan.text).toContain("api_key or base_url is not known yet");
  });
});

describe("data.pumble_user", () => {
  it("says which user it did not find", async () => {
    const plan = await planned(test.env, 'data "pumble_user" "x" { email = "nobody@example.com" }');
    expect(plan.code).toBe(1);
    expect(plan.text).toContain("No member nobody@example.com");
  });

  it.each([
    { what: "neither id nor email", hcl: 'data "pumble_user" "x" {}' },
    { what: "both", hcl: 'data "pumble_user" "x" {\n id = "aaaaaaaaaaaaaaaaaaaaaaaa"\n email = "a@b.c"\n}' },
  ])("refuses $what", async ({ hcl }) => {
    const plan = await planned(test.env, hcl);
    expect(plan.code).toBe(1);
    expect(plan.text).toContain("Give either id or email");
  });
});
