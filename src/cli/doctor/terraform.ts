/** Terraform, OpenTofu, and whether the one that is used finds the plugin. */

import { type Finding, note, problem, right, skipped } from "../finding";
import { findTerraform, type TerraformBinary, versionOf } from "../terraform";
import { tryPlugin } from "./plugin";

export async function checkTerraform(): Promise<Finding[]> {
  let used: TerraformBinary;
  try {
    used = await findTerraform();
  } catch (error) {
    return [problem("Terraform", error), await checkPlugin(null)];
  }
  const isTofu = used.product === "OpenTofu";
  const found = right(used.product, `${used.version} (${used.binary}) is used`);
  const other = await versionOf(isTofu ? "terraform" : "tofu");
  const what = isTofu ? "Terraform" : "OpenTofu";
  const beside = other
    ? note(
        what,
        `${other.version} (${other.binary}) is there too`,
        `To use it: export TERRAFORM_BINARY_NAME=${other.binary}`,
      )
    : skipped(what, "is not there, and not needed");
  return [found, beside, await checkPlugin(used)];
}

async function checkPlugin(terraform: TerraformBinary | null): Promise<Finding> {
  try {
    const found = await tryPlugin(terraform);
    return terraform
      ? right("Plugin", found)
      : note(
          "Plugin",
          `can be installed: ${found}`,
          "Whether it is found was not tried: that needs Terraform.",
        );
  } catch (error) {
    return problem("Plugin", error);
  }
}
