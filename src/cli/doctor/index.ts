/** `pumble doctor`: tries what the rest needs, and says what to do about each problem. */
import { oldestNode } from "../../terraform/install/node-guard";
import { behindProxies } from "../behind-proxies";
import { type Finding, right, skipped, wrong } from "../finding";
import { folded } from "../folded";
import { say, sayJson } from "../terminal";
import { isOlder } from "../terraform";
import { checkApi } from "./api";
import { checkFrameworks } from "./framework";
import { checkInstalled } from "./installed";
import { checkProxies } from "./proxies";
import { checkTerraform } from "./terraform";

const marks = { right: "✔", note: "i", wrong: "✘", skipped: "-" } as const;
const margin = " ".repeat(4);

export async function doctor(options: { json?: boolean }): Promise<void> {
  const proxies = checkProxies(process.env);
  const findings = [
    checkNode(),
    ...checkFrameworks(process.cwd()),
    ...(await checkTerraform()),
    checkInstalled(process.cwd()),
    proxies,
    ...(proxies.ok
      ? await checkOnline()
      : [skipped("API key", "not tried: nobody is reached by such a proxy")]),
  ];
  if (options.json) sayJson("doctor", findings);
  else for (const finding of findings) say(textOf(finding));
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}

async function checkOnline(): Promise<Finding[]> {
  await behindProxies();
  return checkApi(process.env);
}

function textOf({ what, state, found, nextStep }: Finding): string {
  const advice = nextStep ? `\n${folded(nextStep, 80 - margin.length).replace(/^/gm, margin)}` : "";
  return `${folded(`${marks[state]} ${what.padEnd(12)} ${found}`).replace(/\n/g, `\n${margin}`)}${advice}`;
}

function checkNode(): Finding {
  const version = process.versions.node;
  if (!isOlder(version, oldestNode)) return right("Node", version);
  return wrong("Node", version, `Install Node ${oldestNode} or newer.`);
}
