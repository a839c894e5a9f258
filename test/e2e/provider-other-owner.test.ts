// State that one member's key made, planned with another's.
import { describe, expect, it } from "vitest";
import { issueKeyFor } from "../provider/issue-key";
import { setScene } from "./provider-scene";
import { TerraformProject } from "./terraform-project";

const scene = setScene();

const hcl = (sendAt: string) => `
resource "pumble_channel" "it" {
  name = "adas-own"
  type = "PRIVATE"
}
resource "pumble_message" "it" {
  channel_id = pumble_channel.it.id
  text       = "Among us"
}
resource "pumble_channel_members" "it" {
  channel_id = pumble_channel.it.id
  emails     = ["grace@example.com"]
}
resource "pumble_reply" "it" {
  channel_id     = pumble_channel.it.id
  thread_root_id = pumble_message.it.id
  markdown       = "**Among** us"
}
resource "pumble_reaction" "it" {
  channel_id = pumble_channel.it.id
  message_id = pumble_message.it.id
  reaction   = ":tada:"
}
resource "pumble_direct_message" "it" {
  emails = ["linus@example.com"]
  text   = "Between us"
}
resource "pumble_scheduled_message" "it" {
  channel_id = pumble_channel.it.id
  text       = "Later"
  send_at    = "${sendAt}"
}
`;

describe("a plan with another member's key", () => {
  it("sends nothing again, names both members, and goes on with the first one's key", async () => {
    const { test } = scene;
    const config = hcl(new Date(Date.now() + 86_400_000).toISOString());
    await scene.applied(config);
    // Nothing has changed outside of Terraform right after an apply, our own members included.
    const { code } = await scene.project.run("plan", "-refresh-only", "-detailed-exitcode", "-no-color");
    expect(code).toBe(0);
    const grace = await issueKeyFor(test, "grace@example.com");
    const mine = scene.project;
    const theirs = new TerraformProject({ ...test.env, PUMBLE_API_KEY: grace });
    try {
      theirs.write(config);
      await theirs.init();
      await theirs.takeState(mine);
      const plan = await theirs.plan();
      expect(plan.code).toBe(0);
      expect(plan.text).toContain("No changes.");
      expect(plan.text).toContain("Grace <grace@example.com>");
      expect(plan.text).toContain("was made in the name of Ada <ada@example.com>");
      await theirs.applied();
    } finally {
      theirs.remove();
    }
    expect(await mine.changes()).toEqual([]);
    expect((await mine.destroy()).code).toBe(0);
  });
});
