import {
  type IResolvable,
  type ITerraformDependable,
  type ITerraformIterator,
  type ITerraformResource,
  type TerraformCount,
  type TerraformDataSource,
  type TerraformProvider,
  type TerraformResource,
  type TerraformResourceLifecycle,
  TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import { elementNameFaults } from "../checks";
import { attributeText } from "./attribute";
import type { Making } from "./making";
import { ownId } from "./own-id";
import { checkStrays } from "./strays";

/**
 * What every construct of this package is: a construct around one of the generated bindings, its child `Default`. It can
 * stand wherever CDKTF wants a resource: in `dependsOn`, `replaceTriggeredBy` and `TerraformIterator.fromResources`.
 */
export abstract class PumbleElement<Element extends TerraformResource | TerraformDataSource>
  extends Construct
  implements ITerraformResource, ITerraformDependable
{
  /** The construct of the generated bindings underneath, with every attribute. */
  readonly resource: Element;

  constructor(scope: Construct, id: string, { build, faults }: Making<Element>) {
    super(scope, ownId(id));
    this.resource = build(this, "Default");
    this.node.addValidation({ validate: () => [...this.nameFaults(), ...faults()] });
    if (this.forEach || this.count !== undefined) checkStrays(TerraformStack.of(this));
  }

  /** Told once: what hangs on it has a name that begins with its own. */
  private nameFaults(): string[] {
    return this.node.scope instanceof PumbleElement ? [] : elementNameFaults(this.friendlyUniqueId);
  }

  /** Address in Terraform's configuration. */
  get fqn(): string {
    return this.resource.fqn;
  }

  get terraformResourceType(): string {
    return this.resource.terraformResourceType;
  }

  get friendlyUniqueId(): string {
    return this.resource.friendlyUniqueId;
  }

  /** The provider that it is managed with; the stack's own where undefined. */
  get provider(): TerraformProvider | undefined {
    return this.resource.provider;
  }

  get dependsOn(): string[] | undefined {
    return this.resource.dependsOn;
  }

  get count(): number | TerraformCount | undefined {
    return this.resource.count;
  }

  get forEach(): ITerraformIterator | undefined {
    return this.resource.forEach;
  }

  get lifecycle(): TerraformResourceLifecycle | undefined {
    return this.resource.lifecycle;
  }

  /** An attribute that is a text; of many, that of the one with the same key. */
  protected attribute(name: string): string {
    return attributeText(this.resource, name);
  }

  interpolationForAttribute(terraformAttribute: string): IResolvable {
    return this.resource.interpolationForAttribute(terraformAttribute);
  }
}
