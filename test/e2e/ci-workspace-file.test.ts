/** A workspace file in CI: told in its own words, its policy a gate, previewed for a fork. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CiScene } from "./ci-scene";

const file = (rules: string, more = "") => `
people:
  grace: grace@example.com
teams:
  on-call:
    members: [grace, linus@example.com]
    channels: [incidents]
channels:
  general: { adopt: true }
  incidents:
    description: What is broken right now
    announcements:
      rules: { text: ${JSON.stringify(rules)} }
${more}
policy:
  max_notified: 1
`;

describe("a workspace file", () => {
  let scene: CiScene;
  beforeEach(async () => {
    scene = await CiScene.github();
    scene.write(".gitignore", ".pumble\n*.tfstate*\nplan\n");
  });
  afterEach(() => scene.close());

  const commit = (text: string) => {
    scene.write("workspace.yaml", text);
    scene.git("add", "-A");
    scene.git("commit", "-q", "-m", "change");
  };

  it("is planned in its own words, and its policy asks for a label", async () => {
    commit(file("Be kind"));
    const planned = await scene.expectCode(0, ["plan", "--out", "plan"]);
    expect(planned.stdout).toContain(
      "#incidents              new public channel · 2 people · 1 announcement",
    );
    await scene.expectCode(0, ["apply", "plan"]);
    await scene.expectCode(0, ["drift"]);

    commit(file("Be kind", '      fire: { text: "@channel Fire drill at noon.", allow_broadcast: true }'));
    const refused = await scene.expectCode(3, ["plan", "--out", "plan"]);
    expect(refused.stdout).toContain("It notifies 2 people at once; the policy allows 1.");
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments[0]?.body).toContain("The label `allow-notify` lets it pass.");
    scene.server.labels = ["allow-notify"];
    await scene.expectCode(0, ["plan", "--out", "plan"]);
    await scene.expectCode(0, ["apply", "plan"]);
  });

  it("is previewed for a fork, its people members of the local workspace", async () => {
    commit(file("Be kind"));
    scene.git("branch", "target");
    commit(file("Be very kind").replace("[grace, linus@example.com]", "[grace]"));
    const fork = scene.githubEnv({ pull_request: { number: 12 } });
    const { stdout } = await scene.expectCode(0, ["preview", "--base", "target", "--out", "plan"], fork);
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain("− 1 person: linus@example.com");
    expect(words).toContain("announcement rules is edited − Be kind + Be very kind");
    expect(words).toContain("Changes 2. Notifies 0 people.");
  });
});
