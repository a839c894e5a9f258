// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface ReactionConfig extends cdktn.TerraformMetaArguments {
  /**
  * Id of the channel that the message is in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction#channel_id Reaction#channel_id}
  */
  readonly channelId: string;
  /**
  * Id of the message or reply.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction#message_id Reaction#message_id}
  */
  readonly messageId: string;
  /**
  * Emoji code with colons, such as `:tada:`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction#reaction Reaction#reaction}
  */
  readonly reaction: string;
  /**
  * Skin tone, 1 to 6. Pumble does not tell it, so a change made there is not seen, and an import leaves it empty.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction#skin_tone Reaction#skin_tone}
  */
  readonly skinTone?: number;
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction pumble_reaction}
*/
export class Reaction extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_reaction";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Reaction resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Reaction to import
  * @param importFromId The id of the existing Reaction that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Reaction to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_reaction", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reaction pumble_reaction} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ReactionConfig
  */
  public constructor(scope: Construct, id: string, config: ReactionConfig) {
    super(scope, id, {
      terraformResourceType: 'pumble_reaction',
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
    this._messageId = config.messageId;
    this._reaction = config.reaction;
    this._skinTone = config.skinTone;
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

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // message_id - computed: false, optional: false, required: true
  private _messageId?: string; 
  public get messageId() {
    return this.getStringAttribute('message_id');
  }
  public set messageId(value: string) {
    this._messageId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get messageIdInput() {
    return this._messageId;
  }

  // reaction - computed: false, optional: false, required: true
  private _reaction?: string; 
  public get reaction() {
    return this.getStringAttribute('reaction');
  }
  public set reaction(value: string) {
    this._reaction = value;
  }
  // Temporarily expose input value. Use with caution.
  public get reactionInput() {
    return this._reaction;
  }

  // skin_tone - computed: false, optional: true, required: false
  private _skinTone?: number; 
  public get skinTone() {
    return this.getNumberAttribute('skin_tone');
  }
  public set skinTone(value: number) {
    this._skinTone = value;
  }
  public resetSkinTone() {
    this._skinTone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get skinToneInput() {
    return this._skinTone;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      channel_id: cdktn.stringToTerraform(this._channelId),
      message_id: cdktn.stringToTerraform(this._messageId),
      reaction: cdktn.stringToTerraform(this._reaction),
      skin_tone: cdktn.numberToTerraform(this._skinTone),
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
      message_id: {
        value: cdktn.stringToHclTerraform(this._messageId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      reaction: {
        value: cdktn.stringToHclTerraform(this._reaction),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      skin_tone: {
        value: cdktn.numberToHclTerraform(this._skinTone),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
