/** `pumble init`, and what it says to do next, in an empty folder for each kind of project. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "../support/control";
import { pumble } from "./pumble-command";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
const folders: string[] = [];

beforeAll(async () => {
  test = await startTestStack();
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await test?.close();
});

/** An empty folder but for what npm has installed. */
function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pumble-init-"));
  folders.push(folder);
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["cdktf", "constructs", "tsx", ".bin"]) {
    symlinkSync(join(process.cwd(), "node_modules", name), join(folder, "node_modules", name));
  }
  symlinkSync(process.cwd(), join(folder, "node_modules", "pumble-iac"));
  return folder;
}

describe("pumble init", () => {
  // The README and the guides, which test/docs/walk.slow.test.ts follows, begin with YAML and with HCL.
  it("begins a CDKTF app that validates, plans, applies and then has nothing to do", async () => {
    const folder = emptyFolder();
    const run = async (...args: string[]) => {
      const done = await pumble(args, test.env, folder);
      expect(done.code, `${args.join(" ")}\n${done.stdout}${done.stderr}`).toBe(0);
      return done.stdout;
    };
    expect(await run("init", "--kind", "cdktf")).toMatch(/Next:\n {2}npx pumble plan\n$/);
    expect(await run("validate")).toContain("nothing is wrong");
    expect(await run("plan")).toMatch(/#release-notes +new public channel/);
    await run("apply", "--yes");
    await run("plan", "--detailed-exitcode");
    await run("destroy", "--yes", "--allow-removal");
    const { channel } = await test.client.getChannel({ channel: "release-notes" });
    await removed(channel.id);
  });

  it("writes nothing where something would be overwritten", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "main.tf"), "# mine\n");
    const { code, stderr } = await pumble(["init", "--kind", "hcl"], {}, folder);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "main.tf is there already, and nothing was written.\nMove what is there, or name an empty folder: pumble init DIR\n",
    );
    expect(readdirSync(folder).sort()).toEqual(["main.tf", "node_modules"]);
  });

  it("needs its flag where there is no terminal to ask on", async () => {
    const { code, stderr } = await pumble(["init"], {}, emptyFolder());
    expect(code).toBe(2);
    expect(stderr).toBe(
      "There is no terminal to ask on: --kind is needed.\nIt is one of file, cdktf, hcl.\n",
    );
  });

  it.each([
    ["github", ".github/workflows/pumble-plan.yml", "uses: ./node_modules/pumble-iac"],
    ["gitlab", ".gitlab-ci.yml", "local: .gitlab/pumble.yml"],
    ["gitlab", ".gitlab/pumble.yml", "npx --no-install pumble action"],
  ])("writes files for %s: %s", async (forge, file, says) => {
    const folder = emptyFolder();
    const { code, stderr } = await pumble(["init", "--kind", "file", "--ci", forge], {}, folder);
    expect(code, stderr).toBe(0);
    expect(readFileSync(join(folder, file), "utf8")).toContain(says);
  });
});

/** Makes room for the next project, which makes a channel of the same name. */
const removed = (channelId: string) => act(test.stack, test.stack.member.id, "delete_channel", { channelId });
