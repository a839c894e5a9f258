/** The example policy, by the real OPA or conftest where one is installed. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const hasOpa = spawnSync("opa", ["version"]).status === 0;
if (!hasOpa) console.warn("skipped: the example policy, for there is no opa on the PATH");

it.skipIf(!hasOpa)(
  "refuses a message to everybody and people by id, and warns of a channel that stays",
  () => {
    const dir = mkdtempSync(join(tmpdir(), "pumble-policy-"));
    try {
      const plan = {
        resource_changes: [
          {
            ...{ address: "pumble_message.a", type: "pumble_message" },
            change: { actions: ["create"], before: null, after: { allow_broadcast: true } },
          },
          {
            ...{ address: "pumble_channel.b", type: "pumble_channel" },
            change: { actions: ["delete"], before: { name: "b" }, after: null },
          },
        ],
      };
      const people = {
        ...{ address: "pumble_channel_members.c", type: "pumble_channel_members" },
        expressions: { user_ids: { references: ["data.pumble_users.all"] } },
      };
      const configuration = { root_module: { module_calls: { m: { module: { resources: [people] } } } } };
      writeFileSync(join(dir, "plan.json"), JSON.stringify({ ...plan, configuration }));
      const policy = join("examples", "ci", "policy");
      const answer = execFileSync("opa", ["eval", "-d", policy, "-i", join(dir, "plan.json"), "data.main"]);
      const { deny, warn } = JSON.parse(answer.toString()).result[0].expressions[0].value;
      expect(deny).toEqual([
        "pumble_channel_members.c lists people by id: use emails",
        "pumble_message.a notifies a whole channel",
      ]);
      expect(warn).toEqual(["#b stays in Pumble: no API can archive it"]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
);
