/** `pumble provider install`: puts the plugin into a Terraform filesystem mirror, for plain HCL. */
import { resolve } from "node:path";
import { installPumblePlugin } from "../../constructs/plugin";
import { currentPlatform, launcherPlatforms, userMirror } from "../terraform/install";
import { CliProblem, usageProblem } from "./cli-problem";
import { makeFolder } from "./make-folder";
import { say, sayJson } from "./terminal";

export interface ProviderInstallOptions {
  json?: boolean;
  /** As Terraform names them: `linux_amd64`. */
  platform?: string[];
}

/**
 * @param dir the mirror's root; default the user's own, which Terraform and OpenTofu search by themselves
 * @param here this machine as Terraform names it
 * @throws CliProblem for a platform on which the plugin does not start
 */
export function providerInstall(
  dir: string | undefined,
  { json, platform: platforms }: ProviderInstallOptions,
  here: string = currentPlatform(),
): void {
  for (const platform of platforms ?? [here]) checkPlatform(platform);
  const into = resolve(dir ?? userMirror());
  makeFolder(into);
  const { version, source, h1 } = installPumblePlugin(into, platforms);
  if (json) {
    sayJson("provider install", { mirror: into, source, version, h1 });
    return;
  }
  say(
    [
      `Installed ${source} ${version} into`,
      `  ${into}`,
      "",
      "terraform {",
      "  required_providers {",
      "    pumble = {",
      `      source  = "${source}"`,
      `      version = "${version}"`,
      "    }",
      "  }",
      "}",
      "",
    ].join("\n"),
  );
}

/** @throws CliProblem for a platform on which the plugin does not start as it is */
export function checkPlatform(platform: string): void {
  const runsHere = [...launcherPlatforms, currentPlatform()].includes(platform);
  if (runsHere && !platform.startsWith("windows_")) return;
  if (platform.startsWith("windows_")) {
    throw new CliProblem(
      "The plugin does not start on Windows: Terraform runs only .exe files there.",
      "Use it inside WSL, with Terraform and Node of the Linux there. For a lock file made\non Windows name the platforms: --platform linux_amd64",
    );
  }
  throw usageProblem(
    `The plugin is not made for the platform "${platform}".`,
    `Give one of these, or leave it out for all of them: ${launcherPlatforms.join(", ")}`,
  );
}
