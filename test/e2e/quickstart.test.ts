import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { terraformName } from "./terraform-name";

interface Running {
  output: () => string;
  stop: (signal: NodeJS.Signals) => void;
  /** Resolves when the output holds the text. */
  printed: (text: string) => Promise<void>;
  ended: Promise<number | null>;
}

function pumble(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ["dist/bin/pumble.js", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer) => {
    output += chunk;
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = once(child, "close").then(([code]) => {
    for (const listener of listeners) listener();
    return code as number | null;
  });
  let over = false;
  ended.then(() => {
    over = true;
  });
  return {
    output: () => output,
    stop: (signal) => child.kill(signal),
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output.includes(text)) resolve();
          else if (over) reject(new Error(`It ended without printing ${text}:\n${output}`));
        };
        listeners.add(look);
        ended.then(look);
        look();
      }),
  };
}

const scratchFolders = () => readdirSync(tmpdir()).filter((name) => /^pumble-(quickstart|dev)-/.test(name));

const refuses = async (url: string) => {
  await expect(fetch(url)).rejects.toThrow("fetch failed");
};

describe("pumble quickstart", () => {
  it("--once deploys, finds nothing to change, destroys and leaves nothing", async () => {
    const before = scratchFolders();
    const run = pumble(["quickstart", "--once"]);
    expect(await run.ended, run.output()).toBe(0);
    expect(run.output()).toMatch(/Deploy\s+4 created/);
    expect(run.output()).toMatch(/Second plan\s+no changes/);
    expect(run.output()).toMatch(/Destroy\s+4 destroyed/);
    expect(run.output()).toContain("#announcements");
    expect(run.output()).toContain("Welcome! This channel and this message are declared in code.");
    expect(scratchFolders()).toEqual(before);
  });

  it("stays up until it is interrupted, then stops everything that it started", async () => {
    const before = scratchFolders();
    const run = pumble(["quickstart"]);
    await run.printed("Ctrl-C stops everything");
    const page = /See it at (\S+)/.exec(run.output())![1]!;
    const addon = /PUMBLE_BASE_URL=(\S+)/.exec(run.output())![1]!;
    expect((await fetch(page)).status).toBe(200);
    // cdktf looks for terraform alone.
    expect(run.output().includes("export TERRAFORM_BINARY_NAME=")).toBe(terraformName !== "terraform");
    expect((await fetch(`${addon}/healthz`)).status).toBe(200);
    run.stop("SIGINT");
    expect(await run.ended).toBe(0);
    await refuses(page);
    await refuses(`${addon}/healthz`);
    expect(scratchFolders()).toEqual(before);
  });

  it("says what to install when there is no Terraform, and starts nothing", async () => {
    const run = pumble(["quickstart"], { TERRAFORM_BINARY_NAME: "/nowhere/terraform" });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain("TERRAFORM_BINARY_NAME names /nowhere/terraform, which is neither");
    expect(run.output()).toContain("https://developer.hashicorp.com/terraform/install");
    expect(run.output()).not.toContain("Workspace");
  });
});

describe("pumble dev", () => {
  it("--json prints one line with addresses and a key that work", async () => {
    const run = pumble(["dev", "--json", "--port", "0"]);
    await run.printed("\n");
    const ready = JSON.parse(run.output());
    expect(Object.keys(ready)).toEqual([
      "ready",
      "workspaceUrl",
      "pageUrl",
      "controlUrl",
      "controlToken",
      "addonUrl",
      "apiKey",
    ]);
    const answer = await fetch(`${ready.addonUrl}/listChannels`, { headers: { ApiKey: ready.apiKey } });
    expect(answer.status).toBe(200);
    expect(Array.isArray(await answer.json())).toBe(true);
    run.stop("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(run.output().trim().split("\n")).toHaveLength(1);
    await refuses(ready.pageUrl);
  });

  it("refuses a port that is none", async () => {
    const run = pumble(["dev", "--port", "many"]);
    expect(await run.ended).toBe(2);
    expect(run.output().replaceAll(/\s+/g, " ")).toContain("A port is a whole number from 0 to 65535");
  });
});
