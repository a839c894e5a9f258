/** `pumble export`: writes an existing workspace out as a seed file, HCL or a CDKTF app. */
import { existsSync, writeFileSync } from "node:fs";
import { PumbleClient } from "../../client";
import { CliProblem } from "../problem";
import { toCdktf, toHcl } from "./code";
import { type GatheredWorkspace, gather } from "./gather";
import { toYaml } from "./yaml";

const formats: Record<string, (workspace: GatheredWorkspace) => string> = {
  yaml: toYaml,
  hcl: toHcl,
  cdktf: toCdktf,
};

export interface ExportOptions {
  format: string;
  out?: string;
  force?: boolean;
  messages: number;
}

export async function exportWorkspace({ format, out, force, messages }: ExportOptions): Promise<void> {
  const apiKey = process.env.PUMBLE_API_KEY;
  if (!apiKey) {
    throw new CliProblem(
      "PUMBLE_API_KEY is not set.",
      "In Pumble: /api-keys generate. Then: export PUMBLE_API_KEY=…",
    );
  }
  if (out && existsSync(out) && !force) {
    throw new CliProblem(`${out} exists.`, "Choose another file, or overwrite it with --force.");
  }
  const baseUrl = process.env.PUMBLE_BASE_URL;
  const client = new PumbleClient({ apiKey, ...(baseUrl ? { baseUrl } : {}) });
  const count = format === "yaml" ? messages : 0;
  const workspace = await gather(client, count, (text) => process.stderr.write(`${text}\n`));
  const text = formats[format]!(workspace);
  if (!out) {
    process.stdout.write(text);
    return;
  }
  writeFileSync(out, text);
  process.stderr.write(`Wrote ${workspace.channels.length} channels to ${out}\n`);
}
