/** `pumble provider install`: puts the plugin into a Terraform filesystem mirror, for plain HCL. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { installPumblePlugin } from "../../constructs/plugin";

export interface ProviderInstallOptions {
  json?: boolean;
}

/** @param dir the mirror's root; default `~/.terraform.d/plugins`, which Terraform and OpenTofu search by themselves */
export function providerInstall(dir: string | undefined, options: ProviderInstallOptions): void {
  const into = resolve(dir ?? join(homedir(), ".terraform.d", "plugins"));
  const { version, source, h1 } = installPumblePlugin(into);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ mirror: into, source, version, h1 })}\n`);
    return;
  }
  process.stdout.write(
    [
      `Installed ${source} ${version} into ${into}`,
      "",
      "terraform {",
      "  required_providers {",
      `    pumble = { source = "${source}", version = "${version}" }`,
      "  }",
      "}",
      "",
    ].join("\n"),
  );
}
