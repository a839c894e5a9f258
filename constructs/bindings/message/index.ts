// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface MessageConfig extends cdktf.TerraformMetaArguments {
  /**
  * Send it as the addon's bot instead of the key's owner. Default `false`. A change posts the message anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#as_bot Message#as_bot}
  */
  readonly asBot?: boolean | cdktf.IResolvable;
  /**
  * Id of the channel. Another channel posts the message anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#channel_id Message#channel_id}
  */
  readonly channelId: string;
  /**
  * Text, 1 to 100000 characters. A change edits the message in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#text Message#text}
  */
  readonly text: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message pumble_message}
*/
export class Message extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_message";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Message resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Message to import
  * @param importFromId The id of the existing Message that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Message to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pumble_message", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message pumble_message} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options MessageConfig
  */
  public constructor(scope: Construct, id: string, config: MessageConfig) {
    super(scope, id, {
      terraformResourceType: 'pumble_message',
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
    this._asBot = config.asBot;
    this._channelId = config.channelId;
    this._text = config.text;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // as_bot - computed: true, optional: true, required: false
  private _asBot?: boolean | cdktf.IResolvable; 
  public get asBot() {
    return this.getBooleanAttribute('as_bot');
  }
  public set asBot(value: boolean | cdktf.IResolvable) {
    this._asBot = value;
  }
  public resetAsBot() {
    this._asBot = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get asBotInput() {
    return this._asBot;
  }

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

  // text - computed: false, optional: false, required: true
  private _text?: string; 
  public get text() {
    return this.getStringAttribute('text');
  }
  public set text(value: string) {
    this._text = value;
  }
  // Temporarily expose input value. Use with caution.
  public get textInput() {
    return this._text;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      as_bot: cdktf.booleanToTerraform(this._asBot),
      channel_id: cdktf.stringToTerraform(this._channelId),
      text: cdktf.stringToTerraform(this._text),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      as_bot: {
        value: cdktf.booleanToHclTerraform(this._asBot),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      channel_id: {
        value: cdktf.stringToHclTerraform(this._channelId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      text: {
        value: cdktf.stringToHclTerraform(this._text),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
