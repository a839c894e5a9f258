// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface ScheduledMessageConfig extends cdktn.TerraformMetaArguments {
  /**
  * Take over a scheduled message of the same channel, time and content instead of scheduling another one. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#adopt_existing ScheduledMessage#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktn.IResolvable;
  /**
  * Let `@channel`, `@here` and mentions of user groups notify everybody they reach. Default `false`: a message that holds one is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#allow_broadcast ScheduledMessage#allow_broadcast}
  */
  readonly allowBroadcast?: boolean | cdktn.IResolvable;
  /**
  * Show a reply in the channel too. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#also_send_to_channel ScheduledMessage#also_send_to_channel}
  */
  readonly alsoSendToChannel?: boolean | cdktn.IResolvable;
  /**
  * Attachments as JSON, a list of objects with `title`, `text`, `color`, `fields` and so on; write it with `jsonencode`. A change makes a new message in the place of the old one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#attachments ScheduledMessage#attachments}
  */
  readonly attachments?: string;
  /**
  * Pumble's own rich text as JSON, a list of `rich_text` blocks; write it with `jsonencode`. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#blocks ScheduledMessage#blocks}
  */
  readonly blocks?: string;
  /**
  * Id of the channel. A change moves it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#channel_id ScheduledMessage#channel_id}
  */
  readonly channelId: string;
  /**
  * Markdown: headings, bold, italic, strike, code, quotes, lists, links, emoji such as `:tada:`. `@ada@example.com` mentions a member, `#general` a channel, `@handle` a user group. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#markdown ScheduledMessage#markdown}
  */
  readonly markdown?: string;
  /**
  * What relative links and `#anchors` in the Markdown are relative to, such as the address of a README: `https://example.com/team/README.md`. Default: none, and such a link is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#markdown_base_url ScheduledMessage#markdown_base_url}
  */
  readonly markdownBaseUrl?: string;
  /**
  * What becomes of a mention of nobody and of a link that leads nowhere: `refuse` (default) names them in an error, `text` shows them as they are written, as a changelog that a tool made may need.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#markdown_unresolved ScheduledMessage#markdown_unresolved}
  */
  readonly markdownUnresolved?: string;
  /**
  * Sends it again and again. Default: once.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#recurrence ScheduledMessage#recurrence}
  */
  readonly recurrence?: ScheduledMessageRecurrence;
  /**
  * When to send it, or when for the first time: RFC 3339, such as `2030-01-31T09:00:00+01:00`, or with `time_zone` also what the clocks there show, such as `2030-01-31T09:00:00`. In the future, unless it comes again: then it goes on by its own rule from a first time that has passed.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#send_at ScheduledMessage#send_at}
  */
  readonly sendAt: string;
  /**
  * Plain text, 1 to 100000 characters. Give exactly one of `text`, `markdown` and `blocks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#text ScheduledMessage#text}
  */
  readonly text?: string;
  /**
  * Id of the message in whose thread it is sent. Default: none, it is sent to the channel.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#thread_root_id ScheduledMessage#thread_root_id}
  */
  readonly threadRootId?: string;
  /**
  * IANA name of the time zone whose clocks `send_at` is read by, such as `Europe/Berlin`. Pumble repeats a message in UTC, so one that is scheduled already follows a clock change with the next apply. Default: UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#time_zone ScheduledMessage#time_zone}
  */
  readonly timeZone?: string;
}
export interface ScheduledMessageRecurrence {
  /**
  * Ends after this many, 1 to 9999. Default: never.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#end_after_occurrences ScheduledMessage#end_after_occurrences}
  */
  readonly endAfterOccurrences?: number;
  /**
  * No more after this RFC 3339 time. Default: never.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#end_date ScheduledMessage#end_date}
  */
  readonly endDate?: string;
  /**
  * How often: `DAILY`, `BUSINESSDAYS`, `WEEKLY`, `BIWEEKLY`, `MONTHLY_NTH_WEEKDAY`, `MONTHLY_LAST_WEEKDAY`, `QUARTERLY_NTH_WEEKDAY`, `QUARTERLY_LAST_WEEKDAY`, `ANNUALLY`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#type ScheduledMessage#type}
  */
  readonly type: string;
}

export function scheduledMessageRecurrenceToTerraform(struct?: ScheduledMessageRecurrence | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    end_after_occurrences: cdktn.numberToTerraform(struct!.endAfterOccurrences),
    end_date: cdktn.stringToTerraform(struct!.endDate),
    type: cdktn.stringToTerraform(struct!.type),
  }
}


