import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
beforeAll(async () => {
  test = await startTestStack();
});
afterAll(() => test?.close());

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

function pumble(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } };
    execFile(process.execPath, ["dist/bin/pumble.js", ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe("what the command says", () => {
  const shell = (line: string) =>
    spawnSync("bash", ["--norc", "-c", line], { encoding: "utf8", env: { PATH: process.env.PATH } });
  const command = `"${process.execPath}" dist/bin/pumble.js`;

  it.each(["--help", "completion bash", "nonsense"])(
    "is cut off where nobody reads on, and the exit code stays: %s",
    (args) => {
      const whole = shell(`${command} ${args}`);
      const cut = shell(`${command} ${args} 2>&1 | true; exit "\${PIPESTATUS[0]}"`);
      expect({ code: cut.status, stderr: cut.stderr }).toEqual({ code: whole.status, stderr: "" });
    },
  );

  it("is told to be lost when it cannot be written, on a full disk", () => {
    const { status, stderr } = shell(`${command} --help > /dev/full`);
    expect(stderr).toMatch(/^Standard output cannot be written: ENOSPC.*\n$/);
    expect(status).toBe(1);
  });
});

describe("pumble doctor", () => {
  it("finds everything in order and says in whose name the key acts", async () => {
    const ran = await pumble(["doctor"], test.env);
    expect(ran.code, ran.stdout).toBe(0);
    expect(ran.stdout).toContain(`acts as ${test.stack.member.name} (OWNER) at ${test.stack.addonUrl}`);
    expect(ran.stdout).not.toContain(test.apiKey);
  });

  it.each<{ what: string; env: Record<string, string>; says: string }>([
    { what: "a missing key", env: {}, says: "PUMBLE_API_KEY is not set" },
    {
      what: "a server that is away",
      env: { PUMBLE_BASE_URL: "http://127.0.0.1:9" },
      says: "http://127.0.0.1:9",
    },
  ])("exits 1 on $what and says so", async ({ env, says }) => {
    const given: Record<string, string> = env.PUMBLE_BASE_URL
      ? { PUMBLE_API_KEY: test.apiKey }
      : { PUMBLE_BASE_URL: test.stack.addonUrl };
    const ran = await pumble(["doctor", "--json"], { ...env, ...given });
    expect(ran.code).toBe(1);
    const findings = JSON.parse(ran.stdout) as { ok: boolean; found: string; nextStep?: string }[];
    const wrong = findings.filter((finding) => !finding.ok);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]!.found).toContain(says);
    expect(wrong[0]!.nextStep).toBeTruthy();
  });
});

describe("pumble doctor where Terraform's CLI configuration says where plugins are", () => {
  const folder = mkdtempSync(join(tmpdir(), "pumble-cli-config-"));
  const file = join(folder, "company.tfrc");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What it finds of the plugin with these methods of installation. */
  async function plugin(methods: string): Promise<{ ok: boolean; found: string; nextStep?: string }> {
    writeFileSync(file, `provider_installation {\n${methods}\n}\n`);
    const { stdout } = await pumble(["doctor", "--json"], { ...test.env, TF_CLI_CONFIG_FILE: file });
    return JSON.parse(stdout).find((finding: { what: string }) => finding.what === "Plugin");
  }

  it("says that it hides the plugin, and what to add; with that added, the plugin is found", async () => {
    const hidden = await plugin("  direct {}");
    expect(hidden.ok).toBe(false);
    expect(hidden.nextStep).toContain(`${file} has a provider_installation block`);
    const block = /^ {2}filesystem_mirror \{[\s\S]*?^ {2}\}/m.exec(hidden.nextStep!)![0];
    const exclude = /exclude = \[.*\]/.exec(hidden.nextStep!)![0];
    expect(await plugin(`${block}\n  direct {\n    ${exclude}\n  }`)).toMatchObject({ ok: true });
  });
});

describe("pumble addon", () => {
  it("names every variable that is missing, and starts nothing", async () => {
    const ran = await pumble(["addon"]);
    expect(ran.code).toBe(1);
    for (const name of ["PUMBLE_APP_ID", "PUMBLE_APP_SIGNING_SECRET", "PUMBLE_ENCRYPTION_KEY"]) {
      expect(ran.stderr).toContain(`${name} is not set`);
    }
  });
});

describe("pumble keys", () => {
  it("lists what is in the store without the app's secrets, and refuses to make keys for strangers", async () => {
    const dir = mkdtempSync(join(tmpdir(), "pumble-keys-"));
    const env = {
      DATABASE_URL: `sqlite:${join(dir, "addon.sqlite")}`,
      PUMBLE_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
    };
    try {
      writeFileSync(join(dir, "addon.sqlite"), "");
      expect((await pumble(["keys", "list"], env)).stdout).toBe("There are no keys.\n");
      expect(JSON.parse((await pumble(["keys", "list", "--json"], env)).stdout)).toEqual([]);
      const made = await pumble(["keys", "create", "ci"], env);
      expect(made.code).toBe(1);
      expect(made.stderr).toContain("Nobody has authorised the app.");
      const revoked = await pumble(["keys", "revoke", "0123456789ab"], env);
      expect(revoked.code).toBe(1);
      expect(revoked.stderr).toContain("pumble keys list");
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe("pumble provider install", () => {
  it("puts the plugin into a mirror and prints what to write in HCL", async () => {
    const dir = mkdtempSync(join(tmpdir(), "pumble-mirror-"));
    try {
      const ran = await pumble(["provider", "install", dir]);
      expect(ran.code).toBe(0);
      expect(ran.stdout).toMatch(/source +=\s*"registry.terraform.io\/pumble-iac\/pumble"/);
      const { h1 } = JSON.parse((await pumble(["provider", "install", dir, "--json"])).stdout);
      expect(h1).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
