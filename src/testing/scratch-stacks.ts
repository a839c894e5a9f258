/**
 * Turns the synthesised stacks of an app away from everything that is real: their state goes to a scratch folder,
 * whatever backend they name, and their `pumble` providers and scripts to the workspace of the environment.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { providerSource } from "../pumble/provider-address";

type Json = Record<string, unknown>;

/** A stack in Terraform's JSON. */
export interface Configuration extends Json {
  terraform?: { backend?: Json; cloud?: Json; required_providers?: Record<string, { source?: string }> };
  provider?: Record<string, unknown>;
  resource?: Record<string, Record<string, Json>>;
  data?: { terraform_remote_state?: Record<string, Json> };
}

export interface SynthesisedStack {
  readonly name: string;
  /** Where Terraform runs. */
  readonly folder: string;
  readonly file: string;
  readonly configuration: Configuration;
}

/** Where a stack's state was, and where it is. */
interface Moved {
  readonly stack: string;
  readonly from: Json | undefined;
  readonly to: { readonly local: Json };
}

interface Listed {
  readonly name: string;
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
  readonly dependencies?: string[];
}

/**
 * The stacks below `outdir`, the folder that an app was synthesised into; each after those that it depends on.
 * @throws Error when they are not JSON
 */
export function stacksIn(outdir: string): SynthesisedStack[] {
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, Listed>;
  };
  return inOrder(manifest.stacks).map(({ name, workingDirectory, synthesizedStackPath }) => {
    if (!synthesizedStackPath.endsWith(".json")) {
      throw new Error(
        `Stack "${name}" was synthesised as HCL. Leave out SYNTH_HCL_OUTPUT: JSON is read here.`,
      );
    }
    const file = join(outdir, synthesizedStackPath);
    const configuration = JSON.parse(readFileSync(file, "utf8")) as Configuration;
    return { name, folder: resolve(outdir, workingDirectory), file, configuration };
  });
}

function inOrder(stacks: Record<string, Listed>): Listed[] {
  const order = new Set<Listed>();
  const visit = (stack: Listed | undefined): void => {
    if (!stack || order.has(stack)) return;
    for (const name of stack.dependencies ?? []) visit(stacks[name]);
    order.add(stack);
  };
  for (const stack of Object.values(stacks)) visit(stack);
  return [...order];
}

/**
 * Redirects stacks, in their files.
 * @param states folder for their states
 * @param baseUrl of the workspace of the environment: a provider that names it may have another key of it
 */
export function redirectStacks(
  stacks: readonly SynthesisedStack[],
  { states, baseUrl }: { states: string; baseUrl?: string },
): void {
  const moved = stacks.map(({ name, configuration: { terraform } }) => ({
    stack: name,
    from: terraform?.cloud ? { cloud: terraform.cloud } : terraform?.backend,
    to: { local: { path: join(states, `${name}.tfstate`) } },
  }));
  stacks.forEach(({ file, configuration }, at) => {
    const { cloud: _, ...terraform } = configuration.terraform ?? {};
    configuration.terraform = { ...terraform, backend: moved[at]!.to };
    redirectReferences(configuration, moved);
    for (const settings of pumbleSettings(configuration)) forgetWorkspace(settings, baseUrl);
    writeFileSync(file, JSON.stringify(configuration, null, 2));
  });
}

/**
 * One stack reads another's state: where that is scratch now, it is read from there. CDKTF's own references have the
 * stack's name; one to a cloud workspace looks otherwise than the block that names it.
 */
function redirectReferences({ data }: Configuration, moved: readonly Moved[]): void {
  for (const [name, reference] of Object.entries(data?.terraform_remote_state ?? {})) {
    const { backend, config } = reference as { backend?: string; config?: Json };
    const match = moved.find(
      ({ stack, from }) =>
        name === `cross-stack-reference-input-${stack}` ||
        isDeepStrictEqual(from, { [backend ?? ""]: config }),
    );
    if (!match) continue;
    delete reference.workspace;
    Object.assign(reference, { backend: "local", config: match.to.local });
  }
}

/** What a stack says of its workspace goes, so that the environment's is meant. */
function forgetWorkspace(settings: Json, baseUrl: string | undefined): void {
  const { base_url, PUMBLE_BASE_URL: url = base_url } = settings;
  if (baseUrl !== undefined && url === baseUrl) return;
  for (const name of ["base_url", "api_key", "PUMBLE_BASE_URL", "PUMBLE_API_KEY"]) delete settings[name];
}

/** Provider blocks, whatever a stack calls the provider, and environments of scripts. */
function pumbleSettings({ terraform, provider, resource }: Configuration): Json[] {
  const required = Object.entries(terraform?.required_providers ?? {});
  const names = required.filter(([, { source }]) => source === providerSource).map(([name]) => name);
  const blocks = [...new Set(["pumble", ...names])].flatMap((name) => [provider?.[name] ?? []].flat());
  const scripts = ["null_resource", "terraform_data"].flatMap((type) =>
    Object.values(resource?.[type] ?? {}),
  );
  const provisioners = scripts.flatMap(
    ({ provisioner }) => [provisioner ?? []].flat() as Record<string, { environment?: Json }>[],
  );
  const environments = provisioners.flatMap(Object.values).map(({ environment }) => environment ?? {});
  return [...(blocks as Json[]), ...environments];
}
