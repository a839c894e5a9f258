/** Whether Terraform finds the plugin where synth puts it: asked of Terraform itself. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hiddenPluginText, installForConfiguration } from "../../../constructs/plugin";
import { providerAddress, providerSource } from "../../pumble/provider-address";
import { version } from "../../pumble/version";
import { currentPlatform, hiddenBy } from "../../terraform/install";
import { plain, runCommand } from "../cdktf";
import { CliProblem } from "../cli-problem";
import { withScratch } from "../running/scratch";
import { type TerraformBinary, terraformEnvironment } from "../terraform";

const configuration = `terraform {
  required_providers {
    pumble = {
      source  = "${providerSource}"
      version = "${version}"
    }
  }
}
`;

/**
 * Installs the plugin into a scratch folder, and lets Terraform initialise that.
 * @param terraform without one, only the installation is tried
 * @returns version and hash
 * @throws CliProblem that says why Terraform does not find it
 */
export async function tryPlugin(terraform: TerraformBinary | null): Promise<string> {
  return withScratch(async (folder) => {
    const { h1 } = installForConfiguration(folder, { platforms: [currentPlatform()] });
    writeFileSync(join(folder, "main.tf"), configuration);
    if (terraform) await initialise(terraform.binary, folder);
    return `${version} ${h1}`;
  });
}

async function initialise(binary: string, folder: string): Promise<void> {
  const env = terraformEnvironment({ TERRAFORM_BINARY_NAME: binary });
  const command = [binary, "init", "-input=false", "-no-color", "-lockfile=readonly"];
  const { code, output } = await runCommand(command, { env, cwd: folder });
  if (code === 0) return;
  const hidden = hiddenBy({ address: providerAddress, version, folder, env });
  throw new CliProblem(
    "Terraform does not find it in terraform.d/plugins.",
    hidden ? hiddenPluginText(hidden) : plain(output).trim(),
  );
}
