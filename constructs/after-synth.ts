import { join } from "node:path";
import { type IStackSynthesizer, type ISynthesisSession, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * Does something with a stack's folder once it is written.
 * @param write given the folder
 */
export function afterSynth(scope: Construct, write: (folder: string) => void): void {
  const stack = TerraformStack.of(scope);
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session: ISynthesisSession) {
      synthesizer.synthesize(session);
      write(join(session.outdir, session.manifest.forStack(stack).workingDirectory));
    },
  } satisfies IStackSynthesizer;
}
