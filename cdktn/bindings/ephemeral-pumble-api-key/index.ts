// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface EphemeralPumbleApiKeyConfig extends cdktn.TerraformEphemeralMetaArguments {
  /**
  * Ids of the channels to which it is narrowed, at most 100. Default: all.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key#channel_ids EphemeralPumbleApiKey#channel_ids}
  */
  readonly channelIds?: string[];
  /**
  * Groups of operations to which it is narrowed: `Channels`, `Messages`, `Scheduled messages`, `Users`. Default: all.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key#groups EphemeralPumbleApiKey#groups}
  */
  readonly groups?: string[];
  /**
  * How long it works at most, in seconds, 60 to 86400. Default 3600.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key#lifetime_seconds EphemeralPumbleApiKey#lifetime_seconds}
  */
  readonly lifetimeSeconds?: number;
  /**
  * What it is called in the list of keys, 1 to 80 characters. Default `terraform`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key#name EphemeralPumbleApiKey#name}
  */
  readonly name?: string;
  /**
  * Whether it may only read. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key#read_only EphemeralPumbleApiKey#read_only}
  */
  readonly readOnly?: boolean | cdktn.IResolvable;
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key pumble_api_key}
*/
export class EphemeralPumbleApiKey extends cdktn.TerraformEphemeralResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_api_key";

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/ephemeral-resources/api_key pumble_api_key} Ephemeral Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EphemeralPumbleApiKeyConfig = {}
  */
  public constructor(scope: Construct, id: string, config: EphemeralPumbleApiKeyConfig = {}) {
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
      forEach: config.forEach
    });
    this._channelIds = config.channelIds;
    this._groups = config.groups;
    this._lifetimeSeconds = config.lifetimeSeconds;
    this._name = config.name;
    this._readOnly = config.readOnly;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // api_key - computed: true, optional: false, required: false
  public get apiKey() {
    return this.getStringAttribute('api_key');
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

  // expires_at - computed: true, optional: false, required: false
  public get expiresAt() {
    return this.getStringAttribute('expires_at');
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

  // lifetime_seconds - computed: false, optional: true, required: false
  private _lifetimeSeconds?: number; 
  public get lifetimeSeconds() {
    return this.getNumberAttribute('lifetime_seconds');
  }
  public set lifetimeSeconds(value: number) {
    this._lifetimeSeconds = value;
  }
  public resetLifetimeSeconds() {
    this._lifetimeSeconds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get lifetimeSecondsInput() {
    return this._lifetimeSeconds;
  }

  // name - computed: false, optional: true, required: false
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // read_only - computed: false, optional: true, required: false
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      channel_ids: cdktn.listMapper(cdktn.stringToTerraform, false)(this._channelIds),
      groups: cdktn.listMapper(cdktn.stringToTerraform, false)(this._groups),
      lifetime_seconds: cdktn.numberToTerraform(this._lifetimeSeconds),
      name: cdktn.stringToTerraform(this._name),
      read_only: cdktn.booleanToTerraform(this._readOnly),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      channel_ids: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._channelIds),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      groups: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._groups),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      lifetime_seconds: {
        value: cdktn.numberToHclTerraform(this._lifetimeSeconds),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
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
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
