/** Installs the plugin when a stack is synthesised. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  Annotations,
  type IStackSynthesizer,
  type ISynthesisSession,
  type Manifest,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import { providerAddress, providerSource } from "../src/pumble/provider-address";
import { version } from "../src/pumble/version";
import { hiddenBy, lockFileName, type RequiredProvider } from "../src/terraform/install";
import { hiddenPluginText, installForConfiguration } from "./plugin";

const prepared = new WeakSet<TerraformStack>();

/**
 * Sees to it that the stack's folder has the plugin, and a lock file with which `cdktf deploy` asks no registry for it;
 * once for each stack, however many providers it has.
 */
export function installAtSynth(scope: Construct): void {
  const stack = TerraformStack.of(scope);
  if (prepared.has(stack)) return;
  prepared.add(stack);
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session) {
      warnIfHidden(scope, folderOf(session, stack));
      synthesizer.synthesize(session);
      install(session, stack);
    },
  } satisfies IStackSynthesizer;
}

function folderOf(session: ISynthesisSession, stack: TerraformStack): string {
  return join(session.outdir, session.manifest.forStack(stack).workingDirectory);
}

function warnIfHidden(scope: Construct, folder: string): void {
  const hidden = hiddenBy({ address: providerAddress, version, folder });
  if (hidden) Annotations.of(scope).addWarning(hiddenPluginText(hidden));
}

function install(session: ISynthesisSession, stack: TerraformStack): void {
  const keptFile = join(process.cwd(), lockFileName);
  const kept = existsSync("cdktf.json") && existsSync(keptFile) ? readFileSync(keptFile, "utf8") : undefined;
  const others = requiredProviders(session, stack).filter(({ source }) => source !== providerSource);
  installForConfiguration(folderOf(session, stack), { others, ...(kept !== undefined && { kept }) });
}

/** As it was written; HCL is not read back but made once more. */
function requiredProviders(session: ISynthesisSession, stack: TerraformStack): RequiredProvider[] {
  const { hclOutput } = session.manifest as Manifest & { hclOutput?: boolean };
  const file = join(session.outdir, session.manifest.forStack(stack).synthesizedStackPath);
  const written = hclOutput ? stack.toTerraform() : JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(
    (written.terraform?.required_providers ?? {}) as Record<string, Partial<RequiredProvider>>,
  ).map(([name, { source = name, version }]) => ({ source, ...(version && { version }) }));
}
