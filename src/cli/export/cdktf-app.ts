/** An existing workspace as a CDKTF app in TypeScript. */
import { rfcTime } from "../../pumble/instant";
import { starterOf } from "../init/kinds";
import { type Files, fileOf, importIds, messageFiles } from "./files";
import { Ids, Taken } from "./keys";
import type { Exported, ExportedChannel, ExportedMessage, ExportedSchedule } from "./model";

/** A text as a literal of TypeScript. */
const literal = (text: string) => JSON.stringify(text);

export function toCdktfApp({ channels }: Exported): Files {
  const { files } = starterOf("cdktf");
  const [names, ids] = [new Taken(), new Ids()];
  const code = channels.map((channel) => {
    const at = { variable: names.free(variableOf(channel.key)), id: ids.of(channel.key) };
    return channelCode(channel, at);
  });
  const said = channels.flatMap(({ announcements, schedules }) => [...announcements, ...schedules]);
  const uses = {
    ChannelType: channels.some(({ type }) => type === "PRIVATE"),
    Content: said.some(({ said: { form } }) => form === "markdown"),
    PumbleChannel: channels.length > 0,
    PumbleProvider: true,
    Recurrence: channels.some(({ schedules }) => schedules.some(({ recurrence }) => recurrence)),
  };
  const imported = Object.entries(uses).flatMap(([name, isUsed]) => (isUsed ? [name] : []));
  const reads = said.some(({ said: { form } }) => form === "blocks");
  const head = [
    ...(reads ? ['import { readFileSync } from "node:fs";'] : []),
    'import { App, TerraformStack } from "cdktf";',
    `import { ${imported.join(", ")} } from "pumble-iac";`,
    "",
    "const app = new App();",
    'const stack = new TerraformStack(app, "workspace");',
    'new PumbleProvider(stack, "pumble");',
    "",
    "// Each importFrom says what is in Pumble already. Delete them once they were applied.",
  ];
  const main = [head.join("\n"), ...code, "app.synth();"].join("\n\n");
  return { ...files, "main.ts": `${main}\n`, ...messageFiles(channels) };
}

/** The name of a channel's variable: letters and digits, and no word of the language. */
function variableOf(key: string): string {
  const name = key.replace(/[^\p{ID_Continue}]+(\p{ID_Continue})?/gu, (_, next: string = "") =>
    next.toUpperCase(),
  );
  return `${/^\p{ID_Start}/u.test(name) ? name : `_${name}`}Channel`;
}

type Field = readonly [name: string, code: string];

/** The fields that are there as an object of code, on one line where that is short. */
function object(fields: readonly (Field | false)[], margin = ""): string {
  const given = fields.filter((field) => field !== false).map(([name, code]) => `${name}: ${code}`);
  const line = `{ ${given.join(", ")} }`;
  if (!line.includes("\n") && line.length < 60) return line;
  return `{\n${given.map((field) => `${margin}  ${field},\n`).join("")}${margin}}`;
}

function channelCode(channel: ExportedChannel, { variable, id }: { variable: string; id: string }): string {
  const { key, type, description, members } = channel;
  const props = object([
    ["name", literal(key)],
    type === "PRIVATE" && ["type", "ChannelType.PRIVATE"],
    description !== null && ["description", literal(description)],
    ["importFrom", literal(importIds.channel(channel))],
  ]);
  const lines = [`const ${variable} = new PumbleChannel(stack, ${literal(id)}, ${props});`];
  if (members.length > 0) {
    const emails = `[\n${members.map((email) => `    ${literal(email)},\n`).join("")}  ]`;
    const fields = object([
      ["emails", emails],
      ["importFrom", literal(importIds.members(channel))],
    ]);
    lines.push(`${variable}.addMembers("members", ${fields});`);
  }
  for (const one of channel.announcements) lines.push(announcementCode(channel, one, variable));
  for (const one of channel.schedules) lines.push(scheduleCode(channel, one, variable));
  return lines.join("\n");
}

function announcementCode(channel: ExportedChannel, message: ExportedMessage, variable: string): string {
  const props = object([
    ...said(channel, message),
    message.asBot && ["asBot", "true"],
    ["importFrom", literal(importIds.announcement(channel, message))],
  ]);
  return `${variable}.announce(${literal(message.key)}, ${props});`;
}

function scheduleCode(channel: ExportedChannel, schedule: ExportedSchedule, variable: string): string {
  const { sendAt, recurrence, key } = schedule;
  const props = object([
    ...said(channel, schedule),
    ["sendAt", literal(rfcTime(sendAt))],
    recurrence ? ["recurrence", recurring(recurrence)] : false,
    ["importFrom", literal(importIds.schedule(schedule))],
  ]);
  return `${variable}.schedule(${literal(key)}, ${props});`;
}

const makers = {
  DAILY: "daily",
  BUSINESSDAYS: "businessDays",
  WEEKLY: "weekly",
  BIWEEKLY: "biweekly",
  MONTHLY_NTH_WEEKDAY: "monthlyOnNthWeekday",
  MONTHLY_LAST_WEEKDAY: "monthlyOnLastWeekday",
  QUARTERLY_NTH_WEEKDAY: "quarterlyOnNthWeekday",
  QUARTERLY_LAST_WEEKDAY: "quarterlyOnLastWeekday",
  ANNUALLY: "annually",
} as const;

function recurring({
  recurrenceType,
  endAfterOccurrences,
  endDate,
}: NonNullable<ExportedSchedule["recurrence"]>) {
  const end: (Field | false)[] = [
    endAfterOccurrences ? ["endAfterOccurrences", String(endAfterOccurrences)] : false,
    endDate ? ["endDate", literal(rfcTime(endDate))] : false,
  ];
  return `Recurrence.${makers[recurrenceType]}(${end.some(Boolean) ? object(end) : ""})`;
}

function said(channel: ExportedChannel, message: ExportedMessage | ExportedSchedule): (Field | false)[] {
  const { form, value, allowBroadcast } = message.said;
  const file = fileOf(channel, message);
  const from = literal(file ?? "");
  const given: Record<typeof form, Field> = {
    markdown: ["content", `Content.markdownFile(${from})`],
    blocks: ["blocks", `readFileSync(${from}, "utf8")`],
    text: ["text", literal(value)],
  };
  return [given[form], allowBroadcast && ["allowBroadcast", "true"]];
}
