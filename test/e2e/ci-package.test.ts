/** The guide, word for word, and the action, from the packed tarball in an empty folder. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { repository, type StandIn, standInGitHub, token } from "../review/stand-in-forge";
import { packed } from "./packed/packed-project";
import { terraformName } from "./terraform-name";
import { startTestStack, type TestStack } from "./test-stack";

const guide = readFileSync("docs/guides/ci.md", "utf8");
const section = guide.slice(guide.indexOf("## Try it here"), guide.indexOf("## On GitHub"));
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map((match) => match[1]!);

let test: TestStack;
let server: StandIn;
let scratch: string;
let folder: string;

beforeAll(async () => {
  test = await startTestStack();
  server = await standInGitHub();
  scratch = mkdtempSync(join(tmpdir(), "pumble-ci-package-"));
  folder = join(scratch, "project");
  mkdirSync(folder);
  const tarball = await packed();
  const [install] = blocks("sh");
  expect(install).toBe("npm init -y\nnpm install pumble-iac\n");
  await shell(
    install!.replace(
      "npm install pumble-iac",
      `npm install --no-audit --no-fund --ignore-scripts ${tarball}`,
    ),
  );
  writeFileSync(join(folder, "main.tf"), blocks("terraform")[0]!);
});
afterAll(async () => {
  await server?.close();
  await test?.close();
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});

/** Runs a script as a person would, in the folder. */
function shell(script: string, env: Record<string, string> = {}, ok = true): Promise<string> {
  return new Promise((done, fail) => {
    execFile(
      "bash",
      ["-e", "-c", script],
      {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: scratch, CHECKPOINT_DISABLE: "1", ...env },
        maxBuffer: 1 << 26,
      },
      (error, stdout, stderr) =>
        error && ok ? fail(new Error(`${script}\n${stdout}\n${stderr}`)) : done(stdout + stderr),
    );
  });
}

describe("the guide to CI", () => {
  it("its preview needs no key", async () => {
    const told = await shell(blocks("sh")[1]!);
    expect(told).toContain("#ops                    new public channel · 1 announcement");
  });

  it("its commands do what it says, one after the other", async () => {
    const told = await shell(blocks("sh")[2]!, test.env);
    expect(told).toContain("Makes 2. Notifies 0 people.");
    expect(told).toContain("Wrote comment.md");
    expect(told).toContain("Done: 2 of 2.");
    expect(told).toContain("Nothing was changed by hand.");
    expect(readFileSync(join(folder, "comment.md"), "utf8")).toContain("> **One thread** for each incident");
  });
});

interface Step {
  id: string;
  run: string;
  env: Record<string, string>;
}

describe("the action in the package", () => {
  const action = parse(readFileSync("action.yml", "utf8")) as {
    inputs: Record<string, { default?: string }>;
    runs: { steps: Step[] };
  };

  /** Runs the action's step as a runner does: inputs put into its environment, the script as it stands. */
  async function run(
    inputs: Record<string, string>,
    env: Record<string, string>,
  ): Promise<{ told: string; output: string }> {
    const [step] = action.runs.steps;
    const values = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [name, inputs[name] ?? input.default ?? ""]),
    );
    const filled = Object.entries(step!.env).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)![1]!;
      return [name, values[input]!];
    });
    const output = join(scratch, "output");
    writeFileSync(output, "");
    const event = join(scratch, "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 12 } }));
    const told = await shell(
      step!.run,
      {
        ...{ GITHUB_ACTIONS: "true", GITHUB_ACTION_PATH: join(folder, "node_modules", "pumble-iac") },
        ...{ GITHUB_REPOSITORY: repository, GITHUB_API_URL: server.url, GITHUB_EVENT_PATH: event },
        ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(scratch, "summary.md") },
        ...Object.fromEntries(filled),
        ...env,
      },
      false,
    );
    return { told, output: readFileSync(output, "utf8") };
  }

  it("plans, comments and applies, and says what came of it", async () => {
    const main = join(folder, "main.tf");
    writeFileSync(main, readFileSync(main, "utf8").replace("for each incident", "for each incident, please"));
    const planned = await run({ command: "plan", token }, test.env);
    expect(planned.output, planned.told).toBe("exit-code=0\nchanges=1\nout=.pumble-plan\n");
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toContain("incident, please");
    expect(readFileSync(join(scratch, "summary.md"), "utf8")).toContain("Changes 1.");
    const applied = await run({ command: "apply", project: ".pumble-plan", token }, test.env);
    expect(applied.output, applied.told).toBe("exit-code=0\nchanges=1\nout=.pumble-plan\n");
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toContain("applied, 1 object done");
  });

  it("takes inputs for what they are, not for a part of a script", async () => {
    const { told, output } = await run({ command: "plan; touch broken", token }, test.env);
    expect(told).toContain('There is no action "plan; touch broken".');
    expect(output).toBe("");
    await run({ command: "plan", arguments: "--stack=$(touch broken)\n`touch broken`", token }, test.env);
    expect(existsSync(join(folder, "broken"))).toBe(false);
  });
});

describe("the workflow of Atlantis", () => {
  it("plans into its plan file, which Terraform reads, and applies what it saved", async () => {
    const { workflows } = parse(readFileSync("examples/ci/atlantis.yaml", "utf8")) as {
      workflows: { pumble: Record<"plan" | "apply", { steps: { run: string | { command: string } }[] }> };
    };
    const scripts = (stage: "plan" | "apply") =>
      workflows.pumble[stage].steps
        .map(({ run: step }) => (typeof step === "string" ? step : step.command))
        .filter((script) => !script.startsWith("npm ci"));
    const main = join(folder, "main.tf");
    writeFileSync(main, readFileSync(main, "utf8").replace("incident, please", "outage"));
    const env = { ...test.env, PLANFILE: join(folder, "default.tfplan") };
    const [told] = await Promise.all([shell(scripts("plan").join("\n"), env)]);
    expect(told).toContain("announcement rules is edited");
    const shown = JSON.parse(await shell(`${terraformName} show -json "$PLANFILE"`, env));
    expect(shown.resource_changes).toHaveLength(2);
    expect(await shell(scripts("apply").join("\n"), env)).toContain("Done: 1 of 1.");
  });
});
