import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformStack } from "cdktf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
  triggers: Record<string, string>;
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
    provider: Record<string, unknown[]>;
    resource: { null_resource: Record<string, Synthesised> };
  };
}

function synth(config: Partial<PumbleScriptConfig> = {}): Synthesised {
  return stackOf((stack) => new PumbleScript(stack, "hello", { file, ...config })).resource.null_resource
    .hello!;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a script is a null_resource whose provisioner runs the command without a shell", () => {
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
    const before = synth().triggers;
    writeFileSync(file, "export {}; // changed\n");
    expect(synth().triggers).toEqual({ ...before, script: sha256("export {}; // changed\n") });
  });

  test("when the input changes", () => {
    const one = synth({ input: { n: 1 } }).triggers;
    const two = synth({ input: { n: 2 } }).triggers;
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
    new NullProvider(stack, "null");
    const other = new Resource(stack, "other");
    new PumbleScript(stack, "hello", { file, input: { id: other.id, text: "costs ${5} %{if}" } });
  });
  const { triggers, provisioner } = resource.null_resource.hello!;
  const encoded = 'jsonencode({"id" = null_resource.other.id, "text" = "costs $${5} %%{if}"})';
  expect(provisioner[0]!["local-exec"].environment.PUMBLE_SCRIPT_INPUT).toBe(`\${${encoded}}`);
  expect(triggers.input).toBe(`\${sha256(${encoded})}`);
});

test("template signs in the input stay text", () => {
  const { provisioner } = synth({ input: { text: "${x} %{if}" } });
  expect(provisioner[0]!["local-exec"].environment.PUMBLE_SCRIPT_INPUT).toBe('{"text":"$${x} %%{if}"}');
});

describe("the null provider", () => {
  test("is added once for several scripts", () => {
    const { provider } = stackOf((stack) => {
      new PumbleScript(stack, "one", { file });
      new PumbleScript(stack, "two", { file });
    });
    expect(provider.null).toHaveLength(1);
  });

  test("is not added where the stack has one", () => {
    const { provider } = stackOf((stack) => {
      new NullProvider(stack, "own");
      new PumbleScript(stack, "one", { file });
    });
    expect(provider.null).toHaveLength(1);
  });

  test("may be chosen", () => {
    const { resource } = stackOf((stack) => {
      const provider = new NullProvider(stack, "own", { alias: "own" });
      new PumbleScript(stack, "one", { file, provider });
    });
    expect(resource.null_resource.one).toMatchObject({ provider: "null.own" });
  });
});

test("dependsOn is kept", () => {
  const { resource } = stackOf((stack) => {
    const first = new PumbleScript(stack, "first", { file });
    new PumbleScript(stack, "second", { file, dependsOn: [first] });
  });
  expect(resource.null_resource.second?.depends_on).toEqual(["null_resource.first"]);
});

test("a file that does not exist is an error at synth that says where it was looked for", () => {
  expect(() => synth({ file: "nowhere.ts" })).toThrow(
    /The script nowhere\.ts does not exist: it was looked for at \//,
  );
});
