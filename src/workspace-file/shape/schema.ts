/** What a workspace file may hold. The published JSON Schema is made of this. */
import * as z from "zod";
import { backendName } from "./backends";
import {
  channelName,
  checked,
  description,
  email,
  emojiCode,
  environmentName,
  handle,
  isAddress,
  key,
  keyProblem,
  pattern,
  pumbleId,
  share,
  variableName,
} from "./basics";
import { announcement, schedule, script } from "./messages";

const person = z
  .union([
    email,
    z
      .strictObject({ email, name: z.string().min(1).optional().describe("For a local workspace.") })
      .meta({ title: "a person" }),
  ])
  .describe("An e-mail address.");

const someone = checked((written) => (written.trim() === "" ? "must not be empty" : null)).describe(
  "An e-mail address, a short name of `people`, or `team:NAME`.",
);

const member = checked((written) => {
  if (written.startsWith("@")) {
    return handle.test(written)
      ? null
      : `must be the handle of a user group such as "@leads", but is "${written}"`;
  }
  return written.trim() === "" ? "must not be empty" : null;
}).describe(
  'An e-mail address, a short name of `people`, `team:NAME`, or `"@handle"` of a user group of Pumble.',
);

const team = z
  .union([
    z.array(someone),
    z
      .strictObject({
        members: z.array(someone).describe("Who is in the team; `team:NAME` takes in another one."),
        channels: z.array(z.string()).optional().describe("Whoever is in the team is in these channels."),
      })
      .meta({ title: "a team" }),
  ])
  .describe("A list of people, or members and channels.");

const type = z
  .enum(["public", "private"])
  .optional()
  .describe("Default public. Pumble's API cannot change it later.");
const members = z.array(member).optional().describe("Who is in it, beside the teams that join it.");
const exact = z
  .boolean()
  .optional()
  .describe("Take out everybody who is not listed, also who joined by themselves. Default false.");

const orNot = <Shape extends z.ZodType>(shape: Shape) =>
  z.union([shape, z.literal(false)]).describe("`false` leaves out what the template says under this key.");

const channel = z
  .strictObject({
    key: key
      .optional()
      .describe("Its identity in the state, where it differs from the key that it stands under."),
    name: channelName.optional().describe("Its name in Pumble. Default: the key that it stands under."),
    type,
    description: description.optional(),
    adopt: z.boolean().optional().describe("It is there already: taken over, never made. Default false."),
    protect: z.boolean().optional().describe("Refuse a plan that would forget it. Default false."),
    members,
    exact,
    announcements: z
      .record(key, orNot(announcement))
      .optional()
      .describe("Messages that are kept in it, by key, posted in this order."),
    schedules: z
      .record(key, orNot(schedule))
      .optional()
      .describe("Messages that Pumble sends later, by key."),
    scripts: z.record(key, orNot(script)).optional().describe("Runtime scripts, by key."),
  })
  .meta({ title: "a channel" });

const template = z
  .strictObject({
    type,
    description: description.optional(),
    members,
    exact,
    announcements: z.record(key, announcement).optional(),
    schedules: z.record(key, schedule).optional(),
    scripts: z.record(key, script).optional(),
  })
  .meta({ title: "the template" })
  .describe("What every channel that is made gets. What the channel says itself wins.");

const fileRule = z
  .strictObject({
    path: z.string().min(1).describe("Glob of files, such as `teams/network/**`."),
    channels: z
      .array(z.string())
      .optional()
      .describe("Globs of the channels that they may define. Default: none."),
    teams: z.array(z.string()).optional().describe("Globs of the teams that they may define. Default: none."),
    people: z.boolean().optional().describe("Whether they may define people. Default true."),
    allow_broadcast: z
      .boolean()
      .optional()
      .describe("Whether their messages may hold `@channel`, `@here` and user groups. Default false."),
  })
  .meta({ title: "a rule of the policy" });

const policy = z
  .strictObject({
    channel_names: pattern.optional().describe("A regular expression that the names of new channels fit."),
    max_removed: share
      .optional()
      .describe("Largest share of the objects in the state that one plan may remove. Default 30%."),
    max_notified: z
      .int()
      .min(0)
      .optional()
      .describe("Most people whom one plan may notify by @channel, @here and groups. Default: any number."),
    files: z
      .array(fileRule)
      .optional()
      .describe("Who may define what, first match wins; a file that matches none may define nothing."),
  })
  .meta({ title: "the policy" });

