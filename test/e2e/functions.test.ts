// What they give and refuse in each case: test/provider/functions.test.ts.
import { afterAll, beforeAll, expect, it } from "vitest";
import { markdownToBlocks } from "../../src/pumble/messages/markdown";
import { TerraformProject } from "./terraform-project";
import { needing } from "./tool";

const ada = "64f0000000000000000000a1";
const general = "64f0000000000000000000c1";
const devs = "64f0000000000000000000d1";
let project: TerraformProject;

beforeAll(async () => {
  // Nothing is configured: functions need neither a key nor a network.
  project = new TerraformProject({});
  project.write("");
  await project.init();
});
afterAll(() => project?.remove());

/** Values of expressions, by name. */
async function values(expressions: Record<string, string>): Promise<Record<string, unknown>> {
  const outputs = Object.entries(expressions).map(([name, text]) => `output "${name}" { value = ${text} }`);
  project.write(outputs.join("\n"));
  await project.applied();
  const { stdout } = await project.ok("output", "-json");
  const found = JSON.parse(stdout) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
}

async function refusal(expression: string): Promise<string> {
  project.write(`output "x" { value = ${expression} }`);
  const plan = await project.plan();
  expect(plan.code).toBe(1);
  return plan.text;
}

needing("functions").describe("provider functions", () => {
  it("give names as Pumble stores them, mentions, and blocks with mentions resolved", async () => {
    const markdown = "# Hi\\n\\n**@Ada@example.com** see #general and @devs about #42";
    const found = await values({
      name: 'provider::pumble::channel_name("  Team Żółw ")',
      user: `provider::pumble::mention_user("${ada}")`,
      channel: `provider::pumble::mention_channel("${general}")`,
      plain: 'provider::pumble::markdown_to_blocks("- one\\n- two")',
      blocks: `provider::pumble::markdown_to_blocks("${markdown}", { "ada@example.com" = "${ada}" }, { "#general" = "${general}", "@devs" = "${devs}" })`,
      broadcast: 'provider::pumble::markdown_to_blocks("@here")',
    });
    expect(found).toMatchObject({ name: "team-żółw", user: `<<@${ada}>>`, channel: `<<#${general}>>` });
    const nobody = { resolveUser: () => undefined, resolveChannel: () => undefined };
    expect(JSON.parse(found.plain as string)).toEqual(markdownToBlocks("- one\n- two", nobody).blocks);
    const expected = markdownToBlocks(markdown.replaceAll("\\n", "\n"), {
      resolveUser: () => ada,
      resolveChannel: (name) => (name === "general" ? general : undefined),
      resolveGroup: () => devs,
      allowBroadcast: true,
    });
    expect(expected.problems).toEqual([]);
    expect(JSON.parse(found.blocks as string)).toEqual(expected.blocks);
    expect(found.broadcast).toContain('"broadcast"');
  });

  it("say all that is wrong", async () => {
    const text = await refusal(
      'provider::pumble::markdown_to_blocks("@ada@example.com in #general with @devs")',
    );
    for (const words of [
      "The Markdown cannot be sent as it is meant",
      '@ada@example.com: its id is not given. Add { "ada@example.com" = its id }',
      '#general: its id is not given. Add { "#general" = its id }',
      '@devs: its id is not given. Add { "@devs" = its id }',
    ])
      expect(text).toContain(words);
  });

  it("blame the argument that is wrong", async () => {
    expect(await refusal('provider::pumble::channel_name("")')).toContain(
      'Invalid value for "name" parameter',
    );
  });
});
