/** The test kit as a user has it: the packed package, under each of the test runners, on each framework. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { PackedProject, run } from "./packed-project";

/** Deploys an app into a workspace, looks at it, and takes it away. CommonJS, which every runner loads. */
const check = `
const assert = require("node:assert/strict");
const { mkdtempSync } = require("node:fs");
const { startWorkspace } = require("pumble-iac/testing");

exports.check = async (framework, name) => {
  const { App, TerraformStack } = require(framework);
  const { PumbleChannel, PumbleProvider } = require(name);
  const workspace = await startWorkspace();
  try {
    const app = new App({ outdir: mkdtempSync("out-") });
    const stack = new TerraformStack(app, "main");
    new PumbleProvider(stack, "pumble");
    new PumbleChannel(stack, "ops", { name: "ops" }).announce("rules", { text: "Be kind." });
    const deployed = await workspace.deploy(app);
    const texts = (await workspace.channel("ops").messages()).map(({ text }) => text);
    assert.deepEqual(texts, ["Be kind."]);
    assert.deepEqual(await deployed.changes(), []);
  } finally {
    await workspace.close();
  }
};
`;

const onCdktf = 'check("cdktf", "pumble-iac")';
const onCdktn = 'check("cdktn", "pumble-iac/cdktn")';
const timeout = 240_000;

/** What each runner runs, and how it is started. */
const runners: Record<string, { file: string; text: string; command: string[]; passed: RegExp }> = {
  jest: {
    file: "kit.jest.test.js",
    text: `const { check } = require("./kit.cjs");\ntest("deployed", () => ${onCdktf}, ${timeout});\n`,
    command: ["npx", "jest", "kit.jest"],
    passed: /Tests: +1 passed, 1 total/,
  },
  vitest: {
    file: "kit.vitest.test.mjs",
    text: `import { test } from "vitest";\nimport { check } from "./kit.cjs";\ntest("deployed", () => ${onCdktn}, ${timeout});\n`,
    command: ["npx", "vitest", "run", "kit.vitest"],
    passed: /Tests +1 passed \(1\)/,
  },
  "node:test": {
    file: "kit.node.test.mjs",
    text: `import { test } from "node:test";\nimport { check } from "./kit.cjs";\ntest("deployed", () => ${onCdktn});\n`,
    command: ["node", "--test", "kit.node.test.mjs"],
    passed: /pass 1\n/,
  },
};

let project: PackedProject;
beforeAll(async () => {
  project = new PackedProject();
  await project.install("cdktn@~0.24.0", "jest@^30", "vitest@^4");
  project.write("kit.cjs", check);
});
afterAll(() => project?.remove());

it.each(Object.entries(runners))("an app is deployed and looked at in a test of %s", async (_, runner) => {
  project.write(runner.file, runner.text);
  const { code, output } = await run(project.folder, runner.command);
  expect(code, output).toBe(0);
  expect(output).toMatch(runner.passed);
});
