import type { TerraformResource } from "cdktf";
import { escapeTemplate } from "../../src/terraform/template";

/** Where a resource comes from, unless it is new. */
export interface Origin {
  /** Take over what exists: its import id, as the resource's page gives it. @default undefined: it is made */
  readonly importFrom?: string | undefined;
  /** The address that it had before, such as `pumble_channel.old`, when only the code has changed. @default none */
  readonly movedFrom?: string | undefined;
}

/** Lets a resource be what it was before. */
export function setOrigin(resource: TerraformResource, { importFrom, movedFrom }: Origin): void {
  if (importFrom !== undefined) importResource(resource, importFrom);
  if (movedFrom !== undefined) resource.moveFromId(movedFrom);
}

/** Takes over what exists. */
export function importResource(resource: TerraformResource, id: string): void {
  resource.importFrom(escapeTemplate(id), resource.provider);
}
