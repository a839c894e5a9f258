/** What a new user does first: the packed package in an empty folder, with each package manager and each framework. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Registry, startRegistry } from "../../stand-in-registry/registry";
import { startTestStack, type TestStack } from "../test-stack";
import { type Framework, ok, PackedProject, packageFor, run, unchangedThenDestroyed } from "./packed-project";

let test: TestStack;
let registry: Registry;
const projects = new Map<Framework, PackedProject>();

beforeAll(async () => {
  test = await startTestStack();
  registry = await startRegistry(["3.2.3", "3.2.4"]);
});
afterAll(async () => {
  for (const project of projects.values()) project.remove();
  await registry?.close();
  await test?.close();
});

/** One installed project for each framework; what a test before it left of a deployment is gone. */
async function projectOn(framework: Framework): Promise<PackedProject> {
  let project = projects.get(framework);
  if (!project) {
    project = new PackedProject(framework);
    projects.set(framework, project);
    await project.install(...(framework === "cdktf" ? ["@cdktf/provider-null@^11.0.0"] : []));
  }
  rmSync(project.path("cdktf.out"), { recursive: true, force: true });
  for (const name of readdirSync(project.folder)) if (name.includes(".tfstate")) rmSync(project.path(name));
  return project;
}

/** The program that the README begins with. */
function readmeProgram(framework: Framework): string {
  const program = /```ts\n([\s\S]*?)```/.exec(readFileSync("README.md", "utf8"))![1]!;
  return program
    .replace('from "cdktf"', `from "${framework}"`)
    .replace('from "pumble-iac"', `from "${packageFor(framework)}"`);
}

/** The compiler that is installed in the project. */
const tsc = (project: PackedProject) => [process.execPath, project.path("node_modules/typescript/bin/tsc")];

/** For a program whose types are checked elsewhere: ts-node need not do so once more. */
const untyped = { TS_NODE_TRANSPILE_ONLY: "true" };

/**
 * Deploys from a clean folder, synthesises again and finds nothing to change, destroys; on CDK Terrain what was synthesised
 * first, by Terraform, for it is the same code behind another CLI. Gives what was printed first.
 */
const circle: Record<Framework, (project: PackedProject, env: Record<string, string>) => Promise<string>> = {
  cdktf: async (project, env) => {
    const deployed = await project.ok(["deploy", "--auto-approve"], env);
    expect(await project.ok(["diff"], { ...env, ...untyped })).toContain("No changes.");
    await project.ok(["destroy", "--auto-approve", "--skip-synth"], env);
    return deployed;
  },
  cdktn: async (project, env) => {
    const deployed = await project.ok(["deploy", "--auto-approve"], { ...env, ...untyped });
    const [stack] = readdirSync(project.path("cdktf.out/stacks"));
    await unchangedThenDestroyed(project.path(`cdktf.out/stacks/${stack}`), env);
    return deployed;
  },
};

/** Deploys a stack beside a second provider from a clean folder. @returns what the deployment printed */
async function deployedMixed(project: PackedProject): Promise<string> {
  const env = { ...test.env, ...untyped, TF_CLI_CONFIG_FILE: registry.cliConfig };
  const deployed = await project.ok(["deploy", "--auto-approve"], env);
  await unchangedThenDestroyed(project.path("cdktf.out/stacks/mixed"), env);
  return deployed;
}

const bothFrameworks: Framework[] = ["cdktf", "cdktn"];

describe.each(bothFrameworks)("on %s", (framework) => {
  it("the README's program is deployed, found unchanged, and destroyed", async () => {
    const project = await projectOn(framework);
    project.write("main.ts", readmeProgram(framework));
    // On CDKTF the libraries are checked below, and the program by ts-node.
    if (framework === "cdktn")
      await ok(project.folder, [...tsc(project), "--noEmit", "--skipLibCheck", "false"]);
    // A channel cannot be deleted: each framework has a workspace in which the name is free.
    const own = await startTestStack();
    try {
      expect(await circle[framework](project, own.env)).toMatch(/[1-9]\d* added, 0 changed, 0 destroyed/);
    } finally {
      await own.close();
    }
  });

  // How a version is named in the lock file is the same code on both; a range on CDKTF is below, with a lock file.
  it.each(framework === "cdktf" ? ["3.2.4"] : ["~> 3.0"])(
    "a second provider is got from a registry that does not have this one, from a clean folder: %s",
    async (version) => {
      const project = await projectOn(framework);
      project.write("main.ts", withNull(framework, version));
      registry.asked.length = 0;
      const output = await deployedMixed(project);
      expect(output).toContain("hashicorp/null v3.2.4");
      expect(registry.asked.filter((path) => path.includes("pumble"))).toEqual([]);
    },
  );
});

