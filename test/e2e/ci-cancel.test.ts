/** A job that is cancelled in the middle of an apply. */
import { expect, it } from "vitest";
import { CiScene } from "./ci-scene";

it("a cancelled apply ends what it has begun, says what is left, and the next one does the rest", async () => {
  const scene = await CiScene.github();
  try {
    const message = (index: number) => `
resource "pumble_message" "m${index}" {
  channel_id = pumble_channel.ops.id
  text       = "message ${index}"
  ${index > 0 ? `depends_on = [pumble_message.m${index - 1}]` : ""}
}
`;
    scene.commit(`resource "pumble_channel" "ops" { name = "ops" }\n${[0, 1, 2, 3].map(message).join("")}`);
    await scene.expectCode(0, ["plan", "--out", "plan"]);
    await scene.control("/faults", { method: "POST", path: "/v1/channels/*/messages", latencyMs: 3000 });
    const run = scene.start(["apply", "plan"]);
    await run.said("✔ #ops new public channel");
    run.child.kill("SIGINT");
    // A forge that loses patience sends another signal soon after; it may not cost the state.
    run.child.kill("SIGTERM");
    const ended = await run.ended;
    expect(ended.code, ended.stdout + ended.stderr).toBe(130);
    expect(ended.stdout).toContain("It was cancelled.");
    expect(ended.stdout).toMatch(/not done: [34]\. Run it again to do the rest\./);
    await scene.expectCode(0, ["apply", "plan"]);
    await scene.expectCode(0, ["plan", "--detailed-exitcode"]);
    const { messages } = await scene.test.client.listMessages({ channel: "ops" });
    expect(messages.filter(({ text }) => text.startsWith("message "))).toHaveLength(4);
  } finally {
    await scene.close();
  }
});