const backend = z
  .record(backendName, z.record(z.string(), z.json()).nullable())
  .superRefine((written, context) => {
    if (Object.keys(written).length === 1) return;
    context.addIssue({ code: "custom", message: "must name one backend of Terraform, such as s3" });
  })
  .describe("One of Terraform's backends and its settings, passed through. Default: a local file.");

const environment = z
  .strictObject({
    api_key: variableName
      .optional()
      .describe("Name of the variable that holds the key. Default PUMBLE_API_KEY."),
    base_url: variableName
      .optional()
      .describe("Name of the variable that holds the base URL. Default PUMBLE_BASE_URL."),
    channel_prefix: checked((written) =>
      /^[\p{L}0-9_-]{1,20}$/u.test(written) ? null : "must be 1 to 20 letters, digits, `-` and `_`",
    )
      .optional()
      .describe("What every channel's name begins with in this environment."),
    backend: backend.optional().describe("In place of the one for all environments."),
  })
  .meta({ title: "an environment" });

/** A channel and the keys on the way to what stands in it, as many as one of `lengths` says. */
function wayWith(lengths: readonly number[], meant: string) {
  return checked((written) => {
    const parts = written.split("/");
    return lengths.includes(parts.length) && parts.every((part) => keyProblem(part) === null)
      ? null
      : `must be ${meant}, but is ${JSON.stringify(written)}`;
  });
}

const innerKey = wayWith([2], "a channel and a key such as general/rules");
const replyKey = wayWith([3], "a channel and two keys such as general/rules/contacts");
const messageKey = wayWith([2, 3], "a channel and one or two keys such as general/rules");

const moved = z
  .strictObject({
    channels: z.record(key, key).optional().describe("Old identity → new identity."),
    announcements: z.record(innerKey, innerKey).optional().describe("channel/old → channel/new."),
    schedules: z.record(innerKey, innerKey).optional(),
    scripts: z.record(innerKey, innerKey).optional(),
  })
  .meta({ title: '"moved"' })
  .describe(
    "Keys that changed, so that what is in Pumble moves along instead of being removed and made anew.",
  );

const imports = z
  .strictObject({
    channels: z.record(key, pumbleId).optional().describe("Identity → id in Pumble."),
    announcements: z.record(innerKey, pumbleId).optional().describe("channel/key → id in Pumble."),
    schedules: z.record(innerKey, pumbleId).optional(),
    replies: z.record(replyKey, pumbleId).optional().describe("channel/announcement/key → id in Pumble."),
    reactions: z
      .record(messageKey, z.array(emojiCode))
      .optional()
      .describe(
        "channel/announcement or channel/announcement/reply → the key's owner's reactions that are there.",
      ),
  })
  .meta({ title: '"imports"' })
  .describe("What is in Pumble already, by its id. To be deleted once it was applied.");

/** Keys that only the root file may hold. */
export const rootKeys = ["template", "policy", "environments", "backend", "moved", "imports"] as const;

export const fileSchema = z
  .strictObject({
    people: z.record(key, person).optional().describe("Short names for addresses."),
    teams: z.record(key, team).optional().describe("Named sets of people."),
    channels: z.record(key, channel.nullable()).optional().describe("Channels, by key."),
    template: template.optional(),
    policy: policy.optional().describe("What files may define and plans may do."),
    environments: z.record(environmentName, environment).optional().describe("One workspace each, by name."),
    backend: backend.optional(),
    moved: moved.optional(),
    imports: imports.optional(),
  })
  .meta({ title: "a workspace file" });

export type WorkspaceFile = z.infer<typeof fileSchema>;
export type WrittenChannel = NonNullable<NonNullable<WorkspaceFile["channels"]>[string]>;
export type WrittenTeam = NonNullable<WorkspaceFile["teams"]>[string];
export type WrittenTemplate = NonNullable<WorkspaceFile["template"]>;
export type WrittenAnnouncement = z.infer<typeof announcement>;
export type WrittenSchedule = z.infer<typeof schedule>;
export type WrittenScript = z.infer<typeof script>;
export type WrittenPolicy = z.infer<typeof policy>;

/** Whether a text can be an address; anything else in a list of members is a short name. */
export { isAddress };

/** JSON Schema of a workspace file, for editors. */
export function workspaceJsonSchema(): object {
  return z.toJSONSchema(fileSchema, { io: "input" });
}
