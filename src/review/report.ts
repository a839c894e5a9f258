/** What a plan, an apply or a look for drift found: the JSON that `pumble plan` writes, and what everything is told from. */
import * as z from "zod";

/** What happens to an object in Pumble. `forget`: it stays there and is no longer managed. */
export const changeAction = z.enum(["create", "update", "replace", "destroy", "forget", "import", "move"]);
export type ChangeAction = z.output<typeof changeAction>;

const attribute = z.object({
  name: z.string(),
  before: z.string().nullable().describe("JSON text; null where there was none."),
  after: z
    .string()
    .nullable()
    .describe("JSON text, or words in brackets where it is secret or not known yet."),
});

const content = z.object({
  form: z.enum(["text", "markdown", "blocks"]),
  before: z.string().nullable().describe("As text; null where nothing was posted yet."),
  after: z.string().nullable().describe("As text; null where it is taken away or not known yet."),
});

const notified = z.object({
  people: z.int().describe("How many people, each counted once."),
  atLeast: z.boolean().describe("Whether there may be more: who is in a channel or a group is not known."),
  broadcast: z.int().describe("How many of them by `@channel`, `@here` or a user group."),
});
export type Notified = z.output<typeof notified>;

export const change = z
  .object({
    address: z.string().describe("Terraform's address."),
    type: z.string().describe("Terraform's type, such as `pumble_message`."),
    action: changeAction,
    reason: z
      .string()
      .nullable()
      .describe("Terraform's reason for a replacement, such as `replace_because_tainted`."),
    name: z
      .string()
      .nullable()
      .describe("The object's name in the workspace file or in Pumble, if it has one."),
    channel: z.string().nullable().describe("Name of the channel that it is about, without `#`."),
    channelType: z.enum(["PUBLIC", "PRIVATE"]).nullable(),
    previousName: z
      .string()
      .nullable()
      .describe("The name of a channel before its replacement, or the address before a move."),
    joins: z.array(z.string()).describe("Who is added to the channel, or gets the direct message."),
    leaves: z.array(z.string()).describe("Who is removed from the channel."),
    because: z
      .string()
      .nullable()
      .describe(
        "Where it comes from, such as a team of the workspace file; for another address, where else it stands.",
      ),
    content: content.nullable().describe("What a message says before and after."),
    when: z.string().nullable().describe("When a scheduled message is sent first."),
    notifies: notified.nullable(),
    byHand: z
      .enum(["undone", "stays"])
      .nullable()
      .describe("For what was changed in Pumble by hand: whether the next apply undoes it."),
    attributes: z.array(attribute).describe("Every attribute that differs."),
  })
  .meta({ id: "Change" });
export type Change = z.output<typeof change>;

export const finding = z
  .object({
    title: z.string(),
    detail: z.string(),
    address: z.string().nullable(),
  })
  .meta({ id: "Finding", description: "An error or a warning of Terraform or of ours." });
export type Finding = z.output<typeof finding>;

export const gate = z
  .object({
    name: z.enum(["allow-removal", "allow-notify"]).describe("The flag and the label that lift it."),
    says: z.string(),
    lifted: z.boolean(),
  })
  .meta({ id: "Gate", description: "What a plan needs somebody's leave for." });
export type Gate = z.output<typeof gate>;

const counts = z.object(
  Object.fromEntries(changeAction.options.map((action) => [action, z.int()])) as Record<
    ChangeAction,
    z.ZodInt
  >,
);

const outcome = z
  .object({
    done: z.array(z.string()).describe("Addresses."),
    failed: z.array(z.string()),
    notDone: z.array(z.string()),
    cancelled: z.boolean(),
  })
  .meta({ id: "Outcome", description: "What an apply did, by address." });
export type Outcome = z.output<typeof outcome>;

export const stackReport = z
  .object({
    stack: z.string(),
    status: z
      .enum(["changes", "none", "failed", "waits", "refused", "stale", "applied"])
      .describe("`waits`: another stack has to be applied first. `refused`: a gate is not lifted."),
    changes: z.array(change),
    drift: z
      .array(change)
      .describe("What was changed in Pumble by hand; `before` is what Terraform last saw."),
    counts,
    objects: z.int().describe("How many objects the state holds before."),
    notifies: notified,
    gates: z.array(gate),
    errors: z.array(finding),
    warnings: z.array(finding),
    outcome: outcome.nullable(),
  })
  .meta({ id: "StackReport" });
export type StackReport = z.output<typeof stackReport>;

export const report = z
  .object({
    format: z.literal(1),
    tool: z.string().describe("`pumble-iac` and its version."),
    command: z.enum(["plan", "apply", "drift", "destroy"]),
    project: z.string().describe("Name of the project's folder or workspace file."),
    environment: z.string().nullable(),
    preview: z.boolean().describe("Whether it was made against a throw-away local workspace."),
    stacks: z.array(stackReport),
  })
  .meta({ id: "Report", title: "What `pumble plan --json` prints" });
export type Report = z.output<typeof report>;

/** The report's JSON Schema, published as docs/schemas/plan.schema.json. */
export function reportJsonSchema(): unknown {
  return z.toJSONSchema(report, { io: "output" });
}
