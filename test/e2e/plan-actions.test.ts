/** Actions, which Terraform has since 1.14: an apply runs them beside its changes, and the plan has to say so. */
import { afterAll, beforeAll, expect } from "vitest";
import { CiScene } from "./ci-scene";
import { needing } from "./tool";

const configuration = `
resource "pumble_channel" "ops" {
  name = "ops"
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.pumble_send_message.hello]
    }
  }
}
action "pumble_send_message" "hello" {
  config {
    channel_id      = pumble_channel.ops.id
    text            = "@channel hello"
    allow_broadcast = true
  }
}
`;

needing("actions").describe("an action that a change sets off", () => {
  let scene: CiScene;
  beforeAll(async () => {
    scene = await CiScene.github();
    scene.commit(configuration);
  });
  afterAll(() => scene?.close());

  needing("actions").it(
    "is told by the plan, needs leave for whom it notifies, and is run by the apply",
    async () => {
      const planned = await scene.expectCode(3, ["plan", "--max-notified", "1", "--out", "plan"]);
      expect(planned.stdout).toContain(
        "Warning: The apply also runs an action (action.pumble_send_message.hello)",
      );
      expect(planned.stdout).toContain("It notifies people who cannot all be counted; the policy allows 1.");
      await scene.expectCode(0, ["plan", "--allow-notify", "--out", "plan"]);
      await scene.expectCode(0, ["apply", "plan"]);
      const { messages } = await scene.test.client.listMessages({ channel: "ops", limit: 10 });
      expect(messages.map(({ text }) => text)).toContain("@channel hello");
    },
  );
});
