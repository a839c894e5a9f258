/** An existing workspace as a CDKTF app in TypeScript. */
import { rfcTime } from "../../pumble/instant";
import { starterOf } from "../init/kinds";
import { recurrenceMakers } from "../recurrence-makers";
import { type Files, fileOf, importIds, messageFiles, type Saying, sayings } from "./files";
import { Ids, Taken } from "./keys";
import type { Exported, ExportedChannel, ExportedMessage, ExportedPosted, ExportedSchedule } from "./model";

/** A text as a literal of TypeScript. */
const literal = (text: string) => JSON.stringify(text);

export function toCdktfApp({ channels }: Exported): Files {
  const { files } = starterOf("cdktf");
  const [names, ids] = [new Taken(), new Ids()];
  const code = channels.map((channel) => {
    const at = { variable: names.free(variableOf(channel.key, "Channel"), ""), id: ids.of(channel.key) };
    return channelCode(channel, { ...at, names });
  });
  const said = sayings(channels).map(([, one]) => one);
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

/** The name of a variable: letters and digits, and no word of the language. */
function variableOf(key: string, what: "Channel" | "Message" | "Reply"): string {
  const name = key.replace(/[^\p{ID_Continue}]+(\p{ID_Continue})?/gu, (_, next: string = "") =>
    next.toUpperCase(),
  );
  return `${/^\p{ID_Start}/u.test(name) ? name : `_${name}`}${what}`;
}

type Field = readonly [name: string, code: string];

/** The fields that are there as an object of code, on one line where that is short. */
function object(fields: readonly (Field | false)[], margin = ""): string {
  const given = fields.filter((field) => field !== false).map(([name, code]) => `${name}: ${code}`);
  const line = `{ ${given.join(", ")} }`;
  if (!line.includes("\n") && line.length < 60) return line;
  return `{\n${given.map((field) => `${margin}  ${field},\n`).join("")}${margin}}`;
}

interface At {
  readonly variable: string;
  readonly id: string;
  readonly names: Taken;
}

function channelCode(channel: ExportedChannel, { variable, id, names }: At): string {
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
  for (const one of channel.announcements) lines.push(...announcementCode(channel, one, { variable, names }));
  for (const one of channel.schedules) lines.push(scheduleCode(channel, one, variable));
  return lines.join("\n");
}

/** The announcement, and what hangs on it. */
function announcementCode(
  channel: ExportedChannel,
  message: ExportedMessage,
  { variable, names }: Pick<At, "variable" | "names">,
): string[] {
  const props = object([
    ...said([channel.key], message),
    message.asBot && ["asBot", "true"],
    ["importFrom", literal(importIds.announcement(channel, message))],
  ]);
  const call = `${variable}.announce(${literal(message.key)}, ${props})`;
  const { replies, reactions } = message;
  if (replies.length + reactions.length === 0) return [`${call};`];
  const own = names.free(variableOf(`${channel.key} ${message.key}`, "Message"), "");
  const threads = replies.flatMap((reply) => {
    const given = object([
      ...said([channel.key, message.key], reply),
      reply.asBot && ["asBot", "true"],
      reply.alsoSendToChannel && ["alsoSendToChannel", "true"],
      ["importFrom", literal(importIds.reply(channel, message, reply))],
    ]);
    const added = `${own}.addReply(${literal(reply.key)}, ${given})`;
    if (reply.reactions.length === 0) return [`${added};`];
    const name = names.free(variableOf(`${channel.key} ${message.key} ${reply.key}`, "Reply"), "");
    return [`const ${name} = ${added};`, ...reactionsCode(channel, reply, name)];
  });
  return [`const ${own} = ${call};`, ...reactionsCode(channel, message, own), ...threads];
}

function reactionsCode(channel: ExportedChannel, on: ExportedPosted, variable: string): string[] {
  return on.reactions.map((code) => {
    const props = object([["importFrom", literal(importIds.reaction(channel, on, code))]]);
    return `${variable}.addReaction(${literal(code)}, ${props});`;
  });
}

function scheduleCode(channel: ExportedChannel, schedule: ExportedSchedule, variable: string): string {
  const { sendAt, recurrence, key } = schedule;
  const props = object([
    ...said([channel.key], schedule),
    ["sendAt", literal(rfcTime(sendAt))],
    recurrence ? ["recurrence", recurring(recurrence)] : false,
    ["importFrom", literal(importIds.schedule(schedule))],
  ]);
  return `${variable}.schedule(${literal(key)}, ${props});`;
}

function recurring({
  recurrenceType,
  endAfterOccurrences,
  endDate,
}: NonNullable<ExportedSchedule["recurrence"]>) {
  const end: (Field | false)[] = [
    endAfterOccurrences ? ["endAfterOccurrences", String(endAfterOccurrences)] : false,
    endDate ? ["endDate", literal(rfcTime(endDate))] : false,
  ];
  return `Recurrence.${recurrenceMakers[recurrenceType]}(${end.some(Boolean) ? object(end) : ""})`;
}

function said(way: readonly string[], message: Saying): (Field | false)[] {
  const { form, value, allowBroadcast } = message.said;
  const file = fileOf(way, message);
  const from = literal(file ?? "");
  const given: Record<typeof form, Field> = {
    markdown: ["content", `Content.markdownFile(${from})`],
    blocks: ["blocks", `readFileSync(${from}, "utf8")`],
    text: ["text", literal(value)],
  };
  return [given[form], allowBroadcast && ["allowBroadcast", "true"]];
}
