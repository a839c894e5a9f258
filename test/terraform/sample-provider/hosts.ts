import { spawnSync } from "node:child_process";
import { hostVersions } from "../../../src/terraform/host-versions";

/** A program that runs providers. */
export interface Host {
  readonly name: "terraform" | "tofu";
  /** The registry that a source without a host means there. */
  readonly registry: string;
  /** Whether this version of it has a feature. */
  supports(feature: Feature): boolean;
}

/** The first version of each program that has a feature. */
const since = {
  functions: hostVersions.functions,
  moveAcrossTypes: { terraform: "1.8", tofu: "1.10" },
  ephemeral: hostVersions.ephemeralResources,
  writeOnly: hostVersions.writeOnly,
} as const;
/** What not every version has. */
export type Feature = keyof typeof since;

const registries = { terraform: "registry.terraform.io", tofu: "registry.opentofu.org" } as const;

/** The programs that are on the PATH. */
export const hosts: readonly Host[] = (["terraform", "tofu"] as const).flatMap((name) => {
  const { stdout, status } = spawnSync(name, ["version", "-json"], {
    encoding: "utf8",
    env: { PATH: process.env.PATH!, CHECKPOINT_DISABLE: "1" },
  });
  if (status !== 0) return [];
  const { terraform_version } = JSON.parse(stdout) as { terraform_version: string };
  const [major = 0, minor = 0] = terraform_version.split(".").map(Number);
  const supports = (feature: Feature): boolean => {
    const [wantedMajor = 0, wantedMinor = 0] = since[feature][name].split(".").map(Number);
    return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  };
  return [{ name, registry: registries[name], supports }];
});

/** Terraform itself; tests that look at one program only use it. */
export const terraform: Host = { name: "terraform", registry: registries.terraform, supports: () => true };
