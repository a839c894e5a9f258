/**
 * Takes the pictures in docs/images: the page after a small conversation, in light and dark, and with the inspector open;
 * and the announcement of the guide to messages.
 * `npm run pictures`
 */
import { mkdirSync } from "node:fs";
import { type Seed, WorkspaceClock } from "../src/local";
import { findChromium } from "../test/browser/find-chromium";
import { type SmallApp, startSmallApp } from "../test/browser/small-app";
import { Stage } from "../test/browser/stage";
import { picturesFolder, recordPictures, shownAnnouncement } from "./pictures";

const minuteMs = 60_000;

const ada = "ada@example.com";
const grace = "grace@example.com";
const linus = "linus@example.com";

const seed: Seed = {
  workspace: { name: "Acme" },
  users: [
    { email: ada, name: "Ada", role: "OWNER" },
    { email: grace, name: "Grace" },
    { email: linus, name: "Linus" },
  ],
  channels: [
    { name: "general", description: "Company-wide announcements and work matters", main: true },
    { name: "announcements", description: "Posted from code, reviewed like code" },
    { name: "operations", description: "Deploys, incidents, on-call" },
    { name: "release-room", type: "PRIVATE", members: [ada, grace] },
    { name: "random" },
  ],
};

const text = (value: string, style?: object) => ({ type: "text", text: value, ...(style ? { style } : {}) });
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });

function announcement(operationsId: string): object {
  const elements = [
    section({ ...text("Release 2.4 is out", { bold: true }), size: 2 }),
    section(text("Everything below is declared in "), text("workspace.ts", { code: true }), text(".")),
    {
      type: "rich_text_list",
      style: "bullet",
      elements: [
        section(text("New channel "), { type: "channel", channel_id: operationsId }, text(" for deploys")),
        section(text("Weekly summary, every "), text("Monday at 9:00", { bold: true })),
      ],
    },
    {
      type: "rich_text_preformatted",
      elements: [text("Apply complete! Resources: 3 added, 0 changed, 0 destroyed.")],
    },
  ];
  return { text: "Release 2.4 is out", blocks: [{ type: "rich_text", elements }] };
}

/** What people and the app say, with a minute or more between. */
async function converse(stage: Stage, app: SmallApp, clock: WorkspaceClock): Promise<void> {
  const [first, second, third] = await Promise.all(
    ["Ada", "Grace", "Linus"].map((name) => stage.person(name)),
  );
  if (!first || !second || !third) throw new Error("the seed has no Ada, Grace or Linus");
  const channel = "announcements";
  const channelId = await first.channelId(channel);
  const wait = (minutes: number) => clock.advance(minutes * minuteMs);
  await second.post(channel, { text: "Is the plan for today merged? :eyes:" });
  wait(1);
  await app.post(channelId, announcement(await first.channelId("operations")));
  const posted = await first.newest(channel);
  if (!posted) throw new Error("the announcement is missing");
  const react = (who: typeof first, code: string) =>
    who.call("POST", `messages/${posted.id}/reactions`, { code });
  await react(second, ":tada:");
  await react(third, ":tada:");
  await react(first, ":rocket:");
  wait(1);
  await second.post(channel, { text: "The summary lands on Monday?", threadRootId: posted.id });
  await first.post(channel, { text: "On Monday, 9:00.", threadRootId: posted.id });
  wait(3);
  await third.post(channel, { text: `Nice, <<@${first.user.id}>>. No clicking around any more :sparkles:` });
  await third.post("random", { text: "Coffee?" });
  wait(1);
}

async function openPage(stage: Stage, clock: WorkspaceClock, colorScheme: "light" | "dark") {
  const page = await stage.page("Ada", "announcements", { colorScheme });
  await page.clock.setFixedTime(clock.now());
  await page.reload();
  const composer = page.getByRole("main").getByRole("textbox");
  await composer.fill("/api-keys list");
  await composer.press("Enter");
  await page.getByText("Only visible to you", { exact: true }).waitFor();
  await page.getByText("Live").waitFor();
  return page;
}

async function take(stage: Stage, clock: WorkspaceClock): Promise<void> {
  mkdirSync(picturesFolder, { recursive: true });
  const page = await openPage(stage, clock, "light");
  await page.screenshot({ path: `${picturesFolder}/page.png` });
  await page.getByRole("button", { name: "Inspector" }).click();
  await page
    .getByRole("button", { name: /SLASH_COMMAND/ })
    .first()
    .click();
  await page.getByRole("region", { name: "Request", exact: true }).waitFor();
  await page.screenshot({ path: `${picturesFolder}/inspector.png` });
  const dark = await openPage(stage, clock, "dark");
  await dark.screenshot({ path: `${picturesFolder}/page-dark.png` });
}

/** What the guide to messages shows as Markdown, as the page shows it. */
async function takeAnnouncement(executablePath: string, clock: WorkspaceClock): Promise<void> {
  const code = shownAnnouncement();
  const reactions = { ":tada:": [grace, linus], ":rocket:": [ada] };
  const replies = [{ from: ada, text: "Call the duty phone first." }];
  const messages = [{ from: ada, markdown: code, reactions, replies }];
  const channel = { name: "announcements", description: "What everybody should know", messages };
  const stage = new Stage();
  try {
    const own = { ...seed, channels: [{ name: "general", main: true }, channel, { name: "random" }] };
    await stage.open(executablePath, { seed: own, clock, idSeed: "announcement" });
    for (const [colorScheme, name] of [
      ["light", "announcement"],
      ["dark", "announcement-dark"],
    ] as const) {
      const page = await stage.page("Linus", "announcements", { colorScheme });
      await page.clock.setFixedTime(clock.now());
      await page.setViewportSize({ width: 860, height: 520 });
      await page.reload();
      await page.getByText("Live").waitFor();
      await page.getByRole("main").screenshot({ path: `${picturesFolder}/${name}.png` });
    }
  } finally {
    await stage.close();
  }
}

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("The pictures need a Chromium");
  const clock = WorkspaceClock.frozenAt(Date.UTC(2026, 4, 22, 9, 2));
  const stage = new Stage();
  let app: SmallApp | undefined;
  try {
    await stage.open(executablePath, { seed, clock, idSeed: "picture" });
    const command = {
      command: "/api-keys",
      description: "Your API keys",
      usageHint: "generate [name] | list",
    };
    const api = (url: string) => ({
      name: "api",
      displayName: "API",
      slashCommands: [{ ...command, url }],
      shortcuts: [
        { shortcutType: "GLOBAL" as const, url, name: "add_api_key", displayName: "Add API key" },
        { shortcutType: "GLOBAL" as const, url, name: "delete_api_key", displayName: "Delete API key" },
      ],
    });
    const answer = () => ({ message: "You have one API key: ci, ending in 3f9a, created on 22 May 2026." });
    const member = (await stage.person("Ada")).user.id;
    app = await startSmallApp(stage.workspace, member, answer, api);
    await converse(stage, app, clock);
    await take(stage, clock);
  } finally {
    await app?.close();
    await stage.close();
  }
  await takeAnnouncement(executablePath, clock);
  await recordPictures();
  console.log(`Pictures are in ${picturesFolder}. Look at them, and commit them with tools/pictures.json.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
