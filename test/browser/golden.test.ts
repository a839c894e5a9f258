import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChannelListEntry, RichTextContainer } from "../../src/pumble";
import {
  ada,
  announcements,
  backend,
  general,
  golden,
  release,
  year,
} from "../pumble/messages/markdown/markdown.golden";
import { findChromium } from "./find-chromium";
import { expected, readMessages, type Shown, tidy } from "./shown-text";
import { type Person, Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
/** The page shows codes in plain text as emoji, for that is how plain text has them; those that are text look the same. */
const undecided = [
  "an escaped emoji is text",
  "an emoji in a word is text",
  "two colons begin no emoji",
  "an emoji's end in a word is text",
];
const cases = Object.entries(golden).filter(
  ([name, { containers }]) => containers.length > 0 && !undecided.includes(name),
);

/** A page of the channel holds this many messages. */
const pageSize = 50;
const names = new Map([
  [ada, "Ada"],
  [general, "general"],
  [release, "release-notes"],
  [announcements, "ações-bancárias"],
  [year, "2026"],
  [backend, "backend"],
]);
const shown = new Map<string, Shown[]>();

/** The ids of the golden cases, each as this workspace has it. */
async function realIds(person: Person): Promise<Map<string, string>> {
  const ids = new Map([
    [ada, person.user.id],
    [general, await person.channelId("general")],
  ]);
  for (const id of [release, announcements, year]) {
    const entry = await person.call<ChannelListEntry>("POST", "channels", {
      name: names.get(id),
      type: "PUBLIC",
    });
    ids.set(id, entry.channel.id);
  }
  const group = (await stage.act("Ada", "create_group", { handle: "backend", name: "Backend" })) as {
    id: string;
  };
  return ids.set(backend, group.id);
}

function replaced(containers: RichTextContainer[], ids: Map<string, string>): RichTextContainer[] {
  const real = (field: string, value: unknown) => (field.endsWith("_id") ? ids.get(String(value)) : value);
  return JSON.parse(JSON.stringify(containers, real)) as RichTextContainer[];
}

/** Posts some of the cases into a channel of their own and reads how the page shows them. */
async function read(
  person: Person,
  some: typeof cases,
  ids: Map<string, string>,
  channel: string,
): Promise<void> {
  await person.call("POST", "channels", { name: channel, type: "PUBLIC" });
  const posted = new Map<string, string>();
  for (const [name, { containers }] of some) {
    const blocks = [{ type: "rich_text", elements: replaced(containers, ids) }];
    const { id } = await person.post(channel, { text: name, blocks });
    posted.set(id, name);
  }
  const page: Page = await stage.page("Ada", channel);
  await page.locator(`[data-message-id="${[...posted.keys()].at(-1)}"]`).waitFor();
  const found = await page.evaluate<Record<string, Shown[]>>(readMessages);
  for (const [id, name] of posted) shown.set(name, tidy(found[id] ?? []));
  const overflow = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
  expect(overflow).toBe(false);
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  const person = await stage.person("Ada");
  const ids = await realIds(person);
  for (let from = 0; from < cases.length; from += pageSize - 2) {
    await read(person, cases.slice(from, from + pageSize - 2), ids, `golden-${from}`);
  }
});

afterAll(() => stage.close());

describe.skipIf(!executablePath)("Markdown on the page looks like what it says", () => {
  test.each(cases)("%s", (name, { containers }) => {
    expect(shown.get(name)).toEqual(expected(containers, names));
  });

  test("and nothing was wrong in the browser's console", () => {
    expect(stage.problems).toEqual([]);
  });
});
