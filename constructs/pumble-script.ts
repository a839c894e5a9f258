import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { ITerraformDependable, TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { apiKeyPattern } from "../src/pumble/api-keys/api-key";
import { version } from "../src/pumble/version";
import { pathArgument } from "../src/terraform/template";
import { defaultProvider, environmentOf, isPumble } from "./acting-provider";
import { ownId } from "./base/own-id";
import type { PumbleProvider } from "./bindings/provider";
import { elementNameFaults, exactlyOneFault } from "./checks";
import { addScriptResource } from "./script-resource";
import { installRunner, runner } from "./script-runner";
import type { BuiltInScript } from "./scripts";
import { jsonHash, jsonText } from "./text/json-text";
import { templateText } from "./text/template-text";
import { holdsToken, isLate } from "./text/tokens";

interface Always {
  /** What must be there before the script runs. */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * A `pumble` provider, to act with its key and base URL; or a `null` provider, to run on its `null_resource`.
   * @default the stack's own `pumble` provider; see {@link PumbleScript} for where it runs
   */
  readonly provider?: TerraformProvider;
  /**
   * `deno`: the script is refused where there is no Deno, since nothing else enforces the permissions that it declares. A
   * whole project requires it with `"pumble": { "scriptRuntime": "deno" }` in its `package.json`.
   * @default whatever is there: Deno, or else Node
   */
  readonly runtime?: "deno";
  /** Any values. When one of them changes, the script runs again. @default none */
  readonly triggers?: Readonly<Record<string, string>>;
  /**
   * `apply`: when it is added, and when the script, its input or a trigger changes. `destroy`: when the construct's object
   * is destroyed, with the input of then; a construct that is gone from the code cannot say so any more, and does nothing.
   * @default "apply"
   */
  readonly when?: "apply" | "destroy";
}

/** Which script runs, and with what. */
export type PumbleScriptConfig = Always &
  (
    | {
        /** The TypeScript file, from the folder in which the app is synthesised. It imports only `pumble-iac/script`. */
        readonly file: string;
        /** The script's input. May hold references such as `channel.id`. Not for secrets. */
        readonly input?: Readonly<Record<string, unknown>>;
        readonly script?: never;
      }
    | {
        /** A script that comes with the package, such as `Scripts.announceChangelog({ … })`. */
        readonly script: BuiltInScript;
        readonly file?: never;
        readonly input?: never;
      }
  );

/** The environment variable in which the script's input travels. */
const inputVariable = "PUMBLE_SCRIPT_INPUT";

/** The one that requires a runtime. */
const runtimeVariable = "PUMBLE_SCRIPT_RUNTIME";

/**
 * Runs a runtime script at apply time: once, and again whenever the file, its input or a trigger changes; or when it is
 * destroyed. A run that fails is tried again by the next apply.
 *
 * The script acts as the owner of `PUMBLE_API_KEY`, which it takes from Terraform's environment, like
 * `PUMBLE_BASE_URL`, unless the stack's provider, or the one that is given, says otherwise. It runs under Deno with the
 * permissions that it declares.
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
    super(scope, ownId(id));
    const { provider, dependsOn, triggers = {}, when = "apply" } = config;
    const input = encodeInput(config.input ?? config.script?.input ?? {});
    const acting = isPumble(provider) ? provider : defaultProvider(this);
    const atDestroy = when === "destroy";
    const ours = atDestroy ? { input: input.text } : { ...scriptTriggers(config), input: input.hash };
    const texts = Object.entries(triggers).map(([name, value]) => [`trigger_${name}`, templateText(value)]);
    this.resource = addScriptResource(this, "Default", {
      triggers: { ...Object.fromEntries(texts), ...ours },
      provisioners: [
        {
          type: "local-exec",
          ...(atDestroy && { when: "destroy" }),
          // Without a shell: nothing to quote, and stopping Terraform stops the runner itself.
          interpreter: [...runner],
          command: templateText(config.script?.name ?? fromProject(config.file ?? "")),
          environment: {
            [inputVariable]: input.text,
            ...(config.runtime && { [runtimeVariable]: config.runtime }),
            ...(acting && environmentOf(acting)),
          },
        },
      ],
      ...(provider && !isPumble(provider) && { provider }),
      ...(dependsOn && { dependsOn }),
    });
    if (atDestroy) this.rememberInput();
    installRunner(this);
    const named = () => elementNameFaults(this.resource.friendlyUniqueId);
    this.node.addValidation({ validate: () => [...named(), ...scriptFaults(config, acting)] });
  }

  /** The resource's address, so that others can depend on the script having run. */
  get fqn(): string {
    return this.resource.fqn;
  }

  /** At destroy time Terraform knows nothing but the object itself. */
  private rememberInput(): void {
    const { resource } = this;
    const kept = resource.terraformResourceType === "terraform_data" ? "triggers_replace" : "triggers";
    const [provisioner] = resource.provisioners!;
    const { environment } = provisioner as { environment: Record<string, string> };
    environment[inputVariable] = `\${self.${kept}.input}`;
  }
}

