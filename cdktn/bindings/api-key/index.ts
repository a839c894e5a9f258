// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface ApiKeyConfig extends cdktn.TerraformMetaArguments {
  /**
  * The text of the key, such as `ephemeral.pumble_generated_api_key.NAME.api_key`. Needed whenever a key is made or rotated; each text makes one key only.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#api_key_wo ApiKey#api_key_wo}
  */
  readonly apiKeyWo?: string;
  /**
  * Another number hands `api_key_wo` over again, which rotates the key. Use the same number for what stores the text. An imported key has 1. Default 1.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#api_key_wo_version ApiKey#api_key_wo_version}
  */
  readonly apiKeyWoVersion?: number;
  /**
  * Ids of the channels to which it is narrowed, at most 100. Default: all.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#channel_ids ApiKey#channel_ids}
  */
  readonly channelIds?: string[];
  /**
  * When it stops working, RFC 3339. Default: never.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#expires_at ApiKey#expires_at}
  */
  readonly expiresAt?: string;
  /**
  * Groups of operations to which it is narrowed: `Channels`, `Messages`, `Scheduled messages`, `Users`. Default: all.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#groups ApiKey#groups}
  */
  readonly groups?: string[];
  /**
  * What it is called in the list of keys, 1 to 80 characters.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#name ApiKey#name}
  */
  readonly name: string;
  /**
  * Whether it may only read. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#read_only ApiKey#read_only}
  */
  readonly readOnly?: boolean | cdktn.IResolvable;
  /**
  * How long the old key works on after a rotation, in seconds, 0 to 2592000 (30 days). Destroying the key ends that too. Default 0.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#rotation_grace_seconds ApiKey#rotation_grace_seconds}
  */
  readonly rotationGraceSeconds?: number;
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key pumble_api_key}
*/
export class ApiKey extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_api_key";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a ApiKey resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ApiKey to import
  * @param importFromId The id of the existing ApiKey that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the ApiKey to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_api_key", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/api_key pumble_api_key} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ApiKeyConfig
  */
  public constructor(scope: Construct, id: string, config: ApiKeyConfig) {
    super(scope, id, {
      terraformResourceType: 'pumble_api_key',
      terraformGeneratorMetadata: {
        providerName: 'pumble',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._apiKeyWo = config.apiKeyWo;
    this._apiKeyWoVersion = config.apiKeyWoVersion;
    this._channelIds = config.channelIds;
    this._expiresAt = config.expiresAt;
    this._groups = config.groups;
    this._name = config.name;
    this._readOnly = config.readOnly;
    this._rotationGraceSeconds = config.rotationGraceSeconds;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // api_key_wo - computed: false, optional: true, required: false
  private _apiKeyWo?: string; 
  /**
  * @deprecated Write-only: the provider never returns this value; reading it always yields null by protocol contract. The getter remains for compatibility and will be removed in a future prebuilt-provider major.
  */
  public get apiKeyWo() {
    return this.getStringAttribute('api_key_wo');
  }
  public set apiKeyWo(value: string) {
    this._apiKeyWo = value;
  }
  public resetApiKeyWo() {
    this._apiKeyWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get apiKeyWoInput() {
    return this._apiKeyWo;
  }

  // api_key_wo_version - computed: true, optional: true, required: false
  private _apiKeyWoVersion?: number; 
  public get apiKeyWoVersion() {
    return this.getNumberAttribute('api_key_wo_version');
  }
  public set apiKeyWoVersion(value: number) {
    this._apiKeyWoVersion = value;
  }
  public resetApiKeyWoVersion() {
    this._apiKeyWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get apiKeyWoVersionInput() {
    return this._apiKeyWoVersion;
  }

  // channel_ids - computed: false, optional: true, required: false
  private _channelIds?: string[]; 
  public get channelIds() {
    return cdktn.Fn.tolist(this.getListAttribute('channel_ids'));
  }
  public set channelIds(value: string[]) {
    this._channelIds = value;
  }
  public resetChannelIds() {
    this._channelIds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get channelIdsInput() {
    return this._channelIds;
  }

  // created_at - computed: true, optional: false, required: false
  public get createdAt() {
    return this.getStringAttribute('created_at');
  }

  // expires_at - computed: false, optional: true, required: false
  private _expiresAt?: string; 
  public get expiresAt() {
    return this.getStringAttribute('expires_at');
  }
  public set expiresAt(value: string) {
    this._expiresAt = value;
  }
  public resetExpiresAt() {
    this._expiresAt = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get expiresAtInput() {
    return this._expiresAt;
  }

  // groups - computed: false, optional: true, required: false
  private _groups?: string[]; 
  public get groups() {
    return cdktn.Fn.tolist(this.getListAttribute('groups'));
  }
  public set groups(value: string[]) {
    this._groups = value;
  }
  public resetGroups() {
    this._groups = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get groupsInput() {
    return this._groups;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // last_characters - computed: true, optional: false, required: false
  public get lastCharacters() {
    return this.getStringAttribute('last_characters');
  }

  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // read_only - computed: true, optional: true, required: false
  private _readOnly?: boolean | cdktn.IResolvable; 
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }
  public set readOnly(value: boolean | cdktn.IResolvable) {
    this._readOnly = value;
  }
  public resetReadOnly() {
    this._readOnly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get readOnlyInput() {
    return this._readOnly;
  }

  // rotation_grace_seconds - computed: true, optional: true, required: false
  private _rotationGraceSeconds?: number; 
  public get rotationGraceSeconds() {
    return this.getNumberAttribute('rotation_grace_seconds');
  }
  public set rotationGraceSeconds(value: number) {
    this._rotationGraceSeconds = value;
  }
  public resetRotationGraceSeconds() {
    this._rotationGraceSeconds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get rotationGraceSecondsInput() {
    return this._rotationGraceSeconds;
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      api_key_wo: this.markWriteOnlyAttribute(cdktn.stringToTerraform(this._apiKeyWo)),
      api_key_wo_version: cdktn.numberToTerraform(this._apiKeyWoVersion),
      channel_ids: cdktn.listMapper(cdktn.stringToTerraform, false)(this._channelIds),
      expires_at: cdktn.stringToTerraform(this._expiresAt),
      groups: cdktn.listMapper(cdktn.stringToTerraform, false)(this._groups),
      name: cdktn.stringToTerraform(this._name),
      read_only: cdktn.booleanToTerraform(this._readOnly),
      rotation_grace_seconds: cdktn.numberToTerraform(this._rotationGraceSeconds),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      api_key_wo: {
        value: this.markWriteOnlyAttribute(cdktn.stringToHclTerraform(this._apiKeyWo)),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      api_key_wo_version: {
        value: cdktn.numberToHclTerraform(this._apiKeyWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      channel_ids: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._channelIds),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      expires_at: {
        value: cdktn.stringToHclTerraform(this._expiresAt),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      groups: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._groups),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      name: {
        value: cdktn.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      read_only: {
        value: cdktn.booleanToHclTerraform(this._readOnly),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      rotation_grace_seconds: {
        value: cdktn.numberToHclTerraform(this._rotationGraceSeconds),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
