import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startLocalWorkspace } from "../../../../src/local";
import { control, startWorkspace } from "../../support";

const at = Date.UTC(2030, 0, 1);
const folder = () => mkdtempSync(join(tmpdir(), "clock-"));

describe("the clock of a workspace in a folder", () => {
  test("stands where it stood when the workspace starts again", async () => {
    const dataDir = folder();
    const first = await startLocalWorkspace({ dataDir });
    await control(first).post("/clock", { freezeAt: at, advanceMs: 5000 });
    await first.close();
    const second = await startWorkspace({ dataDir });
    const { body } = await control(second).get("/clock");
    expect(body).toMatchObject({ now: at + 5000, frozenAt: at + 5000 });
  });

  test("runs on as far ahead as it was moved", async () => {
    const dataDir = folder();
    const first = await startLocalWorkspace({ dataDir });
    await control(first).post("/clock", { advanceMs: 86_400_000 });
    await first.close();
    const second = await startWorkspace({ dataDir });
    const { body } = await control(second).get("/clock");
    expect(body.frozenAt).toBeNull();
    expect(body.now - Date.now()).toBeGreaterThan(86_400_000 - 60_000);
  });

  test.each([{ freeze: true }, { freezeAt: at }, { advanceMs: 5000 }, { realTime: true }])(
    "that the disk does not keep is not changed, and says so: %j",
    async (change) => {
      const dataDir = folder();
      const workspace = await startWorkspace({ dataDir });
      await control(workspace).post("/clock", { advanceMs: 86_400_000 });
      mkdirSync(join(dataDir, "clock.json.new"));
      const { status, body } = await control(workspace).post("/clock", change);
      expect([status, body.message]).toEqual([503, expect.stringMatching(/^Nothing was changed: /)]);
      const { body: clock } = await control(workspace).get("/clock");
      expect(clock.frozenAt).toBeNull();
      expect(Math.abs(clock.offsetMs - 86_400_000)).toBeLessThan(1_000);
    },
  );

  test("a damaged file is named", async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, "clock.json"), '{"offsetMs":"soon"}');
    await expect(startLocalWorkspace({ dataDir })).rejects.toThrow(/clock\.json is damaged\. Remove it/);
  });

  test("is the real time in a new folder", async () => {
    const workspace = await startWorkspace({ dataDir: folder() });
    expect((await control(workspace).get("/clock")).body).toMatchObject({ offsetMs: 0, frozenAt: null });
  });
});
