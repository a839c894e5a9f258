/** References to one of many from where nothing says which. */
import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  type TerraformResource,
  type TerraformStack,
  Tokenization,
} from "cdktf";

const checked = new WeakSet<TerraformStack>();

/** Has a stack looked through at synth, once, because there are many of something in it. */
export function checkStrays(stack: TerraformStack): void {
  if (checked.has(stack)) return;
  checked.add(stack);
  stack.node.addValidation({ validate: () => strayFaults(stack) });
}

const resolver = new DefaultTokenResolver(new StringConcat());

/** As {@link attributeText} writes it. */
const oneOfMany = /\b((?:data\.)?pumble_\w+\.[\w-]+)\[(each\.key|count\.index)\]/;

function strayFaults(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .filter((node) => TerraformElement.isTerraformElement(node) && !isMany(node))
    .flatMap((element) => {
      const written = Tokenization.resolve((element as TerraformElement).toTerraform(), {
        scope: stack,
        resolver,
      });
      const [, address, key] = oneOfMany.exec(JSON.stringify(written)) ?? [];
      return address ? [strayFault(element.node.path.replace(/\/Default$/, ""), { address, key })] : [];
    });
}

function isMany(element: object): boolean {
  const { forEach, count } = element as Partial<TerraformResource>;
  return Boolean(forEach) || count !== undefined;
}

function strayFault(path: string, { address, key }: { address: string; key: string | undefined }): string {
  const ofChannel = address.startsWith("data.pumble_channel.")
    ? " with the channel's reader"
    : " with the construct";
  const all =
    key === "each.key"
      ? `TerraformIterator.fromResources${ofChannel}, such as .forExpressionForMap("key", "val.id")`
      : `an expression, such as "\${${address}[*].id}"`;
  return `${path} refers to one of ${address} without saying which: what one of many tells is for what is as many. For all of them use ${all}.`;
}