/** A channel and a script; the null provider has no prebuilt binding here for CDK Terrain, so it is declared by hand. */
function withNull(framework: Framework, version: string): string {
  return `
import { App, TerraformProvider, TerraformStack } from "${framework}";
import { PumbleChannel, PumbleProvider, PumbleScript } from "${packageFor(framework)}";
import { writeFileSync } from "node:fs";

class NullProvider extends TerraformProvider {}

writeFileSync("script.ts", 'import { defineScript } from "pumble-iac/script"; export default defineScript({ run: () => null });');
const app = new App();
const stack = new TerraformStack(app, "mixed");
new PumbleProvider(stack, "pumble");
new NullProvider(stack, "null", {
  terraformResourceType: "null",
  terraformProviderSource: "hashicorp/null",
  terraformGeneratorMetadata: { providerName: "null", providerVersion: ${JSON.stringify(version)} },
});
new PumbleChannel(stack, "channel", { name: "mixed", adoptExisting: true });
new PumbleScript(stack, "script", { file: "script.ts" });
app.synth();
`;
}

it("a lock file beside cdktf.json chooses the version of the second provider", async () => {
  const project = await projectOn("cdktf");
  const block =
    'provider "registry.terraform.io/hashicorp/null" {\n  version     = "3.2.3"\n  constraints = "~> 3.0"\n}\n';
  project.write(".terraform.lock.hcl", block);
  project.write("main.ts", withNull("cdktf", "~> 3.0"));
  const output = await deployedMixed(project);
  expect(output).toContain("hashicorp/null v3.2.3");
  expect(project.read(".terraform.lock.hcl")).toBe(block);
  rmSync(project.path(".terraform.lock.hcl"));
});

/** The public names, but what belongs to the other framework. */
function subpaths(): string[] {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
    exports: Record<string, unknown>;
  };
  return Object.keys(exports)
    .filter((name) => !["./package.json", "./cdktn"].includes(name))
    .map((name) => name.replace(".", "pumble-iac"));
}

describe("every public name", () => {
  it("is loaded by require and by import", async () => {
    const project = await projectOn("cdktf");
    const names = JSON.stringify(subpaths());
    project.write(
      "load.cjs",
      `for (const name of ${names}) if (!Object.keys(require(name)).length) throw name;`,
    );
    project.write(
      "load.mjs",
      `for (const name of ${names}) if (!Object.keys(await import(name)).length) throw name;
import { PumbleChannel } from "pumble-iac";
if (typeof PumbleChannel !== "function") throw new Error("no named export");`,
    );
    await ok(project.folder, ["node", "load.cjs"]);
    await ok(project.folder, ["node", "load.mjs"]);
  });

  it.each([
    ["CommonJS", "node10", "main.ts"],
    ["nodenext", "nodenext", "main.mts"],
    ["preserve", "bundler", "main.ts"],
  ])(
    "has types for module %s and resolution %s in %s, libraries checked",
    async (module, resolution, file) => {
      const project = await projectOn("cdktf");
      const imports = subpaths().map(
        (name, at) => `import * as m${at} from "${name}";\nconsole.log(m${at});`,
      );
      mkdirSync(project.path("types"), { recursive: true });
      project.write(`types/${file}`, `${imports.join("\n")}\n`);
      const options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "false",
        "--esModuleInterop",
        "--types",
        "node",
      ];
      const how = [
        "--module",
        module,
        "--moduleResolution",
        resolution,
        "--target",
        "es2022",
        "--ignoreDeprecations",
        "5.0",
      ];
      await ok(project.folder, [...tsc(project), ...options, ...how, `types/${file}`]);
      rmSync(project.path("types"), { recursive: true });
    },
  );
});

