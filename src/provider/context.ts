import type { PumbleClient } from "../client";
import { forContext } from "../terraform";
import type { Workspace } from "./workspace";

/** What every resource and data source works with. */
export interface PumbleContext {
  client: PumbleClient;
  /** Reads that one Terraform walk shares. */
  workspace: Workspace;
}

export const { defineAction, defineResource, defineDataSource, defineEphemeralResource, defineProvider } =
  forContext<PumbleContext>();
