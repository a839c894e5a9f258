import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import {
  App,
  Fn,
  type ITerraformDependable,
  Lazy,
  type TerraformProvider,
  type TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import { Construct } from "constructs";
import { version } from "../src/pumble/version";
import { addScriptResource } from "./script-resource";

/** Which script runs at apply time, and with what. */
export interface PumbleScriptConfig {
  /** The TypeScript file, relative to the folder in which the app is synthesised. It imports only `pumble-iac/script`. */
  readonly file: string;
  /** The script's input. May hold references such as `channel.id`. Not for secrets. */
  readonly input?: Record<string, unknown>;
  /** What must be there before the script runs. */
  readonly dependsOn?: ITerraformDependable[];
  /** A `null` provider, to run on its `null_resource`. @default see {@link PumbleScript} */
  readonly provider?: TerraformProvider;
}

/** The environment variable in which the script's input travels. */
const inputVariable = "PUMBLE_SCRIPT_INPUT";

/**
 * Runs a runtime script at apply time: once, and again whenever the file or its input changes. A run that fails is
 * tried again by the next apply. Destroying it undoes nothing.
 *
 * The script acts as the owner of `PUMBLE_API_KEY`, which it takes from Terraform's environment, like
 * `PUMBLE_BASE_URL`. It runs under Deno with the permissions that it declares.
 *
 * It is a `null_resource` where the stack has a `NullProvider` by then, of `@cdktf/provider-null` or of bindings of your
 * own; otherwise it is the built-in `terraform_data`, so that a script alone needs no second provider.
 *
 * @example
 * new PumbleScript(this, "welcome", {
 *   file: "scripts/welcome.ts",
 *   input: { channelId: channel.id, text: "Welcome!" },
 * });
 */
export class PumbleScript extends Construct {
  /** The Terraform resource underneath: a `terraform_data` or a `null_resource`. */
  readonly resource: TerraformResource;

  constructor(scope: Construct, id: string, config: PumbleScriptConfig) {
    super(scope, id);
    const file = resolve(config.file);
    const input = encodeInput(config.input ?? {});
    const fromStack = (target: string): string =>
      Lazy.stringValue({ produce: () => relativeToStack(scope, target) });
    this.resource = addScriptResource(this, "Default", {
      triggers: { script: hashOf(config.file, file), input: input.hash, sdk: version.split(".")[0]! },
      provisioners: [
        {
          type: "local-exec",
          // Without a shell: nothing to quote, and stopping Terraform stops the runner itself.
          interpreter: ["node", fromStack(commandFile()), "run", "--input-env", inputVariable],
          command: fromStack(file),
          environment: { [inputVariable]: input.text },
        },
      ],
      ...(config.provider && { provider: config.provider }),
      ...(config.dependsOn && { dependsOn: config.dependsOn }),
    });
  }

  /** The resource's address, so that others can depend on the script having run. */
  get fqn(): string {
    return this.resource.fqn;
  }
}

function hashOf(given: string, file: string): string {
  if (!existsSync(file)) {
    throw new Error(
      `The script ${given} does not exist: it was looked for at ${file}. Give its path from there.`,
    );
  }
  return sha256(readFileSync(file));
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Where the stack's configuration is, is where Terraform runs: paths from there survive moving the project. */
function relativeToStack(scope: Construct, target: string): string {
  const app = App.of(scope);
  const { workingDirectory } = app.manifest.forStack(TerraformStack.of(scope));
  const path = relative(resolve(app.outdir, workingDirectory), target);
  return path.replaceAll("\\", "/");
}

/** The bundled command, seen from the built library or from the sources. */
function commandFile(): string {
  const built = join(__dirname, "..", "bin", "pumble.js");
  return existsSync(built) ? built : join(__dirname, "..", "dist", "bin", "pumble.js");
}

/** The input as JSON, and its hash. With references both are left to Terraform, whose `jsonencode` sorts keys too. */
function encodeInput(input: Record<string, unknown>): { text: string; hash: string } {
  if (holdsToken(input)) {
    // Within functions, CDKTF itself escapes `${`.
    const text = Fn.jsonencode(mapStrings(input, (part) => part.replaceAll("%{", "%%{")));
    return { text, hash: Fn.sha256(text) };
  }
  const text = canonicalJson(input);
  return { text: escapeTemplate(text), hash: sha256(text) };
}

function holdsToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsToken);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return Token.isUnresolved(value) ? value : change(value);
  if (Token.isUnresolved(value) || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}

/** Terraform reads every string of its JSON configuration as a template. */
function escapeTemplate(text: string): string {
  return text.replace(/([$%])\{/g, (sign, first: string) => first + sign);
}
