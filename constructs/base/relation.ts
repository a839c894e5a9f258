import {
  ref,
  TerraformDataSource,
  type TerraformMetaArguments,
  type TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import { PumbleElement } from "./element";

/** Something that others hang on, by its own construct or by ours. */
export type Owner =
  | TerraformResource
  | TerraformDataSource
  | PumbleElement<TerraformResource | TerraformDataSource>;

/**
 * An attribute of an owner, for what hangs on it. Where there are many owners, by `forEach` or `count`, it is that of
 * the one with the same key.
 */
export function attributeOf(owner: Owner, attribute: string): string {
  const element = elementOf(owner);
  const key = element.forEach ? "each.key" : element.count === undefined ? undefined : "count.index";
  if (key === undefined) return Token.asString(element.interpolationForAttribute(attribute));
  const kind = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  const address = `${kind}${element.terraformResourceType}.${element.friendlyUniqueId}[${key}].${attribute}`;
  return Token.asString(ref(address, TerraformStack.of(element)));
}

/** What an owner hands down to what hangs on it, unless that says otherwise: its provider, and how many there are. */
export function inherited(owner: Owner): Pick<TerraformMetaArguments, "provider" | "forEach" | "count"> {
  const { provider, forEach, count } = elementOf(owner);
  return {
    ...(provider && { provider }),
    ...(forEach && { forEach }),
    ...(count !== undefined && { count }),
  };
}

function elementOf(owner: Owner): TerraformResource | TerraformDataSource {
  return owner instanceof PumbleElement ? owner.resource : owner;
}
