import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type AppConfig, TerraformStack } from "cdktf";
import { PumbleProvider } from "../../constructs";

export type Attributes = Record<string, unknown>;
type Elements = Record<string, Record<string, Attributes>>;

/** A stack as Terraform gets it. */
export interface Synthesised {
  resource: Elements;
  data: Elements;
  provider: Record<string, Attributes[]>;
  import?: Attributes[];
  moved?: Attributes[];
  output?: Record<string, Attributes>;
}

/** Synthesises an app of one stack, `main`, with its provider unless told otherwise, and tells what Terraform gets. */
export function synth(
  declare: (stack: TerraformStack) => void,
  provider = true,
  config: AppConfig = {},
): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), "pumble-constructs-"));
  try {
    const app = new App({ outdir, ...config });
    const stack = new TerraformStack(app, "main");
    if (provider) new PumbleProvider(stack, "pumble");
    declare(stack);
    app.synth();
    return stack.toTerraform() as Synthesised;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The attributes of the only element of a type. */
export function only(elements: Record<string, Attributes> | undefined): Attributes {
  const [first, ...others] = Object.values(elements ?? {});
  if (!first || others.length > 0) throw new Error(`there are ${others.length + (first ? 1 : 0)} elements`);
  const { "//": _, ...attributes } = first;
  return attributes;
}
