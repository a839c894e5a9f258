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
  const { App, LocalBackend, TerraformProvider, TerraformStack } = require("${framework}");
  const {
    Emoji, PumbleApiKey, PumbleChannel, PumbleDirectMessage, PumbleProvider, PumbleScript, PumbleUser, Recurrence, Scripts,
  } = require("${packageName}");
  const app = new App({ context: { targetVersions: { terraform: ">=1.11.0", opentofu: ">=1.11.0" } } });
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
  const general = PumbleChannel.fromName(stack, "general", "general");
  const ada = PumbleUser.fromEmail(stack, "ada", "ada@example.com");
  new PumbleDirectMessage(stack, "direct", { to: [ada], text: "Hello, " + ada.mention });
  new PumbleApiKey(stack, "key", { name: "key", apiKeyWo: "\${var.key}", apiKeyWoVersion: 1, channels: [general] });
  new PumbleScript(stack, "welcome", { script: Scripts.welcomeMembers({ channel: general }), when: "destroy" });
  class NullProvider extends TerraformProvider {}
  new NullProvider(stack, "null", {
    terraformResourceType: "null",
    terraformProviderSource: "hashicorp/null",
    terraformGeneratorMetadata: { providerName: "null", providerVersion: "~> 3.0" },
  });
  app.synth();
`;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "pumble-snapshot-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A project below `root`. */
function projectIn(folder: string): string {
  const project = join(root, folder);
  mkdirSync(join(project, "node_modules"), { recursive: true });
  for (const name of [framework, "constructs"]) {
    symlinkSync(resolve("node_modules", name), join(project, "node_modules", name));
  }
  symlinkSync(resolve("."), join(project, "node_modules", "pumble-iac"));
  writeFileSync(join(project, "script.ts"), "export {};\n");
  writeFileSync(join(project, "main.cjs"), program);
  return project;
}

/** Every file that comes of a project's synthesis. */
function synthesised(project: string): Map<string, string> {
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
  const project = projectIn("one");
  const first = synthesised(project);
  const snapshot = first.get(join("stacks", "main", "cdk.tf.json"))!;
  const { resource, data } = JSON.parse(snapshot) as Record<"resource" | "data", Record<string, object>>;
  const objects = [resource, data].flatMap((types) => Object.values(types).flatMap(Object.keys));
  expect(objects.length).toBeGreaterThanOrEqual(20);
  for (const again of [project, projectIn(join("somewhere", "else", "deeper"))].map(synthesised)) {
    expect([...again.keys()].sort()).toEqual([...first.keys()].sort());
    const differing = [...first].filter(([file, text]) => again.get(file) !== text).map(([file]) => file);
    expect(differing).toEqual([]);
  }
  expect(snapshot).not.toContain(root);
  expect(snapshot).not.toContain(resolve("."));
  expect(snapshot).not.toContain("../");
});
