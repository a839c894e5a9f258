import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import type { LocalWorkspace } from "../../src/local";
import { control, pageOf, texts } from "./support";

/** Starts a workspace in a process of its own, by the source. */
async function startProcess(dataDir: string) {
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "serve.ts"), dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface(child.stdout);
  const line = await Promise.race([
    once(lines, "line").then(([text]) => text as string),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`it ended with ${code}`))),
  ]);
  return { child, workspace: JSON.parse(line) as LocalWorkspace };
}

test("every message that was answered for survives kill -9, without one that was not sent", {
  timeout: 60_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "workspace-"));
  const first = await startProcess(dataDir);
  const ada = await control(first.workspace).member("Ada");
  const page = pageOf(first.workspace, ada.id);
  const random = (await page.get("channels")).body[1].channel.id;
  const answered: string[] = [];
  const sent: string[] = [];
  const posting = (async () => {
    for (let at = 0; ; at += 1) {
      sent.push(`m${at}`);
      await page.post(`channels/${random}/messages`, { text: `m${at}` });
      answered.push(`m${at}`);
      if (at === 40) first.child.kill("SIGKILL");
    }
  })();
  await expect(posting).rejects.toThrow();

  const second = await startProcess(dataDir);
  const { body } = await pageOf(second.workspace, ada.id).get(`channels/${random}/messages?limit=200`);
  const found = texts(body.messages).slice(1);
  expect(found.slice(0, answered.length)).toEqual(answered);
  expect(sent.slice(0, found.length)).toEqual(found);
});
