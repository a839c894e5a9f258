/** A change told in Pumble: one thread from its plan to its apply, also when that runs after the merge. */
import { expect, it } from "vitest";
import { CiScene } from "./ci-scene";

it("plan and apply of a pull request are one thread, and nothing is said twice or to everybody", async () => {
  const scene = await CiScene.github();
  try {
    const { client, env } = scene.test;
    scene.commit(`resource "pumble_channel" "ops" {
  name        = "ops"
  description = "<<@${scene.test.stack.member.id}>> @channel"
}
`);
    const tell = ["--notify", "#general"];
    await scene.expectCode(0, ["plan", "--out", "plan", ...tell]);
    const again = await scene.expectCode(0, ["plan", "--out", "plan", ...tell]);
    expect(again.stderr).toContain("#general: nothing new");
    // The push after the merge names a commit, not a pull request.
    const merged = { ...scene.githubEnv({}), GITHUB_TOKEN: scene.jobEnv()["GITHUB_TOKEN"]!, ...env };
    await scene.expectCode(0, ["apply", "plan", ...tell], merged);
    const { messages } = await client.listMessages({ channel: "general" });
    const roots = messages.filter(({ text }) => text.startsWith("Plan acme/chat#12"));
    expect(roots).toHaveLength(1);
    const replies = await client.fetchThreadReplies({ channel: "general", rootMessageId: roots[0]!.id });
    expect(replies.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Applied acme\/chat#12[\s\S]*applied, 1 object done/),
    ]);
    await scene.expectCode(0, ["comment", "plan"], merged);
    expect(scene.server.comments[0]?.body).toContain("applied, 1 object done");
    const unknown = await scene.expectCode(0, ["plan", "--notify", "nowhere"]);
    expect(unknown.stderr).toContain("Nothing was posted in Pumble: ");
  } finally {
    await scene.close();
  }
});
