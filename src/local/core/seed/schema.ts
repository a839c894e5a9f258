/** The seed file: a workspace on paper. People are named by e-mail address, channels by name. */

import * as z from "zod";
import {
  channelDescriptionMax,
  channelNameProblem,
  idPattern,
  normalizeChannelName,
  textMax,
} from "../../../pumble";
import { emojiCode } from "../../../pumble/messages/emoji";
import { recurrenceTypes } from "../../../pumble/recurrence";

const email = z.email().describe("E-mail address of a member under `users`.");
const id = z.string().regex(idPattern, "must be 24 lower-case hex digits");

const user = z.strictObject({
  email: z.email().describe("What the rest of the file calls the member by."),
  name: z.string().min(1),
  role: z
    .enum(["OWNER", "ADMINISTRATOR", "USER", "GUEST_MULTI_CHANNEL", "GUEST_SINGLE_CHANNEL"])
    .optional()
    .describe("Default USER."),
  status: z.enum(["ACTIVATED", "DEACTIVATED", "INVITED"]).optional().describe("Default ACTIVATED."),
  title: z.string().optional(),
  phone: z.string().optional(),
  timeZoneId: z.string().optional().describe("Such as Europe/Vienna. Default Etc/UTC."),
});

const group = z.strictObject({
  handle: z.string().min(1).describe("What one types to mention the group, without `@`."),
  name: z.string().min(1),
  description: z.string().optional(),
  members: z.array(email).default([]),
});

const contentFields = {
  from: email,
  text: z.string().min(1).max(textMax).optional().describe("Plain text. Give either `text` or `markdown`."),
  markdown: z.string().min(1).max(textMax).optional().describe("Markdown, mentions included."),
};

const messageFields = {
  ...contentFields,
  reactions: z.record(emojiCode, z.array(email)).optional().describe("Emoji code → who reacted with it."),
};

/** Either text or Markdown. */
function oneForm(
  { text, markdown }: { text?: string | undefined; markdown?: string | undefined },
  context: z.RefinementCtx,
) {
  if ((text === undefined) !== (markdown === undefined)) return;
  context.addIssue({ code: "custom", message: "needs either text or markdown" });
}

const schedule = z
  .strictObject({
    ...contentFields,
    at: z.iso.datetime({ offset: true }).describe("When it is sent first, RFC 3339, in the future."),
    every: z.enum(recurrenceTypes).optional().describe("How often it comes again. Default: once."),
    until: z.iso.datetime({ offset: true }).optional().describe("No more after this time. Default: no end."),
    times: z.int().min(1).max(9999).optional().describe("Ends after this many. Default: no end."),
  })
  .superRefine(oneForm);

const channel = z.strictObject({
  name: z.string().superRefine((name, context) => {
    const problem = channelNameProblem(name);
    if (problem) context.addIssue({ code: "custom", message: problem });
  }),
  type: z.enum(["PUBLIC", "PRIVATE"]).optional().describe("Default PUBLIC."),
  description: z.string().max(channelDescriptionMax).optional(),
  creator: email.optional().describe("Default: the owner of the workspace."),
  members: z.array(email).optional().describe("Default: everybody."),
  main: z
    .boolean()
    .optional()
    .describe("Everybody is in it and nobody can leave. Default: the first channel is."),
  archived: z.boolean().optional().describe("Default false."),
  messages: z
    .array(
      z
        .strictObject({
          ...messageFields,
          replies: z.array(z.strictObject(messageFields).superRefine(oneForm)).optional(),
        })
        .superRefine(oneForm),
    )
    .optional()
    .describe("Oldest first."),
  schedules: z.array(schedule).optional().describe("Messages that are sent later."),
});

const app = z.strictObject({
  manifest: z.record(z.string(), z.unknown()).describe("The app's manifest, as Pumble takes it."),
  id: id.optional(),
  appKey: z.string().min(16).optional(),
  clientSecret: z.string().min(16).optional(),
  signingSecret: z.string().min(16).optional(),
});

/** The whole file. */
export const seedSchema = z
  .strictObject({
    workspace: z.strictObject({ name: z.string().min(1) }).default({ name: "Acme" }),
    users: z.array(user).min(1),
    groups: z.array(group).optional(),
    channels: z.array(channel).min(1),
    apps: z.array(app).optional().describe("Registered, not yet installed. Left-out secrets are made up."),
  })
  .superRefine((seed, context) => {
    const refuse = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const known = uniqueEmails(seed.users, refuse);
    for (const [address, path] of peopleIn(seed)) {
      if (!known.has(address.toLowerCase())) {
        refuse(path, `${address} is not the e-mail address of any user above`);
      }
    }
    const names = new Set<string>();
    for (const [at, entry] of seed.channels.entries()) {
      const name = normalizeChannelName(entry.name);
      if (names.has(name)) refuse(["channels", at, "name"], `#${name} is there twice`);
      names.add(name);
      checkAuthors(seed, entry, at, refuse);
    }
  });

