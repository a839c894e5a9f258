/** Announcements, replies, schedules and scripts, as they are written. */
import * as z from "zod";
import { blocksFile, day, dayOrInstant, emojiCode, key, text, timeOfDay, timeZone } from "./basics";

/** How often a schedule comes again, and what Pumble calls it. */
export const recurrences = {
  day: "DAILY",
  workday: "BUSINESSDAYS",
  week: "WEEKLY",
  "two weeks": "BIWEEKLY",
  month: "MONTHLY_NTH_WEEKDAY",
  "last weekday of the month": "MONTHLY_LAST_WEEKDAY",
  quarter: "QUARTERLY_NTH_WEEKDAY",
  "last weekday of the quarter": "QUARTERLY_LAST_WEEKDAY",
  year: "ANNUALLY",
} as const;

const content = {
  text: text
    .optional()
    .describe("What it says, as plain text. Give exactly one of `text`, `markdown` and `blocks`."),
  markdown: text
    .optional()
    .describe(
      "What it says, in Markdown: the path of a file such as `./rules.md`, relative to this file, or Markdown itself. `@ada@example.com` mentions a member, `#general` a channel, `@handle` a user group.",
    ),
  blocks: blocksFile
    .optional()
    .describe(
      "What it says, as Pumble's own rich text: the path of a JSON file such as `./rules.blocks.json`, relative to this file. For what Markdown cannot say; `pumble export` writes it.",
    ),
  allow_broadcast: z
    .boolean()
    .optional()
    .describe(
      "Let `@channel`, `@here` and mentions of user groups notify everybody they reach. Default false.",
    ),
};

const asBot = z
  .boolean()
  .optional()
  .describe("Send it as the addon's bot instead of the key's owner. Default false.");
const reactions = z.array(emojiCode).optional().describe("Reactions of the key's owner.");

/** Exactly one of the forms; the message names what stands on it. */
function oneForm(
  written: { text?: unknown; markdown?: unknown; blocks?: unknown },
  context: z.RefinementCtx,
): void {
  const forms = (["text", "markdown", "blocks"] as const).filter((form) => written[form] !== undefined);
  if (forms.length === 1) return;
  const both = forms.length === 2 ? "has both" : "has";
  const named = forms.map((form) => JSON.stringify(form)).join(" and ");
  const message = forms.length === 0 ? 'lacks what it says: "text" or "markdown"' : `${both} ${named}`;
  context.addIssue({ code: "custom", message });
}

const reply = z
  .strictObject({
    ...content,
    as_bot: asBot,
    also_send_to_channel: z.boolean().optional().describe("Show it in the channel too. Default false."),
    reactions,
  })
  .superRefine(oneForm)
  .meta({ title: "a reply" });

export const announcement = z
  .strictObject({
    ...content,
    as_bot: asBot,
    adopt: z
      .boolean()
      .optional()
      .describe("Take over a message of the same content that is there already. Default false."),
    keep: z
      .boolean()
      .optional()
      .describe("Leave it in Pumble when it is removed from the file. Default false."),
    reactions,
    replies: z.record(key, reply).optional().describe("Kept in its thread, by key, in this order."),
  })
  .superRefine(oneForm)
  .meta({ title: "an announcement" });

export const schedule = z
  .strictObject({
    ...content,
    at: timeOfDay.describe('When, as a clock on the wall shows it: `"09:00"`.'),
    time_zone: timeZone,
    on: day.optional().describe("The day, for what is sent once. Give either `on`, or `every` and `from`."),
    every: z
      .enum(Object.keys(recurrences) as [keyof typeof recurrences, ...(keyof typeof recurrences)[]])
      .optional()
      .describe("How often it comes again. `month` and `quarter` keep the weekday: the second Tuesday, say."),
    from: day.optional().describe("The first day on which it may come, for what comes again."),
    until: dayOrInstant
      .optional()
      .describe("The last day on which it may come, or an RFC 3339 time. Default: no end."),
    times: z.int().min(1).max(9999).optional().describe("Ends after this many, 1 to 9999. Default: no end."),
  })
  .superRefine(oneForm)
  .superRefine(oneRhythm)
  .meta({ title: "a schedule" });

function oneRhythm(
  written: { on?: unknown; every?: unknown; from?: unknown; until?: unknown; times?: unknown },
  context: z.RefinementCtx,
): void {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  const { on, every, from, until, times } = written;
  if (on === undefined && every === undefined) refuse('lacks its day: "on", or "every" and "from"');
  else if (on !== undefined && every !== undefined) refuse('has both "on" and "every"');
  else if (every !== undefined && from === undefined) refuse('lacks "from", its first day');
  else if (on !== undefined && [from, until, times].some((part) => part !== undefined)) {
    refuse('is sent once, so "from", "until" and "times" say nothing');
  } else if (typeof from === "string" && typeof until === "string" && !until.includes("T") && until < from) {
    refuse('ends before it begins: "until" is before "from"');
  }
}

export const script = z
  .strictObject({
    file: z.string().min(1).describe("The TypeScript file, relative to this file."),
    input: z
      .record(z.string(), z.json())
      .optional()
      .describe(
        "What the script gets; the values `{channel.id}` and `{channel.name}` stand for the channel's. Not for secrets.",
      ),
  })
  .meta({ title: "a script" });
