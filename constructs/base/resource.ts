import type { TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { PumbleElement } from "./element";
import type { Making } from "./making";
import { importResource, type Origin, setOrigin } from "./origin";

/** Terraform's arguments that mean something for an object of Pumble. */
export type PumbleMetaArguments = Omit<TerraformMetaArguments, "provisioners" | "connection">;

/** What every construct of a resource takes besides its own. */
export interface PumbleResourceProps extends PumbleMetaArguments, Origin {}

/** A construct around a resource. */
export abstract class PumbleResource<Resource extends TerraformResource> extends PumbleElement<Resource> {
  constructor(scope: Construct, id: string, making: Making<Resource>, origin: Origin) {
    super(scope, id, making);
    setOrigin(this.resource, origin);
  }

  /**
   * Takes over what exists instead of making it.
   * @param id import id, as the resource's page gives it
   */
  importFrom(id: string): void {
    importResource(this.resource, id);
  }

  /**
   * Goes on with what has been managed under another address.
   * @param address such as `pumble_channel.old`
   */
  movedFrom(address: string): void {
    this.resource.moveFromId(address);
  }
}