export function scheduledMessageRecurrenceToHclTerraform(struct?: ScheduledMessageRecurrence | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    end_after_occurrences: {
      value: cdktn.numberToHclTerraform(struct!.endAfterOccurrences),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    end_date: {
      value: cdktn.stringToHclTerraform(struct!.endDate),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    type: {
      value: cdktn.stringToHclTerraform(struct!.type),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ScheduledMessageRecurrenceOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): ScheduledMessageRecurrence | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._endAfterOccurrences !== undefined) {
      hasAnyValues = true;
      internalValueResult.endAfterOccurrences = this._endAfterOccurrences;
    }
    if (this._endDate !== undefined) {
      hasAnyValues = true;
      internalValueResult.endDate = this._endDate;
    }
    if (this._type !== undefined) {
      hasAnyValues = true;
      internalValueResult.type = this._type;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ScheduledMessageRecurrence | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._endAfterOccurrences = undefined;
      this._endDate = undefined;
      this._type = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._endAfterOccurrences = value.endAfterOccurrences;
      this._endDate = value.endDate;
      this._type = value.type;
    }
  }

  // end_after_occurrences - computed: false, optional: true, required: false
  private _endAfterOccurrences?: number; 
  public get endAfterOccurrences() {
    return this.getNumberAttribute('end_after_occurrences');
  }
  public set endAfterOccurrences(value: number) {
    this._endAfterOccurrences = value;
  }
  public resetEndAfterOccurrences() {
    this._endAfterOccurrences = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get endAfterOccurrencesInput() {
    return this._endAfterOccurrences;
  }

  // end_date - computed: false, optional: true, required: false
  private _endDate?: string; 
  public get endDate() {
    return this.getStringAttribute('end_date');
  }
  public set endDate(value: string) {
    this._endDate = value;
  }
  public resetEndDate() {
    this._endDate = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get endDateInput() {
    return this._endDate;
  }

  // type - computed: false, optional: false, required: true
  private _type?: string; 
  public get type() {
    return this.getStringAttribute('type');
  }
  public set type(value: string) {
    this._type = value;
  }
  // Temporarily expose input value. Use with caution.
  public get typeInput() {
    return this._type;
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message pumble_scheduled_message}
*/
export class ScheduledMessage extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_scheduled_message";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a ScheduledMessage resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ScheduledMessage to import
  * @param importFromId The id of the existing ScheduledMessage that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the ScheduledMessage to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_scheduled_message", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/resources/scheduled_message pumble_scheduled_message} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ScheduledMessageConfig
  */
  public constructor(scope: Construct, id: string, config: ScheduledMessageConfig) {
    super(scope, id, {
      terraformResourceType: 'pumble_scheduled_message',
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
    this._attachments = config.attachments;
    this._blocks = config.blocks;
    this._channelId = config.channelId;
    this._markdown = config.markdown;
    this._markdownBaseUrl = config.markdownBaseUrl;
    this._markdownUnresolved = config.markdownUnresolved;
    this._recurrence.internalValue = config.recurrence;
    this._sendAt = config.sendAt;
    this._text = config.text;
    this._threadRootId = config.threadRootId;
    this._timeZone = config.timeZone;
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

  // next_send_at - computed: true, optional: false, required: false
  public get nextSendAt() {
    return this.getStringAttribute('next_send_at');
  }

  // recurrence - computed: false, optional: true, required: false
  private _recurrence = new ScheduledMessageRecurrenceOutputReference(this, "recurrence");
  public get recurrence() {
    return this._recurrence;
  }
  public putRecurrence(value: ScheduledMessageRecurrence) {
    this._recurrence.internalValue = value;
  }
  public resetRecurrence() {
    this._recurrence.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get recurrenceInput() {
    return this._recurrence.internalValue;
  }

  // send_at - computed: false, optional: false, required: true
  private _sendAt?: string; 
  public get sendAt() {
    return this.getStringAttribute('send_at');
  }
  public set sendAt(value: string) {
    this._sendAt = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sendAtInput() {
    return this._sendAt;
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
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

  // thread_root_id - computed: false, optional: true, required: false
  private _threadRootId?: string; 
  public get threadRootId() {
    return this.getStringAttribute('thread_root_id');
  }
  public set threadRootId(value: string) {
    this._threadRootId = value;
  }
  public resetThreadRootId() {
    this._threadRootId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get threadRootIdInput() {
    return this._threadRootId;
  }

  // time_zone - computed: false, optional: true, required: false
  private _timeZone?: string; 
  public get timeZone() {
    return this.getStringAttribute('time_zone');
  }
  public set timeZone(value: string) {
    this._timeZone = value;
  }
  public resetTimeZone() {
    this._timeZone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeZoneInput() {
    return this._timeZone;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      adopt_existing: cdktn.booleanToTerraform(this._adoptExisting),
      allow_broadcast: cdktn.booleanToTerraform(this._allowBroadcast),
      also_send_to_channel: cdktn.booleanToTerraform(this._alsoSendToChannel),
      attachments: cdktn.stringToTerraform(this._attachments),
      blocks: cdktn.stringToTerraform(this._blocks),
      channel_id: cdktn.stringToTerraform(this._channelId),
      markdown: cdktn.stringToTerraform(this._markdown),
      markdown_base_url: cdktn.stringToTerraform(this._markdownBaseUrl),
      markdown_unresolved: cdktn.stringToTerraform(this._markdownUnresolved),
      recurrence: scheduledMessageRecurrenceToTerraform(this._recurrence.internalValue),
      send_at: cdktn.stringToTerraform(this._sendAt),
      text: cdktn.stringToTerraform(this._text),
      thread_root_id: cdktn.stringToTerraform(this._threadRootId),
      time_zone: cdktn.stringToTerraform(this._timeZone),
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
      recurrence: {
        value: scheduledMessageRecurrenceToHclTerraform(this._recurrence.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "ScheduledMessageRecurrence",
      },
      send_at: {
        value: cdktn.stringToHclTerraform(this._sendAt),
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
      time_zone: {
        value: cdktn.stringToHclTerraform(this._timeZone),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
