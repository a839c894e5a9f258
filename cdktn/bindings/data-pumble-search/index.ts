// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface DataPumbleSearchConfig extends cdktn.TerraformMetaArguments {
  /**
  * Only messages by these users, by id. At most 50.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#from DataPumbleSearch#from}
  */
  readonly from?: string[];
  /**
  * Only messages in these channels, by id. At most 50.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#in DataPumbleSearch#in}
  */
  readonly in?: string[];
  /**
  * How many messages at most, 1 to 1000. Default 20.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#limit DataPumbleSearch#limit}
  */
  readonly limit?: number;
  /**
  * Which come first: `NEWEST` (default), or `MOST_RELEVANT`, which gives 20 at most.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#order DataPumbleSearch#order}
  */
  readonly order?: string;
  /**
  * Only messages sent after this RFC 3339 time.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#sent_after DataPumbleSearch#sent_after}
  */
  readonly sentAfter?: string;
  /**
  * Only messages sent before this RFC 3339 time.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#sent_before DataPumbleSearch#sent_before}
  */
  readonly sentBefore?: string;
  /**
  * Words to look for, up to 500 characters.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#text DataPumbleSearch#text}
  */
  readonly text?: string;
}
export interface DataPumbleSearchMessagesReactions {
}

export function dataPumbleSearchMessagesReactionsToTerraform(struct?: DataPumbleSearchMessagesReactions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataPumbleSearchMessagesReactionsToHclTerraform(struct?: DataPumbleSearchMessagesReactions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPumbleSearchMessagesReactionsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): DataPumbleSearchMessagesReactions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPumbleSearchMessagesReactions | undefined) {
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

export class DataPumbleSearchMessagesReactionsMap extends cdktn.ComplexMap {

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
  public get(key: string): DataPumbleSearchMessagesReactionsOutputReference {
    return new DataPumbleSearchMessagesReactionsOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}
export interface DataPumbleSearchMessages {
}

export function dataPumbleSearchMessagesToTerraform(struct?: DataPumbleSearchMessages): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataPumbleSearchMessagesToHclTerraform(struct?: DataPumbleSearchMessages): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPumbleSearchMessagesOutputReference extends cdktn.ComplexObject {
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

  public get internalValue(): DataPumbleSearchMessages | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPumbleSearchMessages | undefined) {
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
  private _reactions = new DataPumbleSearchMessagesReactionsMap(this, "reactions");
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

export class DataPumbleSearchMessagesList extends cdktn.ComplexList {

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
  public get(index: number): DataPumbleSearchMessagesOutputReference {
    return new DataPumbleSearchMessagesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search pumble_search}
*/
export class DataPumbleSearch extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble_search";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataPumbleSearch resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataPumbleSearch to import
  * @param importFromId The id of the existing DataPumbleSearch that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataPumbleSearch to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble_search", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs/data-sources/search pumble_search} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataPumbleSearchConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataPumbleSearchConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'pumble_search',
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
    this._from = config.from;
    this._in = config.in;
    this._limit = config.limit;
    this._order = config.order;
    this._sentAfter = config.sentAfter;
    this._sentBefore = config.sentBefore;
    this._text = config.text;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // from - computed: false, optional: true, required: false
  private _from?: string[]; 
  public get from() {
    return cdktn.Fn.tolist(this.getListAttribute('from'));
  }
  public set from(value: string[]) {
    this._from = value;
  }
  public resetFrom() {
    this._from = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fromInput() {
    return this._from;
  }

  // in - computed: false, optional: true, required: false
  private _in?: string[]; 
  public get in() {
    return cdktn.Fn.tolist(this.getListAttribute('in'));
  }
  public set in(value: string[]) {
    this._in = value;
  }
  public resetIn() {
    this._in = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get inInput() {
    return this._in;
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
  private _messages = new DataPumbleSearchMessagesList(this, "messages", false);
  public get messages() {
    return this._messages;
  }

  // order - computed: false, optional: true, required: false
  private _order?: string; 
  public get order() {
    return this.getStringAttribute('order');
  }
  public set order(value: string) {
    this._order = value;
  }
  public resetOrder() {
    this._order = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get orderInput() {
    return this._order;
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      from: cdktn.listMapper(cdktn.stringToTerraform, false)(this._from),
      in: cdktn.listMapper(cdktn.stringToTerraform, false)(this._in),
      limit: cdktn.numberToTerraform(this._limit),
      order: cdktn.stringToTerraform(this._order),
      sent_after: cdktn.stringToTerraform(this._sentAfter),
      sent_before: cdktn.stringToTerraform(this._sentBefore),
      text: cdktn.stringToTerraform(this._text),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      from: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._from),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      in: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._in),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      limit: {
        value: cdktn.numberToHclTerraform(this._limit),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      order: {
        value: cdktn.stringToHclTerraform(this._order),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
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
      text: {
        value: cdktn.stringToHclTerraform(this._text),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