export type Seed = z.input<typeof seedSchema>;
export type SeedChannel = Seed["channels"][number];
export type SeedSchedule = NonNullable<SeedChannel["schedules"]>[number];
export type SeedMessage = NonNullable<SeedChannel["messages"]>[number];

/** JSON Schema of the seed file, for editors. */
export function seedJsonSchema(): object {
  return z.toJSONSchema(seedSchema, { io: "input" });
}

type Refuse = (path: PropertyKey[], message: string) => void;

function uniqueEmails(users: { email: string }[], refuse: Refuse): Set<string> {
  const known = new Set<string>();
  for (const [at, entry] of users.entries()) {
    const address = entry.email.toLowerCase();
    if (known.has(address)) refuse(["users", at, "email"], `${entry.email} is there twice`);
    known.add(address);
  }
  return known;
}

/** Every address that the seed refers to, with its place. */
function* peopleIn(seed: Pick<Seed, "groups" | "channels">): Generator<[string, PropertyKey[]]> {
  for (const [at, group] of (seed.groups ?? []).entries()) {
    for (const [place, address] of (group.members ?? []).entries()) {
      yield [address, ["groups", at, "members", place]];
    }
  }
  for (const [at, entry] of seed.channels.entries()) {
    const path = ["channels", at];
    if (entry.creator) yield [entry.creator, [...path, "creator"]];
    for (const [place, address] of (entry.members ?? []).entries()) {
      yield [address, [...path, "members", place]];
    }
    for (const [place, message] of (entry.messages ?? []).entries()) {
      yield* peopleOf(message, [...path, "messages", place]);
    }
    for (const [place, { from }] of (entry.schedules ?? []).entries()) {
      yield [from, [...path, "schedules", place, "from"]];
    }
  }
}

function* peopleOf(message: SeedMessage, path: PropertyKey[]): Generator<[string, PropertyKey[]]> {
  yield [message.from, [...path, "from"]];
  for (const [code, addresses] of Object.entries(message.reactions ?? {})) {
    for (const [place, address] of addresses.entries()) yield [address, [...path, "reactions", code, place]];
  }
  for (const [place, reply] of (message.replies ?? []).entries()) {
    yield* peopleOf(reply, [...path, "replies", place]);
  }
}

/** Only members can have written in a private channel, and guests only where they are members. */
function checkAuthors(
  seed: { users: { email: string; role?: string | undefined }[]; channels: SeedChannel[] },
  entry: SeedChannel,
  at: number,
  refuse: Refuse,
): void {
  if (!entry.members || entry === mainOf(seed.channels)) return;
  const creator = entry.creator ?? ownerOf(seed.users).email;
  const members = new Set([creator, ...entry.members].map((address) => address.toLowerCase()));
  const guests = new Set(
    seed.users.filter(({ role }) => role?.startsWith("GUEST")).map(({ email }) => email.toLowerCase()),
  );
  const check = (from: string, path: PropertyKey[]) => {
    const who = from.toLowerCase();
    if (members.has(who)) return;
    if (entry.type === "PRIVATE") refuse(path, `${from} is not a member of this private channel`);
    else if (guests.has(who)) refuse(path, `${from} is a guest, and not a member of this channel`);
  };
  for (const [place, message] of (entry.messages ?? []).entries()) {
    for (const { from } of [message, ...(message.replies ?? [])]) {
      check(from, ["channels", at, "messages", place]);
    }
  }
  for (const [place, { from }] of (entry.schedules ?? []).entries()) {
    check(from, ["channels", at, "schedules", place]);
  }
}

/** The channel that everybody is in. */
export function mainOf<Channel extends { main?: boolean | undefined }>(channels: Channel[]): Channel {
  return channels.find((channel) => channel.main) ?? channels[0]!;
}

/** Whom everything belongs to that names nobody: the first owner, else the first user. */
export function ownerOf<User extends { role?: string | undefined }>(users: User[]): User {
  return users.find((entry) => entry.role === "OWNER") ?? users[0]!;
}
