/** `pumble doctor`: checks what the rest needs, and says what to do about each problem. */
import { PumbleClient } from "../client";
import { oldestNode } from "../terraform/install/node-guard";
import { tryPlugin } from "./doctor-plugin";
import { CliProblem } from "./problem";
import { say, sayJson } from "./terminal";
import { findTerraform, isOlder, type TerraformBinary } from "./terraform";

interface Finding {
  what: string;
  ok: boolean;
  /** What was found, or what is wrong. */
  found: string;
  nextStep?: string;
}

export async function doctor(options: { json?: boolean }): Promise<void> {
  const { terraform, finding } = await checkTerraform();
  const findings = [checkNode(), finding, await checkPlugin(terraform), ...(await checkApi())];
  if (options.json) sayJson(findings);
  else for (const finding of findings) say(textOf(finding));
  if (findings.some((finding) => !finding.ok)) process.exitCode = 1;
}

function textOf({ what, ok, found, nextStep }: Finding): string {
  const advice = nextStep ? `\n${nextStep.replace(/^/gm, "    ")}` : "";
  return `${ok ? "✔" : "✘"} ${what.padEnd(12)} ${found}${advice}`;
}

function checkNode(): Finding {
  const version = process.versions.node;
  const ok = !isOlder(version, oldestNode);
  return {
    what: "Node",
    ok,
    found: version,
    ...(ok ? {} : { nextStep: `Install Node ${oldestNode} or newer.` }),
  };
}

async function checkTerraform(): Promise<{ terraform: TerraformBinary | null; finding: Finding }> {
  const what = "Terraform";
  try {
    const terraform = await findTerraform();
    const { product, version, binary } = terraform;
    return { terraform, finding: { what, ok: true, found: `${product} ${version} (${binary})` } };
  } catch (error) {
    return { terraform: null, finding: problem(what, error) };
  }
}

async function checkPlugin(terraform: TerraformBinary | null): Promise<Finding> {
  try {
    return { what: "Plugin", ok: true, found: await tryPlugin(terraform) };
  } catch (error) {
    return problem("Plugin", error);
  }
}

async function checkApi(): Promise<Finding[]> {
  const apiKey = process.env.PUMBLE_API_KEY;
  const baseUrl = process.env.PUMBLE_BASE_URL;
  if (!apiKey) {
    const nextStep = "In Pumble: /api-keys generate. Then: export PUMBLE_API_KEY=…";
    return [{ what: "API key", ok: false, found: "PUMBLE_API_KEY is not set", nextStep }];
  }
  try {
    const client = new PumbleClient({ apiKey, ...(baseUrl ? { baseUrl } : {}) });
    const me = await client.myInfo({});
    return [
      {
        what: "API key",
        ok: true,
        found: `acts as ${me.name} (${me.role}) at ${baseUrl ?? "the hosted addon"}`,
      },
    ];
  } catch (error) {
    return [problem("API key", error)];
  }
}

function problem(what: string, error: unknown): Finding {
  const found = error instanceof Error ? error.message : String(error);
  const nextStep = (error as { nextStep?: string } | null)?.nextStep;
  return {
    what,
    ok: false,
    found,
    ...(error instanceof CliProblem || nextStep ? { nextStep: nextStep! } : {}),
  };
}
