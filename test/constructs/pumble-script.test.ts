import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PumbleScript, type PumbleScriptConfig } from "../../constructs/pumble-script";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-script-"));
  file = join(folder, "scripts", "hello.ts");
  mkdirSync(join(folder, "scripts"));
  writeFileSync(file, "export {};\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Synthesised {
  triggers_replace: Record<string, string>;
  provisioner: {
    "local-exec": { command: string; interpreter: string[]; environment: Record<string, string> };
  }[];
  depends_on?: string[];
}

function stackOf(build: (stack: TerraformStack) => void) {
  const app = new App({ outdir: join(folder, "cdktf.out"), skipValidation: false });
  const stack = new TerraformStack(app, "main");
  build(stack);
  app.synth();
  return stack.toTerraform() as {
    provider?: Record<string, unknown[]>;
    terraform: { required_providers?: Record<string, unknown> };
    resource: { terraform_data: Record<string, Synthesised>; null_resource: Record<string, Synthesised> };
  };
}

function synth(config: Partial<PumbleScriptConfig> = {}): Synthesised {
  return stackOf((stack) => new PumbleScript(stack, "hello", { file, ...config })).resource.terraform_data
    .hello!;
}

/** As `cdktf get` writes it, in what counts here. */
class GeneratedNullProvider extends TerraformProvider {}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a script is a resource whose provisioner runs the command without a shell", () => {
  const { provisioner } = synth({ input: { channel: "general" } });
  const stackFolder = join(folder, "cdktf.out", "stacks", "main");
  const { command, interpreter, environment } = provisioner[0]!["local-exec"];
  expect(command).toBe("../../../scripts/hello.ts");
  expect(resolve(stackFolder, command)).toBe(file);
  expect(resolve(stackFolder, interpreter[1]!)).toBe(resolve("dist/bin/pumble.js"));
  expect(interpreter).toEqual(["node", interpreter[1], "run", "--input-env", "PUMBLE_SCRIPT_INPUT"]);
  expect(environment).toEqual({ PUMBLE_SCRIPT_INPUT: '{"channel":"general"}' });
});

describe("it runs again", () => {
  test("when the file changes", () => {
    const before = synth().triggers_replace;
    writeFileSync(file, "export {}; // changed\n");
    expect(synth().triggers_replace).toEqual({ ...before, script: sha256("export {}; // changed\n") });
  });

  test("when the input changes", () => {
    const one = synth({ input: { n: 1 } }).triggers_replace;
    const two = synth({ input: { n: 2 } }).triggers_replace;
    expect(one.input).not.toBe(two.input);
    expect({ ...one, input: "" }).toEqual({ ...two, input: "" });
  });

  test("not when the input is only written in another order", () => {
    const one = synth({ input: { a: 1, b: { c: [1, 2], d: "x" } } });
    const two = synth({ input: { b: { d: "x", c: [1, 2] }, a: 1 } });
    expect(one).toEqual(two);
  });
});

test("references in the input are encoded and hashed by Terraform", () => {
  const { resource } = stackOf((stack) => {
    const other = new TerraformVariable(stack, "other", {});
    new PumbleScript(stack, "hello", { file, input: { id: other.stringValue, text: "costs ${5} %{if}" } });
  });
  const { triggers_replace, provisioner } = resource.terraform_data.hello!;
  const encoded = 'jsonencode({"id" = var.other, "text" = "costs $${5} %%{if}"})';
  expect(provisioner[0]!["local-exec"].environment.PUMBLE_SCRIPT_INPUT).toBe(`\${${encoded}}`);
  expect(triggers_replace.input).toBe(`\${sha256(${encoded})}`);
});

test("template signs in the input stay text", () => {
  const { provisioner } = synth({ input: { text: "${x} %{if}" } });
  expect(provisioner[0]!["local-exec"].environment.PUMBLE_SCRIPT_INPUT).toBe('{"text":"$${x} %%{if}"}');
});

describe("what it runs on", () => {
  const one = (build: (stack: TerraformStack) => void) => {
    const stack = stackOf(build);
    return { ...stack, provider: stack.provider ?? {}, required: stack.terraform.required_providers ?? {} };
  };

  test("is built into Terraform where the stack has no null provider: nothing else is required", () => {
    const { resource, provider, required } = one((stack) => new PumbleScript(stack, "hello", { file }));
    expect(Object.keys(resource)).toEqual(["terraform_data"]);
    expect({ provider, required }).toEqual({ provider: {}, required: {} });
  });

  test("is a null_resource of the same triggers where the stack has a null provider", () => {
    const builtIn = synth();
    const { resource } = one((stack) => {
      new NullProvider(stack, "own");
      new PumbleScript(stack, "hello", { file });
    });
    expect(Object.keys(resource)).toEqual(["null_resource"]);
    const { hello } = resource.null_resource as unknown as Record<string, { triggers: unknown }>;
    expect(hello).toMatchObject({ triggers: builtIn.triggers_replace, provisioner: builtIn.provisioner });
  });

  test.skipIf(process.env.FRAMEWORK === "cdktn")(
    "is the prebuilt binding's Resource where that is installed",
    () => {
      stackOf((stack) => {
        new NullProvider(stack, "own");
        expect(new PumbleScript(stack, "hello", { file }).resource).toBeInstanceOf(Resource);
      });
    },
  );

  test("is a null_resource too where the null provider's bindings were generated", () => {
    const { resource } = one((stack) => {
      new GeneratedNullProvider(stack, "own", {
        terraformResourceType: "null",
        terraformProviderSource: "hashicorp/null",
        terraformGeneratorMetadata: { providerName: "null" },
      });
      new PumbleScript(stack, "hello", { file });
    });
    expect(Object.keys(resource)).toEqual(["null_resource"]);
  });

  test("does not change with a null provider that has an alias, unless it is given", () => {
    const { resource } = one((stack) => {
      const provider = new NullProvider(stack, "other", { alias: "other" });
      new PumbleScript(stack, "one", { file });
      new PumbleScript(stack, "two", { file, provider });
    });
    expect(Object.keys(resource.terraform_data)).toEqual(["one"]);
    expect(resource.null_resource).toMatchObject({ two: { provider: "null.other" } });
  });

  test("has the same address in a stack written as HCL", () => {
    vi.stubEnv("SYNTH_HCL_OUTPUT", "true");
    const app = new App({ outdir: join(folder, "hcl.out") });
    const stack = new TerraformStack(app, "main");
    new PumbleScript(stack, "hello", { file });
    app.synth();
    vi.unstubAllEnvs();
    const hcl = readFileSync(join(folder, "hcl.out", "stacks", "main", "cdk.tf"), "utf8");
    expect(hcl).toMatch(/resource "terraform_data" "hello" \{\s+triggers_replace = \{/);
  });
});

test("what depends on a script depends on its resource", () => {
  const { resource } = stackOf((stack) => {
    const first = new PumbleScript(stack, "first", { file });
    new PumbleScript(stack, "second", { file, dependsOn: [first] });
  });
  expect(resource.terraform_data.second?.depends_on).toEqual(["terraform_data.first"]);
});

test("@cdktf/provider-null is loaded by the first script that runs on it, and not by the library", () => {
  const program = `
    require("./dist/constructs");
    console.log(Object.keys(require.cache).filter((file) => file.includes("provider-null")).length);
  `;
  expect(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }).trim()).toBe("0");
});

test("a file that does not exist is an error at synth that says where it was looked for", () => {
  expect(() => synth({ file: "nowhere.ts" })).toThrow(
    /The script nowhere\.ts does not exist: it was looked for at \//,
  );
});
