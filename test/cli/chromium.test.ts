// Pictures need a Chromium that answers.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { takePicture } from "../../src/cli/preview/chromium";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-chromium-test-"));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(existsSync("/Applications/Google Chrome.app"))(
  "one that is not there is told, with what to do",
  async () => {
    vi.stubEnv("PATH", folder);
    vi.stubEnv("CHROMIUM_PATH", join(folder, "chromium"));
    await expect(takePicture("http://127.0.0.1:9", join(folder, "a.png"))).rejects.toMatchObject({
      message: "No Chromium was found for the picture.",
      nextStep: "Install Chrome or Chromium, name one with CHROMIUM_PATH, or leave --screenshot out.",
    });
  },
);

it("one that does not answer is waited for a minute, told and stopped", async () => {
  const silent = join(folder, "chromium");
  writeFileSync(silent, '#!/bin/sh\n[ "$1" = --version ] && { echo Chromium; exit; }\nexec sleep 600\n', {
    mode: 0o755,
  });
  vi.stubEnv("CHROMIUM_PATH", silent);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const taken = takePicture("http://127.0.0.1:9", join(folder, "a.png")).catch((error) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await taken).toMatchObject({
    message: "Chromium does not answer to Target.createTarget.",
    nextStep: "Try CHROMIUM_PATH with another one.",
  });
  expect(existsSync(join(folder, "a.png"))).toBe(false);
});
