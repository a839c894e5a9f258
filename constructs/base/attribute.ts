import {
  Fn,
  type IResolvable,
  ref,
  TerraformDataSource,
  type TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";

type Element = TerraformResource | TerraformDataSource;

/** CDKTF takes down a stack trace for each reference: one for each attribute is enough. */
const texts = new WeakMap<Element, Map<string, string>>();

/**
 * An attribute of what is made or read. Where there are many of it, by `forEach` or `count`, it is that of the one with
 * the same key, for what is as many.
 */
export function attributeText(element: Element, attribute: string): string {
  const known = texts.get(element) ?? new Map<string, string>();
  texts.set(element, known);
  const name = `${element.friendlyUniqueId}.${attribute}`;
  const text = known.get(name) ?? Token.asString(reference(element, attribute));
  known.set(name, text);
  return text;
}

/** The same of an attribute that is a set or a list of texts. */
export function attributeList(element: Element, attribute: string): string[] {
  return Fn.tolist(Token.asList(reference(element, attribute)));
}

function reference(element: Element, attribute: string): IResolvable {
  const key = element.forEach ? "each.key" : element.count === undefined ? undefined : "count.index";
  if (key === undefined) return element.interpolationForAttribute(attribute);
  const kind = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  const address = `${kind}${element.terraformResourceType}.${element.friendlyUniqueId}[${key}].${attribute}`;
  return ref(address, TerraformStack.of(element));
}
