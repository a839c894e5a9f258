// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface DataPumbleMessagesConfig extends cdktn.TerraformMetaArguments {
  /**
  * Name of the channel, such as `general`. Give either `channel_id` or `channel`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#channel DataPumbleMessages#channel}
  */
  readonly channel?: string;
  /**
  * Id of the channel. Give either `channel_id` or `channel`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#channel_id DataPumbleMessages#channel_id}
  */
  readonly channelId?: string;
  /**
  * Whether messages that Pumble writes itself, such as “Ada joined”, are in the result. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#include_system DataPumbleMessages#include_system}
  */
  readonly includeSystem?: boolean | cdktn.IResolvable;
  /**
  * How many messages at most, 1 to 10000; the latest ones are taken. Default 100.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#limit DataPumbleMessages#limit}
  */
  readonly limit?: number;
  /**
  * Only messages sent at this RFC 3339 time or later.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#sent_after DataPumbleMessages#sent_after}
  */
  readonly sentAfter?: string;
  /**
  * Only messages sent before this RFC 3339 time. Newer ones are still read, page by page, to get there.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#sent_before DataPumbleMessages#sent_before}
  */
  readonly sentBefore?: string;
  /**
  * Read the replies to this message instead of the channel's messages.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#thread_root_id DataPumbleMessages#thread_root_id}
  */
  readonly threadRootId?: string;
}
export interface DataPumbleMessagesMessagesReactions {
}

export function dataPumbleMessagesMessagesReactionsToTerraform(struct?: DataPumbleMessagesMessagesReactions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataPumbleMessagesMessagesReactionsToHclTerraform(struct?: DataPumbleMessagesMessagesReactions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPumbleMessagesMessagesReactionsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): DataPumbleMessagesMessagesReactions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPumbleMessagesMessagesReactions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // count - computed: true, optional: false, required: false
  public get count() {
    return this.getNumberAttribute('count');
  }
}

export class DataPumbleMessagesMessagesReactionsMap extends cdktn.ComplexMap {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute);
  }

  /**
  * @param key the key of the item to return
  */
  public get(key: string): DataPumbleMessagesMessagesReactionsOutputReference {
    return new DataPumbleMessagesMessagesReactionsOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}
export interface DataPumbleMessagesMessages {
}

export function dataPumbleMessagesMessagesToTerraform(struct?: DataPumbleMessagesMessages): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataPumbleMessagesMessagesToHclTerraform(struct?: DataPumbleMessagesMessages): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPumbleMessagesMessagesOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataPumbleMessagesMessages | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPumbleMessagesMessages | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // author_id - computed: true, optional: false, required: false
  public get authorId() {
    return this.getStringAttribute('author_id');
  }

  // by_app - computed: true, optional: false, required: false
  public get byApp() {
    return this.getBooleanAttribute('by_app');
  }

  // channel_id - computed: true, optional: false, required: false
  public get channelId() {
    return this.getStringAttribute('channel_id');
  }

  // edited - computed: true, optional: false, required: false
  public get edited() {
    return this.getBooleanAttribute('edited');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // reactions - computed: true, optional: false, required: false
  private _reactions = new DataPumbleMessagesMessagesReactionsMap(this, "reactions");
  public get reactions() {
    return this._reactions;
  }

  // reply_count - computed: true, optional: false, required: false
  public get replyCount() {
    return this.getNumberAttribute('reply_count');
  }

  // sent_at - computed: true, optional: false, required: false
  public get sentAt() {
    return this.getStringAttribute('sent_at');
  }

  // subtype - computed: true, optional: false, required: false
  public get subtype() {
    return this.getStringAttribute('subtype');
  }

  // text - computed: true, optional: false, required: false
  public get text() {
    return this.getStringAttribute('text');
  }

  // thread_root_id - computed: true, optional: false, required: false
  public get threadRootId() {
    return this.getStringAttribute('thread_root_id');
  }
}

