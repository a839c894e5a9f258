import { expect, test } from "vitest";
import { StorageFailure } from "../../../../src/local/core/failure";
import { Ephemerals } from "../../../../src/local/core/workspace/ephemerals";
import { platformApi } from "../../../../src/local/platform/api";
import { RateLimits } from "../../../../src/local/platform/api/rate-limits";
import { planted } from "../../core/workspace/planted";
import { installed, served } from "../../core/workspace/served";

test("an upload that finds no space is completed once there is some", async () => {
  const { workspace, as, clock } = planted();
  const { appKey, tokens } = installed(workspace, as("Ada").userId);
  const limits = new RateLimits(clock, true);
  const app = served(platformApi({ workspace, limits, ephemerals: new Ephemerals(workspace) }));
  const headers = { token: tokens.accessToken, "x-app-token": appKey };
  const post = (path: string, body: object) =>
    app.request(path, { method: "POST", headers, body: JSON.stringify(body) });

  const begun = await post("/v1/files/upload/token", { filename: "a.txt", length: 3 });
  const { token: authtoken } = (await begun.json()) as { token: string };
  const body = new FormData();
  body.set("file", new File(["abc"], "a.txt"));
  const sent = await app.request("/upload/files", { method: "POST", headers: { authtoken }, body });
  const received = (await sent.json()) as object;

  const disk = { isFull: true };
  workspace.db.logTo({
    append() {
      if (disk.isFull) throw new StorageFailure(Object.assign(new Error("full"), { code: "ENOSPC" }));
    },
    replace() {},
  });
  const complete = async () => (await post("/v1/files/upload/complete", received)).status;
  expect([await complete(), workspace.db.files.size]).toEqual([503, 0]);
  disk.isFull = false;
  expect([await complete(), workspace.db.files.size]).toEqual([200, 1]);
  expect(await complete()).toBe(404);
});
