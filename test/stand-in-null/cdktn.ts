/** Bindings of hashicorp/null for CDK Terrain, in what the tests need of them, in place of those for CDKTF. */
import {
  hashMapper,
  type ITerraformDependable,
  type LocalExecProvisioner,
  stringToTerraform,
  TerraformProvider,
  TerraformResource,
} from "cdktn";
import type { Construct } from "constructs";

const terraformGeneratorMetadata = { providerName: "null", providerVersion: "3.2.4" };

export class NullProvider extends TerraformProvider {
  constructor(
    scope: Construct,
    id: string,
    readonly config: { alias?: string } = {},
  ) {
    super(scope, id, {
      terraformResourceType: "null",
      terraformGeneratorMetadata,
      terraformProviderSource: "null",
    });
  }

  override get alias(): string | undefined {
    return this.config?.alias;
  }
}

interface ResourceConfig {
  triggers?: Record<string, string>;
  provisioners?: LocalExecProvisioner[];
  provider?: TerraformProvider;
  dependsOn?: ITerraformDependable[];
}

export class Resource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    readonly config: ResourceConfig = {},
  ) {
    super(scope, id, { terraformResourceType: "null_resource", terraformGeneratorMetadata, ...config });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers: hashMapper(stringToTerraform)(this.config.triggers) };
  }
}
