import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { installPlugin } from "../../src/terraform/install";
import { runTerraform } from "../e2e/terraform-project";

/** Whether Terraform can get hashicorp/null here: from the registry, or from a mirror of this machine. */
async function canGetTheRealOne(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "pumble-iac-null-"));
  try {
    const source =
      'terraform {\n  required_providers {\n    null = {\n      source = "hashicorp/null"\n    }\n  }\n}\n';
    writeFileSync(join(folder, "main.tf"), source);
    return (await runTerraform(folder, ["init", "-input=false"], {})).code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Sees to it that Terraform finds a `null` provider for the configuration in `folder`.
 * @returns which one it is, in words
 */
export async function provideNull(folder: string): Promise<string> {
  if (await canGetTheRealOne()) return "the real hashicorp/null";
  await installStandIn({ type: "null", version: "3.2.4" }, folder);
  return "a stand-in for hashicorp/null, because the real one cannot be got here";
}

/** Puts the stand-in for a provider of HashiCorp where Terraform finds it for the configuration in `folder`. */
export async function installStandIn(
  { type, version }: { type: string; version: string },
  folder: string,
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "pumble-iac-stand-in-"));
  try {
    const bundleFile = join(scratch, "provider.cjs");
    await build({
      entryPoints: [`test/stand-in-${type}/main.ts`],
      outfile: bundleFile,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      logLevel: "warning",
    });
    const address = { host: "registry.terraform.io", namespace: "hashicorp", type };
    installPlugin({ address, version, bundleFile, into: join(folder, "terraform.d", "plugins") });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
