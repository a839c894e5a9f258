// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface MessageConfig extends cdktf.TerraformMetaArguments {
  /**
  * Take over a message of the same sender and content among the channel's newest 200 instead of sending it, such as one whose apply was cut off. Only for messages whose content is unique in the channel. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#adopt_existing Message#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktf.IResolvable;
  /**
  * Let `@channel`, `@here` and mentions of user groups notify everybody they reach. Default `false`: a message that holds one is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#allow_broadcast Message#allow_broadcast}
  */
  readonly allowBroadcast?: boolean | cdktf.IResolvable;
  /**
  * Send it as the addon's bot instead of the key's owner. Default `false`. A change posts the message anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#as_bot Message#as_bot}
  */
  readonly asBot?: boolean | cdktf.IResolvable;
  /**
  * Attachments as JSON, a list of objects with `title`, `text`, `color`, `fields` and so on; write it with `jsonencode`. A change makes a new message in the place of the old one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#attachments Message#attachments}
  */
  readonly attachments?: string;
  /**
  * Pumble's own rich text as JSON, a list of `rich_text` blocks; write it with `jsonencode`. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#blocks Message#blocks}
  */
  readonly blocks?: string;
  /**
  * Id of the channel. Another channel posts the message anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#channel_id Message#channel_id}
  */
  readonly channelId: string;
  /**
  * Markdown: headings, bold, italic, strike, code, quotes, lists, links, emoji such as `:tada:`. `@ada@example.com` mentions a member, `#general` a channel, `@handle` a user group. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#markdown Message#markdown}
  */
  readonly markdown?: string;
  /**
  * What relative links and `#anchors` in the Markdown are relative to, such as the address of a README: `https://example.com/team/README.md`. Default: none, and such a link is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#markdown_base_url Message#markdown_base_url}
  */
  readonly markdownBaseUrl?: string;
  /**
  * What becomes of a mention of nobody and of a link that leads nowhere: `refuse` (default) names them in an error, `text` shows them as they are written, as a changelog that a tool made may need.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#markdown_unresolved Message#markdown_unresolved}
  */
  readonly markdownUnresolved?: string;
  /**
  * What destroying does: `delete` (default) removes it from Pumble, `keep` only forgets it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#on_destroy Message#on_destroy}
  */
  readonly onDestroy?: string;
  /**
  * Plain text, 1 to 100000 characters. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#text Message#text}
  */
  readonly text?: string;
  /**
  * Any values. When one of them changes, it is posted anew instead of being edited, so that people are notified.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/message#triggers Message#triggers}
  */
  readonly triggers?: { [key: string]: string };
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
    this._adoptExisting = config.adoptExisting;
    this._allowBroadcast = config.allowBroadcast;
    this._asBot = config.asBot;
    this._attachments = config.attachments;
    this._blocks = config.blocks;
    this._channelId = config.channelId;
    this._markdown = config.markdown;
    this._markdownBaseUrl = config.markdownBaseUrl;
    this._markdownUnresolved = config.markdownUnresolved;
    this._onDestroy = config.onDestroy;
    this._text = config.text;
    this._triggers = config.triggers;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // adopt_existing - computed: true, optional: true, required: false
  private _adoptExisting?: boolean | cdktf.IResolvable; 
  public get adoptExisting() {
    return this.getBooleanAttribute('adopt_existing');
  }
  public set adoptExisting(value: boolean | cdktf.IResolvable) {
    this._adoptExisting = value;
  }
  public resetAdoptExisting() {
    this._adoptExisting = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get adoptExistingInput() {
    return this._adoptExisting;
  }

  // allow_broadcast - computed: true, optional: true, required: false
  private _allowBroadcast?: boolean | cdktf.IResolvable; 
  public get allowBroadcast() {
    return this.getBooleanAttribute('allow_broadcast');
  }
  public set allowBroadcast(value: boolean | cdktf.IResolvable) {
    this._allowBroadcast = value;
  }
  public resetAllowBroadcast() {
    this._allowBroadcast = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get allowBroadcastInput() {
    return this._allowBroadcast;
  }

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

  // attachments - computed: false, optional: true, required: false
  private _attachments?: string; 
  public get attachments() {
    return this.getStringAttribute('attachments');
  }
  public set attachments(value: string) {
    this._attachments = value;
  }
  public resetAttachments() {
    this._attachments = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get attachmentsInput() {
    return this._attachments;
  }

  // blocks - computed: false, optional: true, required: false
  private _blocks?: string; 
  public get blocks() {
    return this.getStringAttribute('blocks');
  }
  public set blocks(value: string) {
    this._blocks = value;
  }
  public resetBlocks() {
    this._blocks = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get blocksInput() {
    return this._blocks;
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

  // markdown - computed: false, optional: true, required: false
  private _markdown?: string; 
  public get markdown() {
    return this.getStringAttribute('markdown');
  }
  public set markdown(value: string) {
    this._markdown = value;
  }
  public resetMarkdown() {
    this._markdown = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get markdownInput() {
    return this._markdown;
  }

  // markdown_base_url - computed: false, optional: true, required: false
  private _markdownBaseUrl?: string; 
  public get markdownBaseUrl() {
    return this.getStringAttribute('markdown_base_url');
  }
  public set markdownBaseUrl(value: string) {
    this._markdownBaseUrl = value;
  }
  public resetMarkdownBaseUrl() {
    this._markdownBaseUrl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get markdownBaseUrlInput() {
    return this._markdownBaseUrl;
  }

  // markdown_unresolved - computed: false, optional: true, required: false
  private _markdownUnresolved?: string; 
  public get markdownUnresolved() {
    return this.getStringAttribute('markdown_unresolved');
  }
  public set markdownUnresolved(value: string) {
    this._markdownUnresolved = value;
  }
  public resetMarkdownUnresolved() {
    this._markdownUnresolved = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get markdownUnresolvedInput() {
    return this._markdownUnresolved;
  }

  // on_destroy - computed: true, optional: true, required: false
  private _onDestroy?: string; 
  public get onDestroy() {
    return this.getStringAttribute('on_destroy');
  }
  public set onDestroy(value: string) {
    this._onDestroy = value;
  }
  public resetOnDestroy() {
    this._onDestroy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onDestroyInput() {
    return this._onDestroy;
  }

  // text - computed: false, optional: true, required: false
  private _text?: string; 
  public get text() {
    return this.getStringAttribute('text');
  }
  public set text(value: string) {
    this._text = value;
  }
  public resetText() {
    this._text = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get textInput() {
    return this._text;
  }

  // triggers - computed: false, optional: true, required: false
  private _triggers?: { [key: string]: string }; 
  public get triggers() {
    return this.getStringMapAttribute('triggers');
  }
  public set triggers(value: { [key: string]: string }) {
    this._triggers = value;
  }
  public resetTriggers() {
    this._triggers = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get triggersInput() {
    return this._triggers;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      adopt_existing: cdktf.booleanToTerraform(this._adoptExisting),
      allow_broadcast: cdktf.booleanToTerraform(this._allowBroadcast),
      as_bot: cdktf.booleanToTerraform(this._asBot),
      attachments: cdktf.stringToTerraform(this._attachments),
      blocks: cdktf.stringToTerraform(this._blocks),
      channel_id: cdktf.stringToTerraform(this._channelId),
      markdown: cdktf.stringToTerraform(this._markdown),
      markdown_base_url: cdktf.stringToTerraform(this._markdownBaseUrl),
      markdown_unresolved: cdktf.stringToTerraform(this._markdownUnresolved),
      on_destroy: cdktf.stringToTerraform(this._onDestroy),
      text: cdktf.stringToTerraform(this._text),
      triggers: cdktf.hashMapper(cdktf.stringToTerraform)(this._triggers),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      adopt_existing: {
        value: cdktf.booleanToHclTerraform(this._adoptExisting),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      allow_broadcast: {
        value: cdktf.booleanToHclTerraform(this._allowBroadcast),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      as_bot: {
        value: cdktf.booleanToHclTerraform(this._asBot),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      attachments: {
        value: cdktf.stringToHclTerraform(this._attachments),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      blocks: {
        value: cdktf.stringToHclTerraform(this._blocks),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      channel_id: {
        value: cdktf.stringToHclTerraform(this._channelId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      markdown: {
        value: cdktf.stringToHclTerraform(this._markdown),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      markdown_base_url: {
        value: cdktf.stringToHclTerraform(this._markdownBaseUrl),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      markdown_unresolved: {
        value: cdktf.stringToHclTerraform(this._markdownUnresolved),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      on_destroy: {
        value: cdktf.stringToHclTerraform(this._onDestroy),
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
      triggers: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._triggers),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
