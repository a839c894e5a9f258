import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let project: TerraformProject;
let sockets: string;

beforeAll(async () => {
  test = await startTestStack();
  sockets = mkdtempSync(join(tmpdir(), "pumble-sockets-"));
  project = new TerraformProject({ ...test.env, PLUGIN_UNIX_SOCKET_DIR: sockets });
  project.write('resource "pumble_channel" "it" { name = "processes" }');
  await project.init();
});
afterAll(async () => {
  project?.remove();
  rmSync(sockets, { recursive: true, force: true });
  await test?.close();
});

/** Ids of the processes that were started with our socket folder in their environment. */
function ourProcesses(): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(sockets);
    } catch {
      return false;
    }
  });
}

/** Waits until a condition holds; fails after ten seconds. */
async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited ten seconds for ${what}`);
    await pause(20);
  }
}

describe.skipIf(process.platform !== "linux")("processes and sockets", () => {
  it("are gone after a plan and an apply", async () => {
    expect((await project.plan()).code).toBe(0);
    expect((await project.apply()).code).toBe(0);
    await until(() => ourProcesses().length === 0, "the provider to end");
    expect(readdirSync(sockets)).toEqual([]);
  });

  it("are gone after Terraform was killed with SIGKILL", async () => {
    const terraform = spawn("terraform", ["plan", "-input=false"], {
      cwd: project.dir,
      env: {
        PATH: process.env.PATH,
        HOME: project.dir,
        CHECKPOINT_DISABLE: "1",
        PLUGIN_UNIX_SOCKET_DIR: sockets,
        ...test.env,
        // An address that never answers holds the provider in its first call.
        PUMBLE_BASE_URL: await neverAnswers(),
      },
      stdio: ["pipe", "ignore", "ignore"],
    });
    await until(() => readdirSync(sockets).length > 0 && ourProcesses().length > 1, "the provider to start");
    terraform.kill("SIGKILL");
    await once(terraform, "exit");
    await until(() => ourProcesses().length === 0, "the orphaned provider to end");
    expect(readdirSync(sockets)).toEqual([]);
  });
});

async function neverAnswers(): Promise<string> {
  const { createServer } = await import("node:net");
  const server = createServer(() => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}
