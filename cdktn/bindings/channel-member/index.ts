// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface ChannelMemberConfig extends cdktn.TerraformMetaArguments {
  /**
  * Id of the channel.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member#channel_id ChannelMember#channel_id}
  */
  readonly channelId: string;
  /**
  * E-mail address, upper and lower case alike. Another address of the same person changes nothing for them. Give `user_id` or `email`; both only when they name the same person.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member#email ChannelMember#email}
  */
  readonly email?: string;
  /**
  * Take the member out on destroy even if they were in the channel before Terraform, or joined on their own. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member#remove_unmanaged ChannelMember#remove_unmanaged}
  */
  readonly removeUnmanaged?: boolean | cdktn.IResolvable;
  /**
  * Id of the user, 24 hex digits. Give `user_id` or `email`; both only when they name the same person. Somebody else is another member: the one is taken out, the other added.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member#user_id ChannelMember#user_id}
  */
  readonly userId?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member pumble_channel_member}
*/
export class ChannelMember extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_channel_member";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a ChannelMember resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ChannelMember to import
  * @param importFromId The id of the existing ChannelMember that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the ChannelMember to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_channel_member", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/channel_member pumble_channel_member} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ChannelMemberConfig
  */
  public constructor(scope: Construct, id: string, config: ChannelMemberConfig) {
    super(scope, id, {
      terraformResourceType: 'pumble_channel_member',
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
    this._email = config.email;
    this._removeUnmanaged = config.removeUnmanaged;
    this._userId = config.userId;
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

  // email - computed: true, optional: true, required: false
  private _email?: string; 
  public get email() {
    return this.getStringAttribute('email');
  }
  public set email(value: string) {
    this._email = value;
  }
  public resetEmail() {
    this._email = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get emailInput() {
    return this._email;
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

  // user_id - computed: true, optional: true, required: false
  private _userId?: string; 
  public get userId() {
    return this.getStringAttribute('user_id');
  }
  public set userId(value: string) {
    this._userId = value;
  }
  public resetUserId() {
    this._userId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userIdInput() {
    return this._userId;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      channel_id: cdktn.stringToTerraform(this._channelId),
      email: cdktn.stringToTerraform(this._email),
      remove_unmanaged: cdktn.booleanToTerraform(this._removeUnmanaged),
      user_id: cdktn.stringToTerraform(this._userId),
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
      email: {
        value: cdktn.stringToHclTerraform(this._email),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      remove_unmanaged: {
        value: cdktn.booleanToHclTerraform(this._removeUnmanaged),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      user_id: {
        value: cdktn.stringToHclTerraform(this._userId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
