import type { PumbleClient } from "../client";
import { forContext } from "../terraform";
import type { Workspace } from "./reads/workspace";

/** What every resource and data source works with. */
export interface PumbleContext {
  client: PumbleClient;
  /** Reads that one Terraform walk shares. */
  workspace: Workspace;
  /** False during a plan in which the key is not known yet: nothing can be asked, and creates are planned unseen. */
  configured: boolean;
}

export const { defineAction, defineResource, defineDataSource, defineEphemeralResource, defineProvider } =
  forContext<PumbleContext>();
