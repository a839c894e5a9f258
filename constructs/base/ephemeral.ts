/** Ephemeral resources, which CDKTF has no bindings for: they live while Terraform runs, and are in no plan and no state. */
import {
  dependable,
  type ITerraformDependable,
  ref,
  TerraformElement,
  type TerraformProvider,
  TerraformStack,
  Token,
} from "cdktf";
import { Construct } from "constructs";
import { elementNameFaults } from "../checks";
import { templateTexts } from "../text/template-text";

/** Terraform's arguments of an ephemeral resource. */
export interface EphemeralProps {
  /** What must be there before it is opened. */
  readonly dependsOn?: ITerraformDependable[];
  /** The provider that opens it. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/** How an ephemeral resource is made. */
export interface EphemeralMaking {
  /** Terraform's type, such as `pumble_api_key`. */
  readonly type: string;
  /** By Terraform's names. What is undefined counts as not written. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly faults?: () => readonly string[];
}

/** A construct around an ephemeral resource. It needs Terraform 1.10, and 1.11 where a write-only argument takes it. */
export abstract class PumbleEphemeral extends Construct implements ITerraformDependable {
  private readonly element: EphemeralElement;

  constructor(scope: Construct, id: string, props: EphemeralProps, making: EphemeralMaking) {
    super(scope, id);
    this.element = new EphemeralElement(this, "Default", props, making);
    const faults = () => [...elementNameFaults(this.element.friendlyUniqueId), ...(making.faults?.() ?? [])];
    this.node.addValidation({ validate: faults });
  }

  /** Address in Terraform's configuration. */
  get fqn(): string {
    return this.element.fqn;
  }

  /** A reference to an attribute; only what is ephemeral or write-only itself takes it. */
  protected attribute(name: string): string {
    return Token.asString(ref(`${this.element.address}.${name}`, TerraformStack.of(this)));
  }
}

class EphemeralElement extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EphemeralProps,
    private readonly making: EphemeralMaking,
  ) {
    super(scope, id, `ephemeral.${making.type}`);
  }

  get address(): string {
    return `ephemeral.${this.making.type}.${this.friendlyUniqueId}`;
  }

  override toTerraform(): object {
    const { type, attributes = {} } = this.making;
    const { provider, dependsOn } = this.props;
    const written = Object.entries(attributes).filter(([, value]) => value !== undefined);
    const block = {
      ...templateTexts(Object.fromEntries(written)),
      ...(provider && { provider: provider.fqn }),
      ...(dependsOn && { depends_on: dependsOn.map(dependable) }),
    };
    return { ephemeral: { [type]: { [this.friendlyUniqueId]: block } } };
  }
}
