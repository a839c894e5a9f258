/** `pumble export`: writes an existing workspace out as code that takes it over, or as a seed file. */
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PumbleClient } from "../../client";
import { fitsGlob } from "../../workspace-file";
import { CliProblem, usageProblem } from "../cli-problem";
import { folded } from "../folded";
import { manifest, next, type Place } from "../init";
import { starterOf } from "../init/kinds";
import { refuseSecondProject } from "../one-project";
import { createProgress } from "../progress";
import { clientFor } from "../pumble-lists";
import { pass, say, sayJson, warn } from "../terminal";
import { writeAnew } from "../write-anew";
import { toCdktfApp } from "./cdktf-app";
import { type AnnouncementChoice, readExisting, type Wanted } from "./existing";
import { type Files, sayings } from "./files";
import { gather } from "./gather-seed";
import { toHcl } from "./hcl";
import type { LeftOut } from "./left-out";
import { type Exported, exportedOf } from "./model";
import { toSeed } from "./seed";
import { timesOf } from "./wall-time";
import { toWorkspaceFiles } from "./workspace-files";

const writers = { file: toWorkspaceFiles, cdktf: toCdktfApp, hcl: toHcl } as const;
type CodeForm = keyof typeof writers;

const elsewhere = "Name an empty folder: --out DIR";

export interface ExportOptions {
  format: "yaml" | CodeForm;
  out?: string;
  force?: boolean;
  messages: number;
  announcements: AnnouncementChoice;
  bots?: boolean;
  channel?: string[];
  json?: boolean;
}

/** @param path the same as `--out` */
export async function exportWorkspace(path: string | undefined, given: ExportOptions): Promise<void> {
  if (path !== undefined && given.out !== undefined) {
    throw usageProblem("Both PATH and --out say where to write.", "Give one of them.");
  }
  const options: ExportOptions = path === undefined ? given : { ...given, out: path };
  const { format } = options;
  if (format !== "yaml" && !options.out) {
    throw usageProblem(`--format ${format} writes several files.`, "Say which folder they go to: --out DIR");
  }
  if (format === "yaml") refuseChoices(options);
  const client = clientFor(process.env);
  if (!client) {
    throw new CliProblem(
      "PUMBLE_API_KEY is not set.",
      "In Pumble: /api-keys generate. Then: export PUMBLE_API_KEY=…",
    );
  }
  try {
    if (format === "yaml") await exportSeed(client, options);
    else await exportCode(client, format, { ...options, out: options.out! });
  } finally {
    await client.close();
  }
}

/** A seed holds everything: what chooses among it would be passed over. */
function refuseChoices({ channel, bots }: ExportOptions): void {
  const [given] = [...(channel ? ["--channel"] : []), ...(bots ? ["--bots"] : [])];
  if (!given) return;
  throw usageProblem(
    `${given} chooses nothing for a seed, which holds the whole workspace.`,
    "Leave it out, or write code: --format file, cdktf or hcl.",
  );
}

async function exportSeed(
  client: PumbleClient,
  { out, force, messages, json }: ExportOptions,
): Promise<void> {
  if (out && existsSync(out) && !force) {
    throw new CliProblem(`${out} exists.`, "Choose another file, or overwrite it with --force.");
  }
  const progress = createProgress(process.stderr);
  const workspace = await progress.step("Read the workspace", async (note) => {
    const found = await gather(client, messages, note);
    note("");
    return found;
  });
  const text = toSeed(workspace);
  if (out) writeFileSync(out, text);
  else pass(text);
  const counts = { channels: workspace.channels.length, members: workspace.users.length };
  if (json && out) sayJson("export", { format: "yaml", out, ...counts });
  else if (out) warn(`Wrote ${sentence({ channels: counts.channels })} to ${out}`);
}

type CodeOptions = ExportOptions & { out: string };

