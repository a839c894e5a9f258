/** A workspace of files that goes on as code: as HCL, as an app of this package's constructs, and within an app. */
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
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pumble } from "./pumble-command";
import { startTestStack, type TestStack } from "./test-stack";

const workspace = `people: { owner: OWNER }
teams: { all: { members: [owner], channels: [ops] } }
channels:
  general: { adopt: true }
  ops:
    description: "Costs \${money} and %{more} \\"quoted\\" \\\\ back"
    type: private
    exact: true
    announcements:
      rules:
        markdown: ./rules.md
        as_bot: true
        reactions: [":eyes:"]
        replies: { eyes: { text: "Call first.", reactions: [":+1:"] } }
      "zweite ü":
        markdown: |
          # Inline

          - one \${x}
            - \`nested\` in #general
      members: { text: "Two\\nlines with \${x}", keep: true }
    schedules:
      hand-over: { at: "09:00", time_zone: Europe/Berlin, every: workday, from: 2035-01-06, until: 2036-01-06, text: Hand-over }
    scripts:
      greet: { file: ./scripts/greet.ts, input: { id: "{channel.id}", name: "{channel.name}", n: [1, "a \${b} <x>"] } }
      plain: { file: ./scripts/greet.ts }
  büro.2: { name: buero }
`;

const script = `import { defineScript } from "pumble-iac/script";
export default defineScript({ input: { id: "", name: "", n: [] as unknown[] }, run: ({ input }) => input });
`;

const app = `import { resolve } from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { PumbleProvider, PumbleWorkspace } from "pumble-iac";
const app = new App();
const stack = new TerraformStack(app, "main");
new PumbleProvider(stack, "pumble");
new LocalBackend(stack, { path: resolve("../files/pumble.tfstate") });
const workspace = new PumbleWorkspace(stack, "workspace", { path: "../files" });
if (process.env.MORE) workspace.channel("ops").announce("more", { text: "From code" });
app.synth();
`;

let test: TestStack;
const root = mkdtempSync(join(tmpdir(), "pumble-eject-"));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

beforeAll(async () => {
  test = await startTestStack();
  const [owner] = (await test.client.listUsers({})).filter(({ role }) => role === "OWNER");
  write("files/workspace.yaml", workspace.replace("OWNER", owner!.email));
  write("files/rules.md", "# Rules\n\nSee #buero about ${this}.\n\n");
  write("files/scripts/greet.ts", script);
  write("app/main.ts", app);
  write("app/cdktf.json", '{ "language": "typescript", "app": "npx tsx main.ts" }\n');
  mkdirSync(join(root, "node_modules"));
  for (const name of ["cdktf", "constructs", "tsx", ".bin"]) {
    symlinkSync(join(process.cwd(), "node_modules", name), join(root, "node_modules", name));
  }
  symlinkSync(process.cwd(), join(root, "node_modules", "pumble-iac"));
  await run("apply", "files", "--yes");
});
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await test?.close();
});

async function run(...args: string[]): Promise<string> {
  const done = await pumble(args, test.env, root);
  expect(done.code, `${args.join(" ")}\n${done.stdout}${done.stderr}`).toBe(0);
  return done.stdout;
}

describe("a workspace of files", () => {
  it("lets the bot into a private channel in which it posts", async () => {
    const { channel, users = [] } = await test.client.getChannel({ channel: "ops" });
    const people = await test.client.listUsers({});
    const bot = people.find(({ isAddonBot }) => isAddonBot)!;
    expect(users).toContain(bot.id);
    const { messages } = await test.client.listMessages({ channelId: channel.id });
    expect(messages.filter(({ author }) => author === bot.id).map(({ text }) => text)).toEqual([
      expect.stringContaining("Rules"),
    ]);
  });

  it.each(["hcl", "cdktf"])(
    "has nothing to do once it is ejected as %s, and is never overwritten",
    async (kind) => {
      expect(await run("eject", "files", "--kind", kind, "--out", kind)).toMatch(
        `Next:\n  npx pumble plan ${kind}\n`,
      );
      await run("plan", kind, "--detailed-exitcode");
      const before = readdirSync(join(root, kind), { recursive: true });
      const again = await pumble(["eject", "files", "--kind", kind, "--out", kind], {}, root);
      expect(again.code).toBe(1);
      expect(again.stderr.replaceAll(/\s+/g, " ")).toContain(
        "already, and nothing was written. Name an empty folder: --out DIR",
      );
      expect(readdirSync(join(root, kind), { recursive: true })).toEqual(before);
      const text = readFileSync(
        join(root, kind, kind === "hcl" ? "workspace.tf" : "channels/workspace.ts"),
        "utf8",
      );
      expect(text).toContain("rules.md");
    },
  );

  it("has nothing to do as part of an app, whose code goes on from there", async () => {
    await run("plan", "app", "--detailed-exitcode");
    const { code, stdout } = await pumble(["plan", "app"], { ...test.env, MORE: "1" }, root);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/#ops +new announcement: “From code”/);
    expect(stdout).toContain("Makes 1.");
  });
});
