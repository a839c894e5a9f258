/** Keeps the state of a preview beside the configuration, whatever backend that names. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Set for the processes of a preview. */
export const previewVariable = "PUMBLE_PREVIEW";

const overrideFile = "pumble_preview_override.tf.json";
const inHcl = /\bbackend\s+"(?!local")|\bcloud\s*\{/;

/** Writes an override file, which Terraform reads last, where the state would be somewhere else. */
export function keepStateHere(dir: string): void {
  const names = readdirSync(dir).filter((name) => name !== overrideFile);
  const isElsewhere = names.some((name) => {
    if (/\.(tf|tofu)$/.test(name)) return inHcl.test(readFileSync(join(dir, name), "utf8"));
    return /\.(tf|tofu)\.json$/.test(name) && namesBackend(readFileSync(join(dir, name), "utf8"));
  });
  if (!isElsewhere) return;
  const override = { terraform: { backend: { local: { path: "preview.tfstate" } } } };
  writeFileSync(join(dir, overrideFile), JSON.stringify(override));
}

function namesBackend(json: string): boolean {
  const { terraform } = JSON.parse(json) as { terraform?: { backend?: object; cloud?: object } };
  const { local: _, ...others } = (terraform?.backend ?? {}) as Record<string, unknown>;
  return terraform?.cloud !== undefined || Object.keys(others).length > 0;
}
