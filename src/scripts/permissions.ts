import * as z from "zod";

const item = z
  .string()
  .min(1)
  .regex(/^[^,\s]+$/, "must be one entry, without commas and spaces");

/** Declared by a word of its own, so that it stands out. */
const keyVariable = "PUMBLE_API_KEY";

/** What a script may do. Whatever is not declared is denied. */
export const permissions = z.strictObject({
  /** Hosts (`example.com`, `example.com:8080`) it may connect to; `"pumble"` is the API's own host. */
  net: z.union([z.literal("pumble"), z.array(item)]).optional(),
  /** Environment variables it may read, besides PUMBLE_BASE_URL. */
  env: z
    .array(item.refine((name) => name.toUpperCase() !== keyVariable, "is declared as key: true"))
    .optional(),
  /** Whether it may read PUMBLE_API_KEY. Without this the client alone holds the key. */
  key: z.boolean().optional(),
  /** Files and folders it may read, relative to the script. */
  read: z.array(item).optional(),
  /** Files and folders it may write, relative to the script. */
  write: z.array(item).optional(),
});

/** What a script may do. Whatever is not declared is denied. */
export type Permissions = z.infer<typeof permissions>;
