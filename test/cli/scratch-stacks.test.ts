/** Which apps quickstart deploys to a throw-away workspace. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PumbleProvider, PumbleScript, Scripts } from "../../constructs";
import { scratchStacks } from "../../src/cli/scratch-stacks";

let folder: string;
let outdir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scratch-"));
  outdir = join(folder, "cdktf.out");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const states = "/scratch";
const file = () => readFileSync(join(outdir, "stacks", "one", "cdk.tf.json"), "utf8");

/** An app of one stack. */
function synth(build: (stack: TerraformStack) => void): void {
  const app = new App({ outdir });
  build(new TerraformStack(app, "one"));
  app.synth();
}

describe("a provider that could make something real", () => {
  const requires = (source: string) => (stack: TerraformStack) =>
    stack.addOverride("terraform.required_providers.other", { source });

  it.each(["aws", "hashicorp/aws", "registry.terraform.io/hashicorp/aws"])(
    "is refused, and nothing is changed: %s",
    (source) => {
      synth(requires(source));
      const before = file();
      expect(() => scratchStacks(outdir, states)).toThrow(
        'Stack "one" also uses registry.terraform.io/hashicorp/aws.',
      );
      expect(file()).toBe(before);
    },
  );

  it.each(["null", "hashicorp/random"])("is none of those that make nothing: %s", (source) => {
    synth(requires(source));
    expect(scratchStacks(outdir, states).map(({ name }) => name)).toEqual(["one"]);
    expect(JSON.parse(file()).terraform.backend).toEqual({ local: { path: "/scratch/one.tfstate" } });
  });

  it("is not mistaken for one of another namespace", () => {
    synth(requires("acme/null"));
    expect(() => scratchStacks(outdir, states)).toThrow("registry.terraform.io/acme/null");
  });
});

describe("what could reach something real in another way", () => {
  const command = { "local-exec": { command: "./deploy.sh" } };
  const cases: Record<string, [path: string, value: unknown, said: string]> = {
    "a module": ["module.network", { source: "./network" }, "uses the module network"],
    "a command": [
      "resource.terraform_data.x",
      { provisioner: [command] },
      "runs commands of its own at terraform_data.x",
    ],
    "a command, written as an object": [
      "resource.null_resource.x",
      { provisioner: command },
      "runs commands of its own at null_resource.x",
    ],
    "a command on another machine": [
      "resource.terraform_data.x",
      { provisioner: [{ "remote-exec": { inline: ["reboot"] } }] },
      "runs commands of its own at terraform_data.x",
    ],
    "a provider that is required without a word": [
      "resource.aws_instance.x",
      {},
      "uses registry.terraform.io/hashicorp/aws",
    ],
    "a source of such a provider": [
      "data.external.x",
      { program: ["sh"] },
      "uses registry.terraform.io/hashicorp/external",
    ],
    "an ephemeral resource of such a provider": [
      "ephemeral.vault_token.x",
      {},
      "uses registry.terraform.io/hashicorp/vault",
    ],
  };

  it.each(Object.entries(cases))("is refused, and nothing is changed: %s", (_, [path, value, said]) => {
    synth((stack) => stack.addOverride(path, value));
    const before = file();
    expect(() => scratchStacks(outdir, states)).toThrow(`Stack "one" also ${said}.`);
    expect(file()).toBe(before);
  });

  it("is told all at once", () => {
    synth((stack) => {
      stack.addOverride("module.network", { source: "./network" });
      stack.addOverride("resource.aws_instance.x", { provisioner: [command] });
    });
    expect(() => scratchStacks(outdir, states)).toThrow(
      'Stack "one" also uses registry.terraform.io/hashicorp/aws and uses the module network and runs commands of its own at aws_instance.x.',
    );
  });
});

it("scripts of PumbleScript and resources of harmless providers are no such thing", () => {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "one");
  new PumbleProvider(stack, "pumble");
  new PumbleScript(stack, "script", {
    script: Scripts.welcomeMembers({ channel: "0123456789abcdef01234567" }),
  });
  stack.addOverride("resource.random_id.x", { byte_length: 2 });
  app.synth();
  expect(scratchStacks(outdir, states).map(({ name }) => name)).toEqual(["one"]);
});
