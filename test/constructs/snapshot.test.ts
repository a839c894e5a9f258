import { execFileSync } from "node:child_process";
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
import { join, relative, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const framework = process.env.FRAMEWORK ?? "cdktf";
const packageName = framework === "cdktn" ? "pumble-iac/cdktn" : "pumble-iac";

const program = `
  const { App, LocalBackend, TerraformStack } = require("${framework}");
  const { PumbleChannel, PumbleProvider, PumbleScript, Emoji, Recurrence } = require("${packageName}");
  const app = new App();
  const stack = new TerraformStack(app, "main");
  new LocalBackend(stack, { path: "main.tfstate" }); // the default one names the folder
  new PumbleProvider(stack, "pumble");
  for (const name of ["a", "b", "c"]) {
    const channel = new PumbleChannel(stack, name, { name, members: ["ada@example.com"] });
    const message = channel.announce("hello", { text: "Hello, " + channel.mention });
    message.addReply("more", { text: "More" });
    message.addReaction(Emoji.TADA);
    channel.schedule("later", { at: "09:00", timeZone: "Europe/Berlin", recurrence: Recurrence.daily(), text: "x" });
  }
  new PumbleScript(stack, "script", { file: "script.ts", input: { b: 1, a: [2] } });
  app.synth();
`;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "pumble-snapshot-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A project below \`root\`, synthesised, and every file that came of it. */
function synthesised(folder: string): Map<string, string> {
  const project = join(root, folder);
  mkdirSync(join(project, "node_modules"), { recursive: true });
  for (const name of [framework, "constructs"]) {
    symlinkSync(resolve("node_modules", name), join(project, "node_modules", name));
  }
  symlinkSync(resolve("."), join(project, "node_modules", "pumble-iac"));
  writeFileSync(join(project, "script.ts"), "export {};\n");
  writeFileSync(join(project, "main.cjs"), program);
  execFileSync(process.execPath, ["main.cjs"], { cwd: project });
  const out = join(project, "cdktf.out");
  return new Map(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(out, file), readFileSync(file, "latin1")]),
  );
}

test("what is synthesised is the same, byte for byte, from run to run and in every folder, and names none", () => {
  const one = synthesised("one");
  const other = synthesised(join("somewhere", "else", "deeper"));
  expect([...one.keys()].sort()).toEqual([...other.keys()].sort());
  const differing = [...one].filter(([file, text]) => other.get(file) !== text).map(([file]) => file);
  expect(differing).toEqual([]);
  const snapshot = one.get(join("stacks", "main", "cdk.tf.json"))!;
  expect(snapshot).not.toContain(root);
  expect(snapshot).not.toContain(resolve("."));
  expect(snapshot).not.toContain("../");
});
