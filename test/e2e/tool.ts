/** What the Terraform or OpenTofu that the tests run is, and has. */
import { execFileSync } from "node:child_process";
import { describe, it } from "vitest";
import { type HostVersions, hostVersions } from "../../src/terraform/host-versions";
import { terraformName } from "./terraform-name";

const [, product = "", major = "", minor = ""] = /^(Terraform|OpenTofu) v(\d+)\.(\d+)/.exec(
  execFileSync(terraformName, ["version"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  }),
)!;

export const isTofu = product === "OpenTofu";

/** What not every version has: parts of the protocol, and commands. */
const since = {
  ...hostVersions,
  mocks: { terraform: "1.7", tofu: "1.8" },
} as const satisfies Record<string, HostVersions>;
export type Feature = keyof typeof since;

/** Whether the tool at hand has it. */
export function has(feature: Feature): boolean {
  const first = since[feature][isTofu ? "tofu" : "terraform"];
  if (first === null) return false;
  const [wantedMajor = 0, wantedMinor = 0] = first.split(".").map(Number);
  return Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
}

/** Why a test is skipped, for its title; empty when it is not. */
function lack(features: readonly Feature[]): string {
  const missing = features.find((feature) => !has(feature));
  if (!missing) return "";
  const { terraform, tofu } = since[missing];
  return ` (skipped: ${missing} needs Terraform ${terraform} or OpenTofu ${tofu ?? "–"}, here is ${product} ${major}.${minor})`;
}

/** `it` and `describe` for what needs more than the oldest version: skipped without it, and the title says why. */
export function needing(...features: Feature[]) {
  const why = lack(features);
  return {
    it: (title: string, test: () => Promise<void> | void) => it.skipIf(why !== "")(`${title}${why}`, test),
    describe: (title: string, tests: () => void) => describe.skipIf(why !== "")(`${title}${why}`, tests),
  };
}
