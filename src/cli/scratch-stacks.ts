/**
 * Turns the synthesised stacks of an app away from everything that is real: their state goes to a scratch folder,
 * whatever backend they name, and their `pumble` providers to the workspace of the environment.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { providerSource } from "../pumble/provider-address";
import { CliProblem } from "./problem";

export interface ScratchStack {
  readonly name: string;
  /** Where Terraform runs. */
  readonly folder: string;
}

type Json = Record<string, unknown>;

interface Configuration extends Json {
  terraform?: { backend?: Json; cloud?: Json; required_providers?: Record<string, { source?: string }> };
  provider?: Record<string, unknown>;
  resource?: Record<string, Record<string, Json>>;
  data?: { terraform_remote_state?: Record<string, Json> };
}

/** Providers that make nothing outside Terraform's state. What else a stack needs could reach something real. */
const harmless = ["null", "random", "time", "tls"].map((name) => `registry.terraform.io/hashicorp/${name}`);

/**
 * Redirects every stack below `outdir`, the folder that an app was synthesised into.
 * @param states folder for their states
 * @throws CliProblem, with nothing changed, when a stack could reach something real in another way
 */
export function redirectStacks(outdir: string, states: string): ScratchStack[] {
  const stacks = readStacks(outdir);
  for (const { name, configuration } of stacks) refuseForeign(name, configuration);
  const backends = stacks.map(({ name, configuration: { terraform } }) => ({
    from: terraform?.cloud ? { cloud: terraform.cloud } : terraform?.backend,
    to: { local: { path: join(states, `${name}.tfstate`) } },
  }));
  stacks.forEach(({ file, configuration }, at) => {
    const { cloud: _, ...terraform } = configuration.terraform ?? {};
    configuration.terraform = { ...terraform, backend: backends[at]!.to };
    redirectReferences(configuration, backends);
    forgetWorkspace(configuration);
    writeFileSync(file, JSON.stringify(configuration, null, 2));
  });
  return stacks.map(({ name, folder }) => ({ name, folder }));
}

function readStacks(outdir: string) {
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { name: string; workingDirectory: string; synthesizedStackPath: string }>;
  };
  return Object.values(manifest.stacks).map(({ name, workingDirectory, synthesizedStackPath }) => {
    const file = join(outdir, synthesizedStackPath);
    const configuration = JSON.parse(readFileSync(file, "utf8")) as Configuration;
    return { name, folder: join(outdir, workingDirectory), file, configuration };
  });
}

function refuseForeign(stack: string, { terraform }: Configuration): void {
  const sources = Object.entries(terraform?.required_providers ?? {}).map(([name, { source = name }]) => {
    const parts = source.split("/");
    return ["registry.terraform.io", "hashicorp"]
      .slice(0, 3 - parts.length)
      .concat(parts)
      .join("/");
  });
  const foreign = sources.filter((source) => source !== providerSource && !harmless.includes(source));
  if (foreign.length === 0) return;
  throw new CliProblem(
    `Stack "${stack}" also uses ${foreign.join(", ")}.`,
    "quickstart deploys to a throw-away workspace, and that provider would make real things.\nRun it in an app, or a folder, whose stacks use pumble alone.",
  );
}

/** One stack reads another's state: where that is scratch now, it is read from there. */
function redirectReferences(
  { data }: Configuration,
  backends: { from?: Json | undefined; to: Json }[],
): void {
  for (const reference of Object.values(data?.terraform_remote_state ?? {})) {
    const { backend, config } = reference as { backend?: string; config?: Json };
    const match = backends.find(({ from }) => isDeepStrictEqual(from, { [backend ?? ""]: config }));
    if (match) Object.assign(reference, { backend: "local", config: match.to.local });
  }
}

/** What a stack says of its workspace goes, so that the environment's is meant. */
function forgetWorkspace({ provider, resource }: Configuration): void {
  for (const block of [provider?.pumble ?? []].flat() as Json[]) {
    delete block.api_key;
    delete block.base_url;
  }
  const scripts = ["null_resource", "terraform_data"].flatMap((type) =>
    Object.values(resource?.[type] ?? {}),
  );
  for (const script of scripts) {
    for (const provisioner of [script.provisioner ?? []].flat() as Record<string, { environment?: Json }>[]) {
      for (const { environment } of Object.values(provisioner)) {
        delete environment?.PUMBLE_API_KEY;
        delete environment?.PUMBLE_BASE_URL;
      }
    }
  }
}