/** What makes a script run again. */
function scriptTriggers({ file, script }: PumbleScriptConfig): Record<string, string> {
  const sdk = version.split(".")[0]!;
  return { script: script ? script.name : hashOf(file ?? ""), sdk };
}

function hashOf(given: string): string {
  const file = resolve(given);
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

/** The runner goes to the project's folder, wherever that is then: the way from there survives moving the project. */
function fromProject(file: string): string {
  return pathArgument(relative(process.cwd(), resolve(file)).replaceAll(sep, "/"));
}

/** The input as JSON, and its hash. With references both are left to Terraform, whose `jsonencode` sorts keys too. */
function encodeInput(input: Readonly<Record<string, unknown>>): { text: string; hash: string } {
  const text = jsonText(input);
  return { text: templateText(text), hash: holdsToken(input) ? jsonHash(input) : sha256(text) };
}

function scriptFaults(config: PumbleScriptConfig, acting: PumbleProvider | undefined): string[] {
  const { input, script, triggers, when } = config;
  const isLate = [acting?.apiKeyInput, acting?.baseUrlInput].some(holdsToken);
  return [
    ...exactlyOneFault(config, ["file", "script"]),
    ...inputFaults(input ?? script?.input ?? {}),
    ...(holdsKey(triggers) ? [keyFault("one of triggers")] : []),
    ...(script?.faults?.() ?? []),
    ...(when === "destroy" && isLate
      ? [
          "A script that runs at destroy time cannot be given its provider's key by reference, for Terraform knows nothing but the object itself then. Leave the key and base URL to PUMBLE_API_KEY and PUMBLE_BASE_URL.",
        ]
      : []),
  ];
}

/** The input travels as JSON and stands in the plan. */
function inputFaults(input: unknown): string[] {
  if (!isPlain(input)) return ["input must be a plain object, as JSON has it."];
  if (holdsKey(input)) return [keyFault("input")];
  return Object.entries(input).flatMap(([name, value]) =>
    isJson(value) ? [] : [`input.${name} must be a value that JSON has.`],
  );
}

function keyFault(name: string): string {
  return `${name} holds what looks like an API key. It stands in the plan: leave keys to the environment.`;
}

/** Whether a text or a name in it looks like a key. What is only known later tells nothing yet. */
function holdsKey(value: unknown): boolean {
  if (typeof value === "string") return apiKeyPattern.test(value);
  if (typeof value !== "object" || value === null || isLate(value)) return false;
  return Object.entries(value).some(([name, item]) => apiKeyPattern.test(name) || holdsKey(item));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is only known later is whatever it will be. */
function isJson(value: unknown): boolean {
  if (isLate(value)) return true;
  if (value === null || value === undefined || ["string", "boolean"].includes(typeof value)) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return false;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(isJson);
}
