/** The Terraform resource that carries a script's provisioner. */
import {
  hashMapper,
  hashMapperHcl,
  type ITerraformDependable,
  type LocalExecProvisioner,
  stringToHclTerraform,
  stringToTerraform,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";

export interface ScriptResourceConfig {
  /** A change of any of them replaces the resource, which runs its provisioners again. */
  readonly triggers: Record<string, string>;
  readonly provisioners: LocalExecProvisioner[];
  readonly dependsOn?: ITerraformDependable[];
  /** A `null` provider, to use this one. */
  readonly provider?: TerraformProvider;
}

/**
 * Adds the resource to `scope`: a `null_resource` where a `null` provider is given or has been declared in the stack,
 * otherwise the built-in `terraform_data`, which needs no provider.
 */
export function addScriptResource(
  scope: Construct,
  id: string,
  config: ScriptResourceConfig,
): TerraformResource {
  if (!config.provider && !hasNullProvider(scope)) return new BuiltIn(scope, id, config);
  return new (nullResource())(scope, id, config);
}

/** Other null providers than the default one serve only those who name them. */
function hasNullProvider(scope: Construct): boolean {
  return TerraformStack.of(scope)
    .node.findAll()
    .some((node) => TerraformProvider.isTerraformProvider(node) && isNull(node) && !node.alias);
}

/** The prebuilt binding's or one that was generated: their class differs, their metadata do not. */
function isNull(provider: TerraformProvider): boolean {
  return provider.terraformGeneratorMetadata?.providerName === "null";
}

/** Loaded here and not before: who declares no null provider need not have the package. */
function nullResource(): new (
  scope: Construct,
  id: string,
  config: ScriptResourceConfig,
) => TerraformResource {
  try {
    return require("@cdktf/provider-null/lib/resource").Resource;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    return GeneratedNull;
  }
}

/** A resource that has triggers and nothing else. */
abstract class Triggered extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly kind: { type: string; provider: string; attribute: string },
    private readonly config: ScriptResourceConfig,
  ) {
    const { type, provider } = kind;
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: provider },
      ...config,
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { [this.kind.attribute]: hashMapper(stringToTerraform)(this.config.triggers) };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const value = hashMapperHcl(stringToHclTerraform)(this.config.triggers);
    return { [this.kind.attribute]: { value, isBlock: false, type: "map", storageClassType: "stringMap" } };
  }
}

/** The built-in resource, whatever providers the stack has. */
export function addBuiltIn(scope: Construct, id: string, config: ScriptResourceConfig): TerraformResource {
  return new BuiltIn(scope, id, config);
}

/** Unlike cdktf's own `DataResource`, it does not start Terraform at every synth to see whether it is 1.4. */
class BuiltIn extends Triggered {
  constructor(scope: Construct, id: string, config: ScriptResourceConfig) {
    super(
      scope,
      id,
      { type: "terraform_data", provider: "terraform", attribute: "triggers_replace" },
      config,
    );
  }
}

/** For a null provider whose bindings were generated, where the prebuilt ones are not installed. */
class GeneratedNull extends Triggered {
  constructor(scope: Construct, id: string, config: ScriptResourceConfig) {
    super(scope, id, { type: "null_resource", provider: "null", attribute: "triggers" }, config);
  }
}
