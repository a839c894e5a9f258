import { mkdirSync } from "node:fs";
import { App, type AppConfig, TerraformStack } from "cdktf";
import { PumbleProvider } from "../../constructs";

export type Attributes = Record<string, unknown>;
type Elements = Record<string, Record<string, Attributes>>;

/** A stack as Terraform gets it. */
export interface Synthesised {
  resource: Elements;
  data: Elements;
  ephemeral: Elements;
  provider: Record<string, Attributes[]>;
  import?: Attributes[];
  moved?: Attributes[];
  output?: Record<string, Attributes>;
}

/**
 * An app of one stack, `main`, with its provider unless told otherwise, validated, and what Terraform gets. Nothing is
 * written, the plugin least of all.
 */
export function synth(
  declare: (stack: TerraformStack) => void,
  provider = true,
  config: AppConfig = {},
): Synthesised {
  const app = appIn(config);
  const stack = new TerraformStack(app, "main");
  if (provider) new PumbleProvider(stack, "pumble");
  declare(stack);
  return terraformOf(stack, app);
}

/** Where apps that are not written would be. */
const outdir = "node_modules/.cache/synth";

/** An app that is not written. */
export function appIn(config: AppConfig = {}): App {
  // An app makes this folder, and fails when another worker's is faster.
  mkdirSync(`${outdir}/stacks`, { recursive: true });
  return new App({ outdir, ...config });
}

/** What Terraform gets of a stack, once it is known to be right. */
export function terraformOf(stack: TerraformStack, app: App): Synthesised {
  stack.prepareStack();
  if (!app.skipValidation) stack.runAllValidations();
  return stack.toTerraform() as Synthesised;
}

/** The attributes of the only element of a type. */
export function only(elements: Record<string, Attributes> | undefined): Attributes {
  const [first, ...others] = Object.values(elements ?? {});
  if (!first || others.length > 0) throw new Error(`there are ${others.length + (first ? 1 : 0)} elements`);
  const { "//": _, ...attributes } = first;
  return attributes;
}
