/** A pull request from its first plan to its apply, in a git repository, against a forge that checks every call. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { control } from "../support/control";
import { CiScene } from "./ci-scene";

const channel = (name: string) => `resource "pumble_channel" "${name}" {\n  name = "${name}"\n}\n`;
const message = (name: string, text: string, channelName = "ops") => `
resource "pumble_message" "${name}" {
  channel_id      = pumble_channel.${channelName}.id
  text            = ${JSON.stringify(text)}
  allow_broadcast = true
}
`;

describe.each(["github", "gitlab"] as const)("a pull request on %s", (forge) => {
  let scene: CiScene;
  beforeEach(async () => {
    scene = await CiScene[forge]();
  });
  afterEach(() => scene.close());

  it("is planned, told, planned again, applied and told, in one comment", async () => {
    scene.commit(channel("ops") + message("rules", "Be kind"));
    const first = await scene.expectCode(0, ["plan", "--out", "plan"]);
    expect(first.stdout).toContain("#ops                    new public channel · 1 announcement");
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments).toHaveLength(1);
    expect(scene.server.comments[0]?.body).toContain("Makes 2. Notifies 0 people.");
    expect(scene.server.comments[0]?.body).toContain("> Be kind");

    scene.commit(channel("ops") + message("rules", "Be very kind"));
    await scene.expectCode(0, ["plan", "--out", "plan"]);
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments).toHaveLength(1);
    expect(scene.server.comments[0]?.body).toContain("> Be very kind");

    const applied = await scene.expectCode(0, ["apply", "plan"]);
    expect(applied.stderr).toContain("✔ #ops new announcement: “Be very kind”");
    expect(applied.stdout).toContain("Done: 2 of 2.");
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments).toHaveLength(1);
    expect(scene.server.comments[0]?.body).toMatch(/### Apply: `[^`]+` applied, 2 objects done/);

    scene.server.taken();
    await scene.expectCode(0, ["plan", "--out", "plan", "--detailed-exitcode"]);
  });

  // What a forge is told, and which labels it has, is tried on both by test/review/forges.slow.test.ts.
  if (forge === "gitlab") return;

  it("that changes nothing makes no noise", async () => {
    scene.commit(channel("ops"));
    await scene.expectCode(0, ["apply", "--yes"]);
    const before = await scene.test.client.listMessages({ channel: "general" });
    await scene.expectCode(0, ["plan", "--out", "plan", "--notify", "general"]);
    const { stdout } = await scene.expectCode(0, ["comment", "plan"]);
    expect(stdout).toContain("nothing to say");
    expect(scene.server.comments).toEqual([]);
    expect(await scene.test.client.listMessages({ channel: "general" })).toEqual(before);
  });

  it("that notifies and removes more than the policy allows is refused until it has both labels", async () => {
    scene.commit(["a", "b", "c"].map(channel).join(""));
    await scene.expectCode(0, ["apply", "--yes"]);
    const hcl = `data "pumble_channel" "general" { name = "general" }
resource "pumble_message" "all" {
  channel_id      = data.pumble_channel.general.id
  text            = "@channel The office is closed."
  allow_broadcast = true
}
`;
    scene.commit(channel("a") + hcl);
    const limits = ["--max-notified", "1", "--max-removed", "30%"];
    const plan = ["plan", "--out", "plan", ...limits];
    const refused = await scene.expectCode(3, plan);
    expect(refused.stdout).toContain("It notifies 2 people at once; the policy allows 1.");
    expect(refused.stdout).toContain("It removes 2 of 3 objects; the policy allows 30 %.");
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments[0]?.body).toContain("The label `allow-notify` lets it pass.");
    scene.server.labels = ["bug", "allow-notify"];
    await scene.expectCode(3, ["apply", "plan", ...limits]);

    scene.server.labels = ["allow-removal", "allow-notify"];
    await scene.expectCode(0, plan);
    await scene.expectCode(0, ["comment", "plan"]);
    expect(scene.server.comments).toHaveLength(1);
    expect(scene.server.comments[0]?.body).toContain("Lifted by `allow-notify`.");
    expect(scene.server.comments[0]?.body).toContain("Lifted by `allow-removal`.");
    await scene.expectCode(0, ["apply", "plan", ...limits]);
  });
});

describe("a saved plan", () => {
  let scene: CiScene;
  beforeEach(async () => {
    scene = await CiScene.github();
  });
  afterEach(() => scene.close());

  it("is refused when the state moved on, with what would be done now that was not planned", async () => {
    scene.commit(channel("ops"));
    await scene.expectCode(0, ["plan", "--out", "plan"]);
    scene.commit(channel("ops") + channel("other"));
    await scene.expectCode(0, ["apply", "--yes"]);
    scene.commit(channel("ops") + channel("another"));
    const { stdout } = await scene.expectCode(3, ["apply", "plan"]);
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain("The plan is out of date: the code, the state or Pumble changed since");
    expect(words).toContain("#another new public channel: was not planned");
    expect(words).toContain("pumble_channel.ops: was planned, and is no longer to do");
    expect(scene.report("plan/apply.json").stacks[0]?.status).toBe("stale");
    expect((await scene.test.client.listChannels({})).map((one) => one.channel.name)).not.toContain(
      "another",
    );
  });

  it("is refused when somebody edited in Pumble what it would edit", async () => {
    scene.commit(channel("ops") + message("rules", "one"));
    await scene.expectCode(0, ["apply", "--yes"]);
    scene.commit(channel("ops") + message("rules", "two"));
    await scene.expectCode(0, ["plan", "--out", "plan"]);
    const { messages } = await scene.test.client.listMessages({ channel: "ops" });
    const { id: messageId } = messages.find(({ text }) => text === "one")!;
    await scene.act({ action: "edit", messageId, text: "by hand" });
    const { stdout } = await scene.expectCode(3, ["apply", "plan"]);
    expect(stdout.replace(/\s+/g, " ")).toContain("was planned otherwise, or from another starting point");
    const after = await scene.test.client.fetchMessage({ channel: "ops", messageId });
    expect(after.text).toBe("by hand");
  });

  it("that failed half-way is healed by running the apply again: the rest of it, and nothing else", async () => {
    scene.commit(channel("ops") + message("first", "first") + message("second", "second"));
    await scene.expectCode(0, ["plan", "--out", "plan"]);
    const { id } = await scene
      .control<{ id: number }>("/faults", {
        ...{ method: "POST", path: "/v1/channels/*/messages", fault: "status", status: 403, count: 100 },
      })
      .catch(() => ({ id: -1 }));
    expect(id).toBeGreaterThanOrEqual(0);
    const half = await scene.expectCode(1, ["apply", "plan"]);
    expect(half.stdout).toMatch(/Done: 1, failed: 2, not done: 0\. Run it again to do the rest\./);
    expect(half.stdout).toContain("✔ #ops new public channel");
    expect(half.stdout).toContain("✘ #ops new announcement: “first”");
    await control(scene.test.stack, "DELETE", "/faults");
    const rest = await scene.expectCode(0, ["apply", "plan"]);
    expect(rest.stdout).toContain("Done: 2 of 2.");
    await scene.expectCode(0, ["plan", "--detailed-exitcode"]);
    // Once it is applied, it has nothing left to do.
    expect((await scene.expectCode(0, ["apply", "plan"])).stdout).toContain("Nothing was to do.");
  });
});

describe("two runs at the same time", () => {
  it("the second waits for the state, and then finds everything done", async () => {
    const scene = await CiScene.github();
    try {
      // Terraform's own lock does not cover the making of a local state's very first file.
      scene.commit(channel("ops"));
      await scene.expectCode(0, ["apply", "--yes"]);
      scene.commit(channel("ops") + message("rules", "Be kind"));
      await scene.expectCode(0, ["plan", "--out", "plan"]);
      const runs = await Promise.all([scene.pumble(["apply", "plan"]), scene.pumble(["apply", "plan"])]);
      expect(runs.map(({ code, stdout, stderr }) => [code, code === 0 ? "" : stdout + stderr])).toEqual([
        [0, ""],
        [0, ""],
      ]);
      const { messages } = await scene.test.client.listMessages({ channel: "ops" });
      expect(messages.filter(({ text }) => text === "Be kind")).toHaveLength(1);
    } finally {
      await scene.close();
    }
  });
});
