import { type TerraformDataSource, type TerraformResource, TerraformStack } from "cdktf";
import { attributeText } from "./attribute";
import { PumbleElement } from "./element";
import type { Inheritance } from "./making";

/** Something that others hang on, by its own construct or by ours. */
export type Owner =
  | TerraformResource
  | TerraformDataSource
  | PumbleElement<TerraformResource | TerraformDataSource>;

/** An attribute of an owner, for what hangs on it. */
export function attributeOf(owner: Owner, attribute: string): string {
  return attributeText(elementOf(owner), attribute);
}

/**
 * What an owner hands down to what hangs on it, unless that says otherwise: its provider, and how many there are. Not to
 * another stack, which has neither.
 */
export function inherited(owner: Owner): Inheritance {
  const { provider, forEach, count } = elementOf(owner);
  const all = {
    ...(provider && { provider }),
    ...(forEach && { forEach }),
    ...(count !== undefined && { count }),
  };
  return (heir) => (TerraformStack.of(heir) === TerraformStack.of(owner) ? all : {});
}

function elementOf(owner: Owner): TerraformResource | TerraformDataSource {
  return owner instanceof PumbleElement ? owner.resource : owner;
}