export class DataPumbleMessagesMessagesList extends cdktn.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataPumbleMessagesMessagesOutputReference {
    return new DataPumbleMessagesMessagesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages pumble_messages}
*/
export class DataPumbleMessages extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_messages";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataPumbleMessages resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataPumbleMessages to import
  * @param importFromId The id of the existing DataPumbleMessages that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataPumbleMessages to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_messages", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/messages pumble_messages} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataPumbleMessagesConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataPumbleMessagesConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'pumble_messages',
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
    this._channel = config.channel;
    this._channelId = config.channelId;
    this._includeSystem = config.includeSystem;
    this._limit = config.limit;
    this._sentAfter = config.sentAfter;
    this._sentBefore = config.sentBefore;
    this._threadRootId = config.threadRootId;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // channel - computed: false, optional: true, required: false
  private _channel?: string; 
  public get channel() {
    return this.getStringAttribute('channel');
  }
  public set channel(value: string) {
    this._channel = value;
  }
  public resetChannel() {
    this._channel = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get channelInput() {
    return this._channel;
  }

  // channel_id - computed: true, optional: true, required: false
  private _channelId?: string; 
  public get channelId() {
    return this.getStringAttribute('channel_id');
  }
  public set channelId(value: string) {
    this._channelId = value;
  }
  public resetChannelId() {
    this._channelId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get channelIdInput() {
    return this._channelId;
  }

  // include_system - computed: false, optional: true, required: false
  private _includeSystem?: boolean | cdktn.IResolvable; 
  public get includeSystem() {
    return this.getBooleanAttribute('include_system');
  }
  public set includeSystem(value: boolean | cdktn.IResolvable) {
    this._includeSystem = value;
  }
  public resetIncludeSystem() {
    this._includeSystem = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get includeSystemInput() {
    return this._includeSystem;
  }

  // limit - computed: false, optional: true, required: false
  private _limit?: number; 
  public get limit() {
    return this.getNumberAttribute('limit');
  }
  public set limit(value: number) {
    this._limit = value;
  }
  public resetLimit() {
    this._limit = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get limitInput() {
    return this._limit;
  }

  // messages - computed: true, optional: false, required: false
  private _messages = new DataPumbleMessagesMessagesList(this, "messages", false);
  public get messages() {
    return this._messages;
  }

  // sent_after - computed: false, optional: true, required: false
  private _sentAfter?: string; 
  public get sentAfter() {
    return this.getStringAttribute('sent_after');
  }
  public set sentAfter(value: string) {
    this._sentAfter = value;
  }
  public resetSentAfter() {
    this._sentAfter = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sentAfterInput() {
    return this._sentAfter;
  }

  // sent_before - computed: false, optional: true, required: false
  private _sentBefore?: string; 
  public get sentBefore() {
    return this.getStringAttribute('sent_before');
  }
  public set sentBefore(value: string) {
    this._sentBefore = value;
  }
  public resetSentBefore() {
    this._sentBefore = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sentBeforeInput() {
    return this._sentBefore;
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      channel: cdktn.stringToTerraform(this._channel),
      channel_id: cdktn.stringToTerraform(this._channelId),
      include_system: cdktn.booleanToTerraform(this._includeSystem),
      limit: cdktn.numberToTerraform(this._limit),
      sent_after: cdktn.stringToTerraform(this._sentAfter),
      sent_before: cdktn.stringToTerraform(this._sentBefore),
      thread_root_id: cdktn.stringToTerraform(this._threadRootId),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      channel: {
        value: cdktn.stringToHclTerraform(this._channel),
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
      include_system: {
        value: cdktn.booleanToHclTerraform(this._includeSystem),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      limit: {
        value: cdktn.numberToHclTerraform(this._limit),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      sent_after: {
        value: cdktn.stringToHclTerraform(this._sentAfter),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      sent_before: {
        value: cdktn.stringToHclTerraform(this._sentBefore),
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
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
