import type { Construct } from "constructs";
import { PumbleElement } from "./base/element";
import { making } from "./base/making";
import type { PumbleMetaArguments } from "./base/resource";
import { DataPumbleApiKeys } from "./bindings/data-pumble-api-keys";

/**
 * The API keys of the key's owner, without their texts.
 *
 * @example
 * const keys = new PumbleApiKeys(stack, "keys");
 */
export class PumbleApiKeys extends PumbleElement<DataPumbleApiKeys> {
  constructor(scope: Construct, id: string, props: PumbleMetaArguments = {}) {
    super(scope, id, making(DataPumbleApiKeys, props));
  }

  /** The keys. */
  get keys() {
    return this.resource.keys;
  }
}
