import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { serious } from "./axe";
import { findChromium } from "./find-chromium";
import { composer } from "./parts";
import { type Person, Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let ada: Person;
let grace: Person;

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  ada = await stage.person("Ada");
  grace = await stage.person("Grace");
});

afterAll(() => stage.close());

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

function main(page: Page) {
  return page.getByRole("main");
}

describe.skipIf(!executablePath)("a channel's details", () => {
  test("show its members, who are added and removed, and its description, which is edited", async () => {
    await stage.act("Ada", "create_channel", { name: "crew" });
    const page = await stage.page("Ada", "crew");
    await page.getByRole("button", { name: /1 member, channel details/ }).click();
    const dialog = page.getByRole("dialog", { name: "#crew" });
    await dialog.getByRole("combobox", { name: "Who is to be added" }).selectOption({ label: "Grace" });
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    const members = dialog.getByRole("list", { name: "Members" });
    await members.getByText("Grace").waitFor();
    expect(await serious(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Remove Grace" }).click();
    await members.getByText("Grace").waitFor({ state: "detached" });
    await dialog.getByRole("textbox", { name: "What it is for" }).fill("For all hands");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.locator(".topic", { hasText: "For all hands" }).waitFor();
    await main(page).getByText("added @Grace").waitFor();
    expect(await main(page).locator(".system", { hasText: "removed @Grace" }).textContent()).toMatch(
      /^Ada removed/,
    );
  });

  test("let one archive it and open it again, and leave it", async () => {
    await stage.act("Ada", "create_channel", { name: "passing" });
    const page = await stage.page("Ada", "passing");
    const details = () => page.getByRole("button", { name: /channel details/ }).click();
    await details();
    await page.getByRole("button", { name: "Archive", exact: true }).click();
    await page
      .getByRole("dialog", { name: /^Archive/ })
      .getByRole("button", { name: "Archive" })
      .click();
    await page.getByText("This channel is archived.").waitFor();
    await details();
    await page.getByRole("button", { name: "Open again" }).click();
    await page.getByRole("dialog", { name: /again/ }).getByRole("button", { name: "Open again" }).click();
    await composer(page).waitFor();
    await details();
    await page.getByRole("button", { name: "Leave the channel" }).click();
    await page.getByRole("button", { name: "Join", exact: true }).waitFor();
  });
});

describe.skipIf(!executablePath)("messages of a person", () => {
  test("are scheduled, changed and cancelled", async () => {
    const page = await stage.page("Ada");
    await page.getByRole("button", { name: "Scheduled messages" }).click();
    const dialog = page.getByRole("dialog", { name: "Scheduled messages" });
    await dialog.getByText("You have scheduled nothing here.").waitFor();
    await dialog.getByRole("textbox", { name: "New message" }).fill("Later");
    await dialog.getByRole("button", { name: "Schedule", exact: true }).click();
    const list = dialog.getByRole("list", { name: "Scheduled messages" });
    await list.getByText("Later").waitFor();
    expect(await serious(page)).toEqual([]);
    await list.getByRole("button", { name: "Edit" }).click();
    await dialog.getByRole("textbox", { name: "Changed message" }).fill("Much later");
    await dialog.getByRole("button", { name: "Save" }).click();
    await list.getByText("Much later").waitFor();
    await list.getByRole("button", { name: "Cancel sending" }).click();
    await dialog.getByText("You have scheduled nothing here.").waitFor();
  });

  test("carry files that are chosen, pasted or dropped, which others see", async () => {
    const page = await stage.page("Ada", "general", { viewport: { width: 390, height: 844 } });
    const picture = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Attach files" }).click();
    await (await choosing).setFiles([
      { name: "dot.png", mimeType: "image/png", buffer: picture },
      { name: `${"a-long-name-".repeat(12)}.txt`, mimeType: "text/plain", buffer: Buffer.from("plan") },
    ]);
    const waiting = page.getByRole("list", { name: "Files to send" });
    await expect.poll(() => waiting.getByRole("listitem").count()).toBe(2);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await serious(page)).toEqual([]);
    await page.getByRole("button", { name: /^Take a-long/ }).click();
    const move = (type: string) => `{
      const transfer = new DataTransfer();
      transfer.items.add(new File(["notes"], "${type}.txt", { type: "text/plain" }));
      const made = { bubbles: true, cancelable: true, clipboardData: transfer, dataTransfer: transfer };
      const field = document.querySelector("main textarea");
      field.dispatchEvent(new ${type === "paste" ? "ClipboardEvent" : "DragEvent"}("${type}", made));
    }`;
    await page.evaluate(move("paste"));
    await page.evaluate(move("drop"));
    await expect.poll(() => waiting.getByRole("listitem").count()).toBe(3);
    await main(page).getByRole("button", { name: "Send" }).click();
    await waiting.waitFor({ state: "detached" });
    const other = await stage.page("Grace");
    await main(other).getByRole("img", { name: "dot.png" }).waitFor();
    await main(other)
      .getByRole("article", { name: /: dot.png, paste.txt, drop.txt$/ })
      .waitFor();
    const downloading = other.waitForEvent("download");
    await main(other).getByRole("link", { name: "drop.txt" }).click();
    expect((await downloading).suggestedFilename()).toBe("drop.txt");
  });

  test("stay as drafts through a reload", async () => {
    const page = await stage.page("Ada");
    await composer(page).fill("not sent yet");
    await page.reload();
    await expect.poll(() => composer(page).inputValue()).toBe("not sent yet");
  });

  test("name people in previews and to screen readers, never ids", async () => {
    const root = await grace.post("general", {
      text: `ask <<@${ada.user.id}>> in <<#${await ada.channelId("random")}>>`,
    });
    await grace.post("general", { text: "a reply for all", threadRootId: root.id, alsoSendToChannel: true });
    const page = await stage.page("Ada");
    await main(page).getByRole("button", { name: "replied to a thread: ask @Ada in #random" }).waitFor();
    await page.getByRole("article", { name: /^Grace, .*: ask @Ada in #random$/ }).waitFor();
    expect(await page.locator("[aria-label*='<<']").count()).toBe(0);
  });

  test("run right to left where their script does", async () => {
    await grace.post("general", { text: "שלום לכולם" });
    const page = await stage.page("Ada");
    const paragraph = main(page).locator("p", { hasText: "שלום" });
    await paragraph.waitFor();
    const script = `getComputedStyle([...document.querySelectorAll("main p")].find((p) => p.textContent.includes("שלום"))).direction`;
    expect(await page.evaluate(script)).toBe("rtl");
  });

  test("have a link that leads to them through anybody's eyes", async () => {
    const { id } = await grace.post("general", { text: "link to me" });
    const page = await stage.page("Ada", "general", { permissions: ["clipboard-read", "clipboard-write"] });
    const message = main(page).locator("article", { hasText: "link to me" });
    await message.hover();
    await message.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("The link to the message is copied").waitFor();
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toContain(`@${id}`);
    await page.goto(copied);
    await expect.poll(() => page.locator("article:focus").textContent()).toContain("link to me");
  });
});

describe.skipIf(!executablePath)("finding one's way", () => {
  test("the search leads to channels and people by their names", async () => {
    const page = await stage.page("Ada");
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox", { name: "Search messages" }).fill("rand");
    await page
      .getByRole("list", { name: "Channels and people" })
      .getByRole("button", { name: "#random" })
      .waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "random" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox", { name: "Search messages" }).fill("linu");
    await page
      .getByRole("list", { name: "Channels and people" })
      .getByRole("button", { name: "Linus" })
      .waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Linus" }).waitFor();
  });

  test("the first stop of the Tab key leads past the channels", async () => {
    const page = await stage.page("Ada");
    expect(await page.evaluate("document.querySelector('a, button, input, textarea').className")).toBe(
      "skip-link",
    );
    await page.getByRole("button", { name: "Skip to the conversation" }).press("Enter");
    await expect.poll(() => page.locator("main textarea:focus").count()).toBe(1);
  });

  test("“Today” follows the workspace's clock, and a button goes back to the real time", async () => {
    await grace.post("general", { text: "said today" });
    const page = await stage.page("Ada");
    await main(page).getByRole("heading", { name: "Today" }).waitFor();
    await ada.call("POST", "inspector/clock", { advanceMs: 86_400_000 });
    await main(page).getByRole("heading", { name: "Yesterday" }).waitFor();
    await page.keyboard.press("Control+i");
    await page.getByRole("tab", { name: "Clock" }).click();
    await page.getByRole("button", { name: "Back to real time" }).click();
    await main(page).getByRole("heading", { name: "Today" }).waitFor();
    await page.getByRole("button", { name: "Back to real time" }).waitFor({ state: "detached" });
  });

  test("a long list of channels is narrowed by name, arranged in sections and folded, through a reload", async () => {
    for (let index = 0; index < 20; index++)
      await stage.act("Ada", "create_channel", { name: `team-${index}` });
    const page = await stage.page("Ada");
    const list = page.getByRole("navigation");
    await list.getByRole("searchbox", { name: "Find a channel in the list" }).fill("team 1");
    await expect.poll(() => list.getByRole("link", { name: /^team-/ }).count()).toBe(11);
    expect(await list.getByRole("link", { name: /^general/ }).count()).toBe(0);
    await list.getByRole("searchbox", { name: "Find a channel in the list" }).fill("");

    await page.getByRole("button", { name: /channel details/ }).click();
    await page.getByRole("combobox", { name: "Section in the sidebar" }).fill("At hand");
    await page.getByRole("button", { name: "Save" }).click();
    const own = list.getByRole("region", { name: "At hand" });
    await own.getByRole("link", { name: "general" }).waitFor();
    await list.getByRole("button", { name: "Channels", exact: true }).click();
    await expect.poll(() => list.getByRole("link", { name: /^team-/ }).count()).toBe(0);
    await grace.call("POST", `channels/${await grace.channelId("team-7")}/join`);
    await page.reload();
    await own.getByRole("link", { name: "general" }).waitFor();
    expect(await list.getByRole("link", { name: /^team-/ }).count()).toBe(0);
    await grace.post("team-7", { text: "look here" });
    await expect.poll(() => list.getByRole("link", { name: /^team-/ }).count()).toBe(1);
    await list.getByRole("link", { name: /^team-7/ }).click();
    await page.getByRole("heading", { level: 1, name: "team-7" }).waitFor();
  });
});
