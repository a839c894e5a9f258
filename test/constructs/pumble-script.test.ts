import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, Fn, TerraformProvider, TerraformStack, TerraformVariable, Token } from "cdktf";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type BuiltInScript,
  PumbleProvider,
  PumbleScript,
  type PumbleScriptConfig,
  Scripts,
} from "../../constructs";
import { checkInput } from "../../src/scripts/input";
import { appIn, terraformOf } from "./synth";

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
  const app = appIn();
  const stack = new TerraformStack(app, "main");
  build(stack);
  return terraformOf(stack, app) as unknown as {
    provider?: Record<string, unknown[]>;
    terraform: { required_providers?: Record<string, unknown> };
    resource: { terraform_data: Record<string, Synthesised>; null_resource: Record<string, Synthesised> };
  };
}

function synth(config: object = {}): Synthesised {
  const props = { file, ...config } as PumbleScriptConfig;
  return stackOf((stack) => new PumbleScript(stack, "hello", props)).resource.terraform_data.hello!;
}

/** As `cdktf get` writes it, in what counts here. */
class GeneratedNullProvider extends TerraformProvider {}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a script is a resource whose provisioner runs the command without a shell", () => {
  const { provisioner } = synth({ input: { channel: "general" } });
  const { command, interpreter, environment } = provisioner[0]!["local-exec"];
  expect(resolve(command)).toBe(file);
  expect(interpreter).toEqual(["node", "pumble-scripts/run.cjs"]);
  expect(environment).toEqual({ PUMBLE_SCRIPT_INPUT: '{"channel":"general"}' });
});

test("a script that requires Deno says so to its runner", () => {
  const { environment } = synth({ runtime: "deno" }).provisioner[0]!["local-exec"];
  expect(environment).toEqual({ PUMBLE_SCRIPT_INPUT: "{}", PUMBLE_SCRIPT_RUNTIME: "deno" });
});

test("the stack's folder has what runs scripts, once, and the way from there to the project", () => {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  const stack = new TerraformStack(app, "main");
  for (const id of ["one", "two"]) new PumbleScript(stack, id, { file });
  app.synth();
  const runner = join(folder, "cdktf.out", "stacks", "main", "pumble-scripts");
  expect(resolve(runner, readFileSync(join(runner, "project"), "utf8").trim())).toBe(process.cwd());
  for (const part of ["run.cjs", "script/pumble-iac.mjs", "script/built-in/announce-changelog.mjs"]) {
    expect(readFileSync(join(runner, part)).equals(readFileSync(join("dist", part))), part).toBe(true);
  }
});

