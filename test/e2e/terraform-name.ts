/** The tool that the tests run: `terraform`, or `tofu` where that alone is on the PATH. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

function isOnPath(name: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.some((folder) => folder !== "" && existsSync(join(folder, name)));
}

export const terraformName: string =
  process.env.TERRAFORM_BINARY_NAME ?? (!isOnPath("terraform") && isOnPath("tofu") ? "tofu" : "terraform");
