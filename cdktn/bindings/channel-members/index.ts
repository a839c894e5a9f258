// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface ChannelMembersConfig extends cdktn.TerraformMetaArguments {
  /**
  * Id of the channel.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members#channel_id ChannelMembers#channel_id}
  */
  readonly channelId: string;
  /**
  * E-mail addresses of the members, upper and lower case alike. Give `user_ids` or `emails`; both only when they name the same people.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members#emails ChannelMembers#emails}
  */
  readonly emails?: string[];
  /**
  * Take out everybody who is not listed, also people who joined on their own. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members#remove_unmanaged ChannelMembers#remove_unmanaged}
  */
  readonly removeUnmanaged?: boolean | cdktn.IResolvable;
  /**
  * Ids of the members. Give `user_ids` or `emails`; both only when they name the same people.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members#user_ids ChannelMembers#user_ids}
  */
  readonly userIds?: string[];
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members pumble_channel_members}
*/
export class ChannelMembers extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_channel_members";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a ChannelMembers resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ChannelMembers to import
  * @param importFromId The id of the existing ChannelMembers that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the ChannelMembers to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_channel_members", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_members pumble_channel_members} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ChannelMembersConfig
  */
  public constructor(scope: Construct, id: string, config: ChannelMembersConfig) {
    super(scope, id, {
      terraformResourceType: 'pumble_channel_members',
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
    this._channelId = config.channelId;
    this._emails = config.emails;
    this._removeUnmanaged = config.removeUnmanaged;
    this._userIds = config.userIds;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // channel_id - computed: false, optional: false, required: true
  private _channelId?: string; 
  public get channelId() {
    return this.getStringAttribute('channel_id');
  }
  public set channelId(value: string) {
    this._channelId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get channelIdInput() {
    return this._channelId;
  }

  // emails - computed: true, optional: true, required: false
  private _emails?: string[]; 
  public get emails() {
    return cdktn.Fn.tolist(this.getListAttribute('emails'));
  }
  public set emails(value: string[]) {
    this._emails = value;
  }
  public resetEmails() {
    this._emails = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get emailsInput() {
    return this._emails;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // remove_unmanaged - computed: true, optional: true, required: false
  private _removeUnmanaged?: boolean | cdktn.IResolvable; 
  public get removeUnmanaged() {
    return this.getBooleanAttribute('remove_unmanaged');
  }
  public set removeUnmanaged(value: boolean | cdktn.IResolvable) {
    this._removeUnmanaged = value;
  }
  public resetRemoveUnmanaged() {
    this._removeUnmanaged = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get removeUnmanagedInput() {
    return this._removeUnmanaged;
  }

  // user_ids - computed: true, optional: true, required: false
  private _userIds?: string[]; 
  public get userIds() {
    return cdktn.Fn.tolist(this.getListAttribute('user_ids'));
  }
  public set userIds(value: string[]) {
    this._userIds = value;
  }
  public resetUserIds() {
    this._userIds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userIdsInput() {
    return this._userIds;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      channel_id: cdktn.stringToTerraform(this._channelId),
      emails: cdktn.listMapper(cdktn.stringToTerraform, false)(this._emails),
      remove_unmanaged: cdktn.booleanToTerraform(this._removeUnmanaged),
      user_ids: cdktn.listMapper(cdktn.stringToTerraform, false)(this._userIds),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      channel_id: {
        value: cdktn.stringToHclTerraform(this._channelId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      emails: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._emails),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      remove_unmanaged: {
        value: cdktn.booleanToHclTerraform(this._removeUnmanaged),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      user_ids: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._userIds),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