test("a path may hold whatever a file's name may: Terraform's signs in it are text", () => {
  const odd = join(folder, "scripts", `it's "\\ $x \${y} %{z}\n;.ts`);
  writeFileSync(odd, "export {};\n");
  const { command } = synth({ file: odd }).provisioner[0]!["local-exec"];
  expect(command).toContain("$x $${y} %%{z}\n;.ts");
  expect(resolve(command.replace("$${", "${").replace("%%{", "%{"))).toBe(odd);
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
  const encoded = 'jsonencode({"id" = "${var.other}", "text" = "costs $${5} %%{if}"})';
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

describe("what else makes it run", () => {
  test("is a trigger", () => {
    const { triggers_replace } = synth({ triggers: { week: "${12}", input: "x" } });
    expect(triggers_replace).toEqual({
      ...synth().triggers_replace,
      ...{ trigger_week: "$${12}", trigger_input: "x" },
    });
  });

  test.each([
    ["terraform_data", "triggers_replace"],
    ["null_resource", "triggers"],
  ])("is its end, with the input that a %s keeps for then, and not a change of the file", (type, kept) => {
    const { resource } = stackOf((stack) => {
      if (type === "null_resource") new NullProvider(stack, "own");
      new PumbleScript(stack, "bye", { file, input: { text: "${x}" }, when: "destroy" });
    });
    const { bye } = (resource as unknown as Record<string, Record<string, Synthesised>>)[type]!;
    expect((bye as unknown as Record<string, unknown>)[kept]).toEqual({ input: '{"text":"$${x}"}' });
    expect(bye!.provisioner[0]!["local-exec"]).toMatchObject({
      ...{ when: "destroy", environment: { PUMBLE_SCRIPT_INPUT: `\${self.${kept}.input}` } },
    });
  });
});

describe("it acts", () => {
  const environment = (build: (stack: TerraformStack) => void) =>
    stackOf(build).resource.terraform_data.hello!.provisioner[0]!["local-exec"].environment;

  test("with the key and the base URL of the provider that it is given", () => {
    const found = environment((stack) => {
      const apiKey = new TerraformVariable(stack, "key", { sensitive: true }).stringValue;
      new PumbleProvider(stack, "pumble", { baseUrl: "https://one.example.com" });
      const options = { alias: "other", apiKey, baseUrl: "https://${two}.example.com" };
      const provider = new PumbleProvider(stack, "other", options);
      new PumbleScript(stack, "hello", { file, provider });
    });
    expect(found).toEqual({
      PUMBLE_API_KEY: "${var.key}",
      PUMBLE_BASE_URL: "https://$${two}.example.com",
      PUMBLE_SCRIPT_INPUT: "{}",
    });
  });

  test("as the stack's own provider does where it is given none", () => {
    const found = environment((stack) => {
      new PumbleProvider(stack, "other", { alias: "other", baseUrl: "https://two.example.com" });
      new PumbleProvider(stack, "pumble", { baseUrl: "https://one.example.com" });
      new PumbleScript(stack, "hello", { file });
    });
    expect(found).toEqual({ PUMBLE_BASE_URL: "https://one.example.com", PUMBLE_SCRIPT_INPUT: "{}" });
  });
});

describe("scripts that come with the package", () => {
  test("have their input from what they are about", () => {
    const changelog = join(folder, "CHANGELOG.md");
    writeFileSync(
      changelog,
      "# Changelog\n\n## Unreleased\n\n- x\n\n## [1.1.0]\n\n- `a`\r\n\n## 1.0.0\n\n- b\n",
    );
    const channel = "5f0c1d2e3a4b5c6d7e8f9a0b";
    expect(Scripts.announceChangelog({ file: changelog, channel })).toMatchObject({
      name: "announce-changelog",
      input: { channel, text: "## 1.1.0\n\n- `a`\n" },
    });
    writeFileSync(changelog, "# Changelog\n\n## Unreleased\n\n- x\n");
    expect(() => Scripts.announceChangelog({ file: changelog, channel })).toThrow("has no section");
    expect(() => Scripts.announceChangelog({ file: "no.md", channel })).toThrow(
      /no\.md does not exist: it was/,
    );
    expect(
      [
        Scripts.archiveChannel({ channel, file: "a.jsonl" }),
        Scripts.removeOldMessages({ channel, olderThanDays: 30 }),
        Scripts.welcomeMembers({ channel }),
        Scripts.welcomeMembers({ channel, text: "Hi {names}", atMost: 100 }),
        Scripts.rotateKey({ name: "ci", file: "key" }),
      ].map(({ name, input }) => ({ name, input })),
    ).toEqual([
      { name: "archive-channel", input: { channel, file: "a.jsonl" } },
      { name: "remove-old-messages", input: { channel, olderThanDays: 30 } },
      { name: "welcome-members", input: { channel } },
      { name: "welcome-members", input: { channel, text: "Hi {names}", atMost: 100 } },
      { name: "rotate-key", input: { name: "ci", file: "key" } },
    ]);
  });

  const channel = "5f0c1d2e3a4b5c6d7e8f9a0b";
  const nothing = { resource: undefined } as never; // as JavaScript lets it
  const stranger = "channel must be a channel or the id of one, but is an object of Object.";
  const wrong: [script: BuiltInScript, faults: string[]][] = [
    [
      Scripts.archiveChannel({ channel: "", file: "" }),
      ["channel must not be empty.", "file must not be empty."],
    ],
    [Scripts.archiveChannel({ channel: nothing, file: "a" }), [stranger]],
    [
      Scripts.removeOldMessages({ channel: nothing, olderThanDays: -1 }),
      [stranger, "olderThanDays must be a number from 0 on, but is -1."],
    ],
    [
      Scripts.removeOldMessages({ channel, olderThanDays: Number.NaN }),
      ["olderThanDays must be a number from 0 on, but is NaN."],
    ],
    [
      Scripts.welcomeMembers({ channel: nothing, text: "Hi" }),
      [stranger, "text must say where the names go: {names}."],
    ],
    [
      Scripts.welcomeMembers({ channel, text: "", atMost: 0 }),
      ["text must say where the names go: {names}.", "atMost must be a whole number from 1 on, but is 0."],
    ],
    [
      Scripts.rotateKey({ name: "", file: "", graceSeconds: 0.5 }),
      [
        "name must not be empty.",
        "file must not be empty.",
        "graceSeconds must be a whole number from 0 on, but is 0.5.",
      ],
    ],
  ];

  test.each(wrong)("say at synth what the script would say at apply: %j", async (script, faults) => {
    const run = () => synth({ file: undefined, script });
    for (const fault of faults) expect(run).toThrow(`[main/hello] ${fault}`);
    const { default: real } = await import(`../../src/scripts/built-in/${script.name}.ts`);
    expect(() => checkInput(real.input, script.input)).toThrow();
  });

  test("say at synth that a changelog goes to no channel, and take what the scripts take", async () => {
    const file = join(folder, "CHANGELOG.md");
    writeFileSync(file, "# Changelog\n\n## 1.0.0\n\n- b\n");
    const lost = Scripts.announceChangelog({ file, channel: nothing });
    expect(() => synth({ file: undefined, script: lost })).toThrow(stranger);
    const right = [
      Scripts.announceChangelog({ file, channel: "general" }),
      Scripts.archiveChannel({ channel: "general", file: "a" }),
      Scripts.removeOldMessages({ channel, olderThanDays: 0 }),
      Scripts.welcomeMembers({ channel, text: "{names}", atMost: 1 }),
      Scripts.rotateKey({ name: "a", file: "b", graceSeconds: 0 }),
    ];
    for (const script of right) {
      expect(() => synth({ file: undefined, script })).not.toThrow();
      const { default: real } = await import(`../../src/scripts/built-in/${script.name}.ts`);
      expect(() => checkInput(real.input, script.input)).not.toThrow();
    }
  });

  test("are run by name, and again when their input changes", () => {
    const script = Scripts.welcomeMembers({ channel: "5f0c1d2e3a4b5c6d7e8f9a0b" });
    const { provisioner, triggers_replace } = synth({ file: undefined, script });
    expect(provisioner[0]!["local-exec"]).toMatchObject({
      command: "welcome-members",
      environment: { PUMBLE_SCRIPT_INPUT: '{"channel":"5f0c1d2e3a4b5c6d7e8f9a0b"}' },
    });
    expect(triggers_replace).toMatchObject({ script: "welcome-members" });
  });
});

test.each<[string, object, string]>([
  [
    "neither file nor script",
    { file: undefined, script: undefined },
    "Give exactly one of file, script: none",
  ],
  ["a date in the input", { input: { day: new Date(0) } }, "input.day must be a value that JSON has."],
  ["no number in the input", { input: { list: [Number.NaN] } }, "input.list must be a value that JSON has."],
  ["a list as input", { input: [1] }, "input must be a plain object, as JSON has it."],
  [
    "a key in the input",
    { input: { key: "pmb_0123456789ab_01234567890123456789012345678901ABCDEF" } },
    "input holds what looks like an API key.",
  ],
  [
    "a key in the input, beside a reference and deep in it",
    {
      input: {
        ...{ channel: Fn.upper("x"), late: Token.asAny("x") },
        list: [{ pmb_0123456789ab_01234567890123456789012345678901ABCDEF: 1 }],
      },
    },
    "input holds what looks like an API key.",
  ],
  [
    "a key in the triggers",
    { triggers: { key: "pmb_0123456789ab_01234567890123456789012345678901ABCDEF" } },
    "one of triggers holds what looks like an API key.",
  ],
  [
    "a date in the input, beside a reference",
    { input: { days: { first: new Date(0), late: Fn.upper("x") } } },
    "input.days must be a value that JSON has.",
  ],
])("%s is an error at synth, with the construct's path", (_, config, text) => {
  if ("script" in config) return expect(() => synth(config)).toThrow();
  expect(() => synth(config)).toThrow(`[main/hello] ${text}`);
});

test("a script at destroy time cannot have its key by reference", () => {
  const build = (stack: TerraformStack) => {
    const apiKey = new TerraformVariable(stack, "key", { sensitive: true }).stringValue;
    new PumbleProvider(stack, "pumble", { apiKey });
    new PumbleScript(stack, "hello", { file, when: "destroy" });
  };
  expect(() => stackOf(build)).toThrow("[main/hello] A script that runs at destroy time cannot be given");
});

test("a file that does not exist is an error at synth that says where it was looked for", () => {
  expect(() => synth({ file: "nowhere.ts" })).toThrow(
    /The script nowhere\.ts does not exist: it was looked for at \//,
  );
});
