import { forContext } from "../../../src/terraform";
import type { Shelf } from "./shelf";

export const { defineResource, defineDataSource, defineEphemeralResource, defineAction, defineProvider } =
  forContext<Shelf>();
