/** A fork's pull request: no secret, a useful plan, and a comment by a job that runs nothing of it. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findChromium } from "../browser/find-chromium";
import { headSha, token } from "../review/stand-in-forge";
import { CiScene } from "./ci-scene";

const base = `
resource "pumble_channel" "ops" { name = "ops" }
resource "pumble_channel_members" "ops" {
  channel_id = pumble_channel.ops.id
  emails     = ["hedy@acme.example"]
}
`;
const change = `${base.replace('"hedy@acme.example"', '"hedy@acme.example", "katherine@acme.example"')}
resource "pumble_message" "rules" {
  channel_id      = pumble_channel.ops.id
  text            = "@channel Be kind"
  allow_broadcast = true
}
`;

describe("a fork's pull request", () => {
  let scene: CiScene;
  let chromium: string | null;
  beforeEach(async () => {
    scene = await CiScene.github();
    chromium = findChromium();
    scene.commit(base);
    scene.git("branch", "target");
    scene.commit(change);
  });
  afterEach(() => scene.close());

  /** What a job of a fork has. */
  const fork = () => ({
    ...scene.githubEnv({ pull_request: { number: 12, labels: [] } }),
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  });

  it("is planned against what the target branch declares, with a picture, and told without a secret", async () => {
    const picture = chromium ? ["--screenshot", "preview/page.png"] : [];
    if (!chromium) console.warn("skipped: the picture, for there is no Chromium");
    mkdirSync(join(scene.dir, "preview"));
    const args = ["preview", "--base", "target", "--out", "preview", ...picture];
    const { stdout } = await scene.expectCode(0, args, fork());
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain("+ 1 person: katherine@acme.example");
    expect(words).toContain("new announcement, notifies 2 people: “@channel Be kind”");
    expect(words).toContain("Makes 1, changes 1.");
    expect(scene.report("preview/plan.json").preview).toBe(true);
    if (chromium) {
      const png = readFileSync(join(scene.dir, "preview", "page.png"));
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      expect(png.length).toBeGreaterThan(10_000);
    }
    // Nothing of it stays in the checkout.
    expect(
      scene
        .git("status", "--porcelain")
        .split("\n")
        .filter((line) => !line.endsWith("preview/")),
    ).toEqual([""]);

    const { stdout: said } = await scene.expectCode(0, ["comment", "preview"], fork());
    expect(said).toContain("the job has no token, as in the pull request of a fork");
    expect(scene.jobSummary()).toContain("Made without a key");
    expect(scene.server.calls).toEqual([]);
    const refused = await scene.expectCode(1, ["apply", "preview"], fork());
    expect(refused.stderr).toContain("holds no plan to apply.");
  });

  it("is commented on by a job that trusts nothing but the forge", async () => {
    await scene.expectCode(0, ["preview", "--base", "target", "--out", "preview"], fork());
    const event = {
      workflow_run: {
        ...{ head_branch: "topic", head_sha: headSha },
        head_repository: { full_name: "fork/chat" },
      },
    };
    const trusted = { ...scene.githubEnv(event), GITHUB_TOKEN: token };
    writeFileSync(join(scene.dir, "preview", "summary.md"), "@everybody <script>");
    const { stdout } = await scene.expectCode(0, ["comment", "preview"], trusted);
    expect(stdout).toContain("/acme/chat/pull/12");
    expect(scene.server.comments[0]?.body).toContain("Made without a key");
    expect(scene.server.comments[0]?.body).not.toContain("@everybody");
    const report = join(scene.dir, "preview", "plan.json");
    renameSync(report, `${report}.old`);
    writeFileSync(report, readFileSync(`${report}.old`, "utf8").replace('"format": 1', '"format": "<img>"'));
    const refused = await scene.expectCode(1, ["comment", "preview"], trusted);
    expect(refused.stderr).toContain("plan.json cannot be used: format");
  });

  it("runs no command of the base, which could be real, and says so", async () => {
    const command = `resource "terraform_data" "real" {\n  provisioner "local-exec" { command = "echo > ${scene.dir}/real" }\n}\n`;
    scene.commit(`${base}${command}`);
    scene.git("branch", "-f", "target");
    const { stdout, stderr } = await scene.expectCode(0, ["preview", "--base", "target"], fork());
    expect(stderr).toContain(
      "could not be applied as a whole: A preview applies nothing that could be real: Here is a command at terraform_data.real. Preview a project without it.",
    );
    expect(stdout).toContain("#ops");
    expect(existsSync(join(scene.dir, "real"))).toBe(false);
  });

  it("says which commit is missing when the base was not fetched", async () => {
    const { stderr } = await scene.expectCode(2, ["preview", "--base", "nowhere"], fork());
    expect(stderr).toContain("There is no commit nowhere here.\nFetch it first");
    expect(existsSync(join(scene.dir, ".terraform"))).toBe(false);
  });
});
