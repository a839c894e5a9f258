/** What an API key of our addon may do. A key never may do more than its owner. */

import * as z from "zod";
import { idPattern } from "../ids";
import { operationGroups } from "../operations/groups";
import { closed } from "./closed";

/** Null means: not narrowed. */
export const keyScopes = z
  .object({
    readOnly: z.boolean().default(false).describe("Only operations that change nothing."),
    groups: z
      .array(z.enum(operationGroups))
      .min(1)
      .nullable()
      .default(null)
      .describe("Only operations of these groups."),
    channels: z
      .array(z.string().regex(idPattern, "must be a channel id"))
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .describe("Only these channels, by id."),
  })
  .meta({ id: "KeyScopes" });

/** Scopes as they are asked for. An answer may have more, of an addon that is newer; a request may not. */
export const newKeyScopes = closed(keyScopes.shape, "scopes").meta({ id: "NewKeyScopes" });

export type KeyScopes = z.infer<typeof keyScopes>;

/** A key that may do whatever its owner may. */
export const unrestricted: KeyScopes = { readOnly: false, groups: null, channels: null };
