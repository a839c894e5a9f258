/** Which apps quickstart deploys to a throw-away workspace. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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
