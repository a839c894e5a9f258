/** Blocks of Terraform's that stand for no object. */
import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

type Block = Readonly<Record<string, string>>;

/** Values that are addresses: without quotes in HCL. */
const references = ["from", "to", "provider"];

/** `moved` and `import` blocks. A resource of CDKTF can have one of each, and files may say more. */
export class Blocks extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly blocks: { readonly moved: readonly Block[]; readonly import: readonly Block[] },
  ) {
    super(scope, id);
  }

  override toTerraform(): unknown {
    return Object.fromEntries(Object.entries(this.blocks).filter(([, list]) => list.length > 0));
  }

  override toHclTerraform(): unknown {
    const written = Object.entries(this.blocks).filter(([, list]) => list.length > 0);
    return Object.fromEntries(written.map(([name, list]) => [name, list.map(hclBlock)]));
  }
}

function hclBlock(block: Block): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(block).map(([name, value]) => {
      const storageClassType = references.includes(name) ? "reference" : "string";
      return [name, { value, isBlock: false, type: "simple", storageClassType }];
    }),
  );
}