it("brings few packages, and none of the addon's or the local workspace's", async () => {
  const project = await projectOn("cdktf");
  const { packages } = JSON.parse(project.read("package-lock.json")) as {
    packages: Record<string, { dependencies?: Record<string, string> }>;
  };
  const needed = Object.keys(packages["node_modules/pumble-iac"]?.dependencies ?? {});
  expect(needed).toEqual(["@bufbuild/protobuf", "@msgpack/msgpack", "undici", "zod"]);
  for (const name of needed) expect(packages[`node_modules/${name}`]?.dependencies, name).toBeUndefined();
});

it("pumble dev and addon start from it alone, or say what to install", async () => {
  const project = await projectOn("cdktf");
  const answers = await run(project.folder, ["npx", "pumble", "dev", "--help"]);
  expect(answers.code, answers.output).toBe(0);
  const secrets = [
    "PUMBLE_APP_ID",
    "PUMBLE_APP_KEY",
    "PUMBLE_APP_CLIENT_SECRET",
    "PUMBLE_APP_SIGNING_SECRET",
  ];
  const env = {
    ...Object.fromEntries(secrets.map((name) => [name, "x"])),
    PUMBLE_ENCRYPTION_KEY: "0".repeat(64),
  };
  const command = project.path("node_modules/pumble-iac/dist/bin/pumble.js");
  for (const [url, name] of [
    ["x.sqlite", "libsql"],
    ["postgres://localhost/x", "pg"],
  ] as const) {
    const addon = await run(project.folder, [process.execPath, command, "addon"], {
      ...env,
      DATABASE_URL: url,
    });
    expect(addon.code).toBe(1);
    expect(addon.output).toContain(`Run: npm install ${name}\n`);
  }
  expect(existsSync(project.path("x.sqlite"))).toBe(false);
});

describe("quickstart in somebody's app", () => {
  const app = `
import { App, HttpBackend, LocalBackend, TerraformStack } from "cdktf";
import { PumbleChannel, PumbleProvider } from "pumble-iac";

const app = new App();
for (const name of ["own", "named", "remote"]) {
  const stack = new TerraformStack(app, name);
  if (name === "named") new LocalBackend(stack, { path: process.cwd() + "/named/here.tfstate" });
  if (name === "remote") new HttpBackend(stack, { address: process.env.STATE_URL! });
  new PumbleProvider(stack, "pumble", { baseUrl: process.env.STATE_URL! });
  new PumbleChannel(stack, "channel", { name: "of-" + name });
}
app.synth();
`;
  const state = (lineage: string): string =>
    JSON.stringify({
      version: 4,
      terraform_version: "1.5.0",
      serial: 3,
      lineage,
      outputs: {},
      resources: [],
    });

  it("leaves its states as they are, to the byte, local, named or remote, and its workspace alone", async () => {
    const project = await projectOn("cdktf");
    project.write("main.ts", app);
    const local = ["terraform.own.tfstate", "named/here.tfstate"];
    mkdirSync(project.path("named"), { recursive: true });
    for (const name of local) project.write(name, state(name));
    const real = await startRecorder();
    const env = { ...untyped, STATE_URL: real.url, PATH: withCommand("cdktf", project) };
    const before = readdirSync(project.folder).sort();
    const { code, output } = await run(project.folder, ["npx", "pumble", "quickstart", "--once"], env);
    await real.close();
    expect(code, output).toBe(0);
    expect(output).toMatch(/Deploy\s+3 created/);
    expect(output).toMatch(/Second plan\s+no changes/);
    expect(output).toMatch(/Destroy\s+3 destroyed/);
    for (const name of local) expect(project.read(name), name).toBe(state(name));
    expect(real.requests).toEqual([]);
    expect(readdirSync(project.folder).sort()).toEqual(before);
  });
});

/** A PATH on which the repository's CLI is a command, as after a global installation. */
function withCommand(name: Framework, project: PackedProject): string {
  const bin = project.path("bin");
  mkdirSync(bin, { recursive: true });
  const cli = resolve("node_modules/cdktf-cli/bundle/bin/cdktf");
  writeFileSync(join(bin, name), `#!/bin/sh\nexec node "${cli}" "$@"\n`, { mode: 0o755 });
  return `${bin}:${process.env.PATH}`;
}

/** Stands for what is real: whoever asks it is seen. */
async function startRecorder(): Promise<{ url: string; requests: string[]; close(): Promise<void> }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(500).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
