import { beforeEach, describe, expect, it } from "vitest";
import { minimal } from "../terraform/sample-provider/configurations";
import { onEveryHost } from "../terraform/sample-provider/conformance";
import type { Run, Workbench } from "../terraform/sample-provider/workbench";

/** What the provider wrote into Terraform's log. */
function linesOf({ stderr }: Run): string[] {
  return stderr.split("\n").filter((line) => line.includes("provider.terraform-provider-sample_v0.1.0: "));
}

onEveryHost((newBench, host) => {
  let bench: Workbench;
  beforeEach(() => {
    bench = newBench();
  });

  describe("the log", () => {
    const levels = (run: Run) => new Set(linesOf(run).map((line) => /\[([A-Z]+)\]/.exec(line)![1]!));

    it("has one line for each call, with its type and how long it took", async () => {
      await bench.init(minimal);
      const run = await bench.runWith({ TF_LOG_PROVIDER: "debug" }, "plan");
      const answered = linesOf(run).filter((line) => line.includes(" answered: "));
      for (const rpc of ["ValidateResourceConfig", "PlanResourceChange"]) {
        const lines = answered.filter((line) => line.includes(`${rpc} answered: `));
        expect(lines).not.toEqual([]);
        for (const line of lines) {
          expect(line).toMatch(/tf_req_duration_ms=[\d.]+/);
          expect(line).toContain(`tf_rpc=${rpc}`);
          expect(line).toContain("tf_resource_type=sample_thing");
        }
      }
      // Configured once in each process that needs it, and planned once.
      expect(answered.filter((line) => line.includes("PlanResourceChange"))).toHaveLength(1);
      expect(answered.filter((line) => line.includes("ConfigureProvider"))).toHaveLength(1);
    });

    it("follows the level of TF_LOG_PROVIDER, and first that of TF_LOG_PROVIDER_SAMPLE", async () => {
      await bench.init(minimal);
      const plan = (env: Record<string, string>) => bench.runWith(env, "plan");
      expect(levels(await plan({ TF_LOG_PROVIDER: "info" }))).toEqual(new Set(["INFO"]));
      expect(linesOf(await plan({ TF_LOG_PROVIDER: "error" }))).toEqual([]);
      expect(levels(await plan({ TF_LOG: "debug" }))).toEqual(new Set(["INFO", "DEBUG"]));
      const own = { TF_LOG_PROVIDER: "trace", TF_LOG_PROVIDER_SAMPLE: "info" };
      expect(levels(await plan(own))).toEqual(new Set(["INFO"]));
      expect(linesOf(await plan({}))).toEqual([]);
    });
  });

  describe("secrets", () => {
    it.runIf(host.supports("writeOnly"))(
      "are in no log, no output and no state, and a write-only one reaches the provider",
      async () => {
        const hcl = (password: string, turn: number) => `
provider "sample" { key = "the-provider-key" }
resource "sample_thing" "a" {
  name             = "x"
  password         = "${password}"
  password_version = ${turn}
  rules            = [{ port = 1, secret = "rule-secret" }]
}`;
        await bench.init(hcl("hunter2-is-long", 1));
        const applied = await bench.runWith({ TF_LOG: "trace" }, "apply", "-auto-approve");
        expect(applied.code).toBe(0);
        expect(linesOf(applied).join()).toContain("Creating with password (sensitive)");
        for (const secret of ["hunter2-is-long", "the-provider-key", "rule-secret", "token-of-thing"]) {
          expect(`${applied.stderr}${applied.stdout}`.includes(secret), secret).toBe(false);
        }
        expect(JSON.stringify(bench.state())).not.toContain("hunter2");
        expect(bench.notes).toContain("password of 15 characters");

        bench.write(hcl("another-password", 1));
        expect(await bench.actions()).toEqual({});
        bench.write(hcl("another-password", 2));
        await bench.apply();
        expect(bench.notes).toContain("password again 16");
      },
    );

    it("are masked in a provider's own message", async () => {
      await bench.init(`provider "sample" { key = "wrong-key" }\n${minimal}`);
      const { text } = await bench.run("plan");
      expect(text).toContain("The key (sensitive) does not fit");
    });
  });
});
