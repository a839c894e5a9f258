/** What each command prints with `--json`. The published JSON Schemas are made of this. */
import * as z from "zod";
import { report } from "../review/report";
import { findings } from "./finding";

const next = z.array(z.string()).describe("Command lines to go on with, in order.");
const files = z.array(z.string()).describe("Files that were written, relative to the folder.");
const count = z.int().min(0);
const time = z.int().describe("Epoch milliseconds.");
const h1 = z.string().describe("Hash of the plugin's package, as the lock file has it.");

const key = z.strictObject({
  id: z.string().describe("Its public part, twelve hex digits."),
  workspaceId: z.string(),
  userId: z.string(),
  name: z.string(),
  lastCharacters: z.string(),
  scopes: z.unknown().describe("What it may do; null for all that its owner may."),
  createdAt: time,
  lastUsedAt: time.nullable(),
  expiresAt: time.nullable(),
  parentId: z.string().nullable().describe("Id of the key that it was made with."),
  replacedBy: z.string().nullable().describe("Id of its successor."),
  graceUntil: time.nullable(),
  status: z.enum(["active", "expired", "revoked"]),
});

const fileProblem = z.strictObject({
  code: z.string().describe("What kind of thing is wrong. Stable."),
  severity: z.enum(["error", "note"]),
  file: z.string(),
  line: z.int(),
  column: z.int(),
  message: z.string(),
  nextStep: z.string(),
});

const stackProblem = z.strictObject({ stack: z.string(), title: z.string(), detail: z.string() });

const validated = z.union([
  z.strictObject({
    valid: z.boolean(),
    files: count.optional(),
    channels: count.optional(),
    teams: count.optional(),
    people: count.optional(),
    problems: z.array(fileProblem),
  }),
  z.strictObject({ valid: z.boolean(), stacks: z.array(z.string()), problems: z.array(stackProblem) }),
]);

const leftOut = z.strictObject({
  reason: z.string().describe("Stable."),
  what: z.string().describe("The reason in words."),
  count,
  channels: z.array(z.string()),
});

const exported = z.union([
  z.strictObject({ format: z.literal("yaml"), out: z.string(), channels: count, members: count }),
  z.strictObject({
    format: z.enum(["file", "cdktf", "hcl"]),
    out: z.string().describe("The folder."),
    channels: count,
    members: count,
    announcements: count,
    replies: count,
    reactions: count,
    schedules: count,
    blocks: count.describe("How many messages are kept as blocks, for Markdown cannot say them."),
    files,
    left: z.array(leftOut).describe("What was left out."),
    next,
  }),
]);

const written = z.strictObject({ files, next });
const revoked = z.strictObject({ revoked: z.array(z.string()).describe("Ids.") });

/** By command, as it is typed behind `pumble`. */
export const outputs = {
  dev: z.strictObject({
    ready: z.literal(true),
    workspaceUrl: z.string(),
    pageUrl: z.string(),
    controlUrl: z.string(),
    controlToken: z.string(),
    addonUrl: z.string().optional(),
    apiKey: z.string().optional(),
  }),
  quickstart: z.strictObject({ pageUrl: z.string(), addonUrl: z.string(), apiKey: z.string() }),
  addon: z.strictObject({ ready: z.literal(true), url: z.string() }),
  "keys create": key.extend({ apiKey: z.string().describe("The key itself, shown this once.") }),
  "keys list": z.array(key.extend({ encryptionKey: z.enum(["current", "old", "missing"]) })),
  "keys revoke": revoked,
  doctor: findings,
  init: written,
  validate: validated,
  eject: written,
  plan: report,
  apply: report,
  destroy: report,
  drift: report,
  preview: report,
  comment: z.array(z.string()).describe("What was done, a sentence each."),
  export: exported,
  run: z.strictObject({
    output: z.unknown().describe("What the script gives."),
    runtime: z.string().describe("What ran it."),
    permissions: z.unknown().describe("What it declares that it may do."),
  }),
  "provider install": z.strictObject({ mirror: z.string(), source: z.string(), version: z.string(), h1 }),
  "provider pack": z.strictObject({
    folder: z.string(),
    version: z.string(),
    files: z.array(z.string()),
    h1: z.unknown().describe("Hashes of the packages, as the lock file has them."),
  }),
  failure: z.strictObject({
    error: z.strictObject({
      message: z.string().describe("What went wrong, as it is told on standard error."),
      nextStep: z.string().nullable().describe("What to do about it; null where that is not known."),
      exitCode: z.int().describe("What the process ends with."),
      problems: z
        .array(fileProblem)
        .optional()
        .describe("What is wrong with a workspace's files, where it is that."),
    }),
  }),
} satisfies Readonly<Record<string, z.ZodType>>;

export type OutputCommand = keyof typeof outputs;
export type OutputOf<Command extends OutputCommand> = Frozen<z.input<(typeof outputs)[Command]>>;

/** The same for a value that nobody may change. */
type Frozen<Value> = Value extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Frozen<Value[Name]> }
    : Value;

/** JSON Schema of what a command prints. */
export function outputJsonSchema(command: OutputCommand): object {
  return {
    title:
      command === "failure"
        ? "What a command prints with --json when it fails before it has a result"
        : `What pumble ${command} --json prints`,
    ...z.toJSONSchema(outputs[command], { io: "output" }),
  };
}