async function exportCode(client: PumbleClient, format: CodeForm, options: CodeOptions): Promise<void> {
  const folder = resolve(options.out);
  // Reading a large workspace takes minutes: what can be refused now is.
  const empty = writers[format]({ channels: [], timeZone: "UTC", left: [] });
  refuseSecondProject(folder, Object.keys(empty), elsewhere);
  const progress = createProgress(process.stderr);
  const existing = await progress.step("Read the workspace", async (note) => {
    const found = await readExisting(client, wantedOf(options), note);
    note("");
    return found;
  });
  const exported = exportedOf(existing, {
    ...{ bots: options.bots ?? false, canBotsBePrivate: format !== "file" },
    canTime: (schedule, zone) => format !== "file" || timesOf(schedule, zone) !== null,
  });
  const { files, packages } = starterOf(format);
  const all: Files = {
    ...writers[format](exported),
    ...{ ".gitignore": files[".gitignore"]!, ...manifest(folder, packages) },
  };
  const written = writeAnew(folder, all, elsewhere);
  tell({ exported, written, format, options, place: { dir: options.out, folder, packages } });
}

function wantedOf({ announcements, messages, bots = false, channel }: ExportOptions): Wanted {
  const isWanted = (name: string) =>
    !channel || channel.some((glob) => fitsGlob(name, glob.replace(/^#/, "")));
  return { announcements, messages, bots, isWanted };
}

interface Telling {
  readonly exported: Exported;
  readonly written: readonly string[];
  readonly format: CodeForm;
  readonly options: CodeOptions;
  readonly place: Place;
}

function tell({ exported, written, format, options, place }: Telling): void {
  const { channels, left } = exported;
  const total = (count: (channel: Exported["channels"][number]) => number) =>
    channels.reduce((sum, channel) => sum + count(channel), 0);
  const posted = channels.flatMap(({ announcements }) =>
    announcements.flatMap((one) => [one, ...one.replies]),
  );
  const counts = {
    channels: channels.length,
    members: total(({ members }) => members.length),
    announcements: total(({ announcements }) => announcements.length),
    replies: posted.length - total(({ announcements }) => announcements.length),
    reactions: posted.reduce((sum, { reactions }) => sum + reactions.length, 0),
    schedules: total(({ schedules }) => schedules.length),
  };
  const asBlocks = sayings(channels).filter(([, { said }]) => said.form === "blocks").length;
  const steps = next(place);
  if (options.json) {
    const result = {
      format,
      out: options.out,
      ...counts,
      blocks: asBlocks,
      files: written,
      left,
      next: steps,
    };
    sayJson("export", result);
    return;
  }
  const lines = [
    folded(`Wrote ${options.out}: ${sentence(counts)}.`),
    ...(asBlocks > 0 ? [`Kept as blocks, for Markdown cannot say them: ${asBlocks} of the messages.`] : []),
    ...(left.length > 0 ? ["", "Left out:", ...left.map(leftLine)] : []),
    ...["", "Next:", ...steps.map((step) => `  ${step}`)],
  ];
  say(lines.join("\n"));
}

const words = {
  channels: ["channel", "channels"],
  members: ["membership", "memberships"],
  announcements: ["announcement", "announcements"],
  replies: ["reply", "replies"],
  reactions: ["reaction", "reactions"],
  schedules: ["schedule", "schedules"],
} as const;

function sentence(counts: Partial<Record<keyof typeof words, number>>): string {
  return Object.entries(counts)
    .filter(([name, count]) => count > 0 || !["replies", "reactions"].includes(name))
    .map(([name, count]) => `${count} ${words[name as keyof typeof words][count === 1 ? 0 : 1]}`)
    .join(", ");
}

const width = 80;

/** One line, with as many channels as it holds. */
function leftLine({ what, count, channels }: LeftOut): string {
  const line = `  ${count} ${what}`;
  let named = "";
  for (const [at, name] of channels.entries()) {
    const more = `${named}${at === 0 ? " (" : ", "}#${name}`;
    if (line.length + more.length + 4 > width) return named === "" ? line : `${line}${named}, …)`;
    named = more;
  }
  return named === "" ? line : `${line}${named})`;
}
