// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface ReplyConfig extends cdktn.TerraformMetaArguments {
  /**
  * Take over a reply of the same sender and content in the thread instead of sending it, such as one whose apply was cut off. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#adopt_existing Reply#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktn.IResolvable;
  /**
  * Let `@channel`, `@here` and mentions of user groups notify everybody they reach. Default `false`: a message that holds one is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#allow_broadcast Reply#allow_broadcast}
  */
  readonly allowBroadcast?: boolean | cdktn.IResolvable;
  /**
  * Show it in the channel too. Default `false`. A change posts the reply anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#also_send_to_channel Reply#also_send_to_channel}
  */
  readonly alsoSendToChannel?: boolean | cdktn.IResolvable;
  /**
  * Send it as the addon's bot instead of the key's owner. Default `false`. A change posts the reply anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#as_bot Reply#as_bot}
  */
  readonly asBot?: boolean | cdktn.IResolvable;
  /**
  * Attachments as JSON, a list of objects with `title`, `text`, `color`, `fields` and so on; write it with `jsonencode`. A change makes a new message in the place of the old one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#attachments Reply#attachments}
  */
  readonly attachments?: string;
  /**
  * Pumble's own rich text as JSON, a list of `rich_text` blocks; write it with `jsonencode`. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#blocks Reply#blocks}
  */
  readonly blocks?: string;
  /**
  * Id of the channel that the thread is in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#channel_id Reply#channel_id}
  */
  readonly channelId: string;
  /**
  * Markdown: headings, bold, italic, strike, code, quotes, lists, links, emoji such as `:tada:`. `@ada@example.com` mentions a member, `#general` a channel, `@handle` a user group. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#markdown Reply#markdown}
  */
  readonly markdown?: string;
  /**
  * What relative links and `#anchors` in the Markdown are relative to, such as the address of a README: `https://example.com/team/README.md`. Default: none, and such a link is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#markdown_base_url Reply#markdown_base_url}
  */
  readonly markdownBaseUrl?: string;
  /**
  * What becomes of a mention of nobody and of a link that leads nowhere: `refuse` (default) names them in an error, `text` shows them as they are written, as a changelog that a tool made may need.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#markdown_unresolved Reply#markdown_unresolved}
  */
  readonly markdownUnresolved?: string;
  /**
  * What destroying does: `delete` (default) removes it from Pumble, `keep` only forgets it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#on_destroy Reply#on_destroy}
  */
  readonly onDestroy?: string;
  /**
  * Plain text, 1 to 100000 characters. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#text Reply#text}
  */
  readonly text?: string;
  /**
  * Id of the message that the thread hangs on. Another thread posts the reply anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#thread_root_id Reply#thread_root_id}
  */
  readonly threadRootId: string;
  /**
  * Any values. When one of them changes, it is posted anew instead of being edited, so that people are notified.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#triggers Reply#triggers}
  */
  readonly triggers?: { [key: string]: string };
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply pumble_reply}
*/
export class Reply extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_reply";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Reply resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Reply to import
  * @param importFromId The id of the existing Reply that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Reply to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_reply", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/reply pumble_reply} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ReplyConfig
  */
  public constructor(scope: Construct, id: string, config: ReplyConfig) {
    super(scope, id, {
      terraformResourceType: 'pumble_reply',
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
    this._alsoSendToChannel = config.alsoSendToChannel;
    this._asBot = config.asBot;
    this._attachments = config.attachments;
    this._blocks = config.blocks;
    this._channelId = config.channelId;
    this._markdown = config.markdown;
    this._markdownBaseUrl = config.markdownBaseUrl;
    this._markdownUnresolved = config.markdownUnresolved;
    this._onDestroy = config.onDestroy;
    this._text = config.text;
    this._threadRootId = config.threadRootId;
    this._triggers = config.triggers;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // adopt_existing - computed: true, optional: true, required: false
  private _adoptExisting?: boolean | cdktn.IResolvable; 
  public get adoptExisting() {
    return this.getBooleanAttribute('adopt_existing');
  }
  public set adoptExisting(value: boolean | cdktn.IResolvable) {
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
  private _allowBroadcast?: boolean | cdktn.IResolvable; 
  public get allowBroadcast() {
    return this.getBooleanAttribute('allow_broadcast');
  }
  public set allowBroadcast(value: boolean | cdktn.IResolvable) {
    this._allowBroadcast = value;
  }
  public resetAllowBroadcast() {
    this._allowBroadcast = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get allowBroadcastInput() {
    return this._allowBroadcast;
  }

  // also_send_to_channel - computed: true, optional: true, required: false
  private _alsoSendToChannel?: boolean | cdktn.IResolvable; 
  public get alsoSendToChannel() {
    return this.getBooleanAttribute('also_send_to_channel');
  }
  public set alsoSendToChannel(value: boolean | cdktn.IResolvable) {
    this._alsoSendToChannel = value;
  }
  public resetAlsoSendToChannel() {
    this._alsoSendToChannel = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get alsoSendToChannelInput() {
    return this._alsoSendToChannel;
  }

  // as_bot - computed: true, optional: true, required: false
  private _asBot?: boolean | cdktn.IResolvable; 
  public get asBot() {
    return this.getBooleanAttribute('as_bot');
  }
  public set asBot(value: boolean | cdktn.IResolvable) {
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

  // thread_root_id - computed: false, optional: false, required: true
  private _threadRootId?: string; 
  public get threadRootId() {
    return this.getStringAttribute('thread_root_id');
  }
  public set threadRootId(value: string) {
    this._threadRootId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get threadRootIdInput() {
    return this._threadRootId;
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
      adopt_existing: cdktn.booleanToTerraform(this._adoptExisting),
      allow_broadcast: cdktn.booleanToTerraform(this._allowBroadcast),
      also_send_to_channel: cdktn.booleanToTerraform(this._alsoSendToChannel),
      as_bot: cdktn.booleanToTerraform(this._asBot),
      attachments: cdktn.stringToTerraform(this._attachments),
      blocks: cdktn.stringToTerraform(this._blocks),
      channel_id: cdktn.stringToTerraform(this._channelId),
      markdown: cdktn.stringToTerraform(this._markdown),
      markdown_base_url: cdktn.stringToTerraform(this._markdownBaseUrl),
      markdown_unresolved: cdktn.stringToTerraform(this._markdownUnresolved),
      on_destroy: cdktn.stringToTerraform(this._onDestroy),
      text: cdktn.stringToTerraform(this._text),
      thread_root_id: cdktn.stringToTerraform(this._threadRootId),
      triggers: cdktn.hashMapper(cdktn.stringToTerraform)(this._triggers),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      adopt_existing: {
        value: cdktn.booleanToHclTerraform(this._adoptExisting),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      allow_broadcast: {
        value: cdktn.booleanToHclTerraform(this._allowBroadcast),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      also_send_to_channel: {
        value: cdktn.booleanToHclTerraform(this._alsoSendToChannel),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      as_bot: {
        value: cdktn.booleanToHclTerraform(this._asBot),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      attachments: {
        value: cdktn.stringToHclTerraform(this._attachments),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      blocks: {
        value: cdktn.stringToHclTerraform(this._blocks),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      channel_id: {
        value: cdktn.stringToHclTerraform(this._channelId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      markdown: {
        value: cdktn.stringToHclTerraform(this._markdown),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      markdown_base_url: {
        value: cdktn.stringToHclTerraform(this._markdownBaseUrl),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      markdown_unresolved: {
        value: cdktn.stringToHclTerraform(this._markdownUnresolved),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      on_destroy: {
        value: cdktn.stringToHclTerraform(this._onDestroy),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      text: {
        value: cdktn.stringToHclTerraform(this._text),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      thread_root_id: {
        value: cdktn.stringToHclTerraform(this._threadRootId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      triggers: {
        value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._triggers),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
