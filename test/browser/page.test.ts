import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TriggerInput } from "../../src/platform";
import { findChromium } from "./find-chromium";
import { composer, threadComposer } from "./parts";
import { type SmallApp, startSmallApp } from "./small-app";
import { type Person, Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let ada: Person;
let grace: Person;
let app: SmallApp;

function answer(trigger: TriggerInput): object {
  if (trigger.messageType !== "SLASH_COMMAND") return {};
  return { message: `You asked: ${trigger.text}` };
}

/** The message that shows this text, in the channel. */
function shown(page: Page, text: string): Locator {
  return page.getByRole("main").locator("article.message", { hasText: text });
}

async function send(page: Page, text: string): Promise<Locator> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
  const message = shown(page, text);
  await message.waitFor();
  return message;
}

async function press(message: Locator, button: string): Promise<void> {
  await message.hover();
  await message.getByRole("button", { name: button, exact: true }).first().click();
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  ada = await stage.person("Ada");
  grace = await stage.person("Grace");
  app = await startSmallApp(stage.workspace, ada.user.id, answer);
});

afterAll(async () => {
  await app?.close();
  await stage.close();
});

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

describe.skipIf(!executablePath)("the page", () => {
  test("shows a member's channels and the messages of the open one", async () => {
    const page = await stage.page("Ada");
    const nav = page.getByRole("navigation");
    expect(await nav.getByRole("link", { name: "general" }).getAttribute("aria-current")).toBe("page");
    expect(await nav.getByRole("link", { name: "random" }).isVisible()).toBe(true);
    await shown(page, "Welcome to Acme!").waitFor();
    expect(await page.title()).toBe("#general · Acme");
  });

  test("a message that another member posts appears by itself and is announced", async () => {
    const page = await stage.page("Ada");
    await grace.post("general", { text: "Good morning from afar" });
    await shown(page, "Good morning from afar").waitFor();
    const live = page.locator('[aria-live="polite"]');
    await expect.poll(() => live.textContent()).toContain("Grace: Good morning from afar");
  });

  test("a message in another channel is counted until that channel is opened", async () => {
    const page = await stage.page("Ada");
    await grace.post("random", { text: "Something random" });
    const link = page.getByRole("link", { name: /^random/ });
    await expect.poll(() => link.textContent()).toMatch(/1/);
    await link.click();
    await shown(page, "Something random").waitFor();
    await expect.poll(() => link.textContent()).not.toMatch(/1/);
  });

  test("Enter sends, Shift+Enter breaks the line", async () => {
    const page = await stage.page("Ada");
    await composer(page).pressSequentially("first line");
    await composer(page).press("Shift+Enter");
    await composer(page).pressSequentially("second line");
    await composer(page).press("Enter");
    await shown(page, "second line").waitFor();
    expect((await ada.newest("general"))?.text).toBe("first line\nsecond line");
    expect(await composer(page).inputValue()).toBe("");
  });

  test("a name that was completed is sent as a mention and shown as one", async () => {
    const page = await stage.page("Ada");
    await composer(page).pressSequentially("ask @gra");
    await page.getByRole("option", { name: "@Grace" }).waitFor();
    await composer(page).press("Tab");
    expect(await composer(page).inputValue()).toBe("ask @Grace ");
    await composer(page).press("Enter");
    await shown(page, "ask @Grace").locator(".mention").waitFor();
    expect((await ada.newest("general"))?.text).toBe(`ask <<@${grace.user.id}>>`);
  });

  test("what others write is text: no markup, no script, no dangerous link", async () => {
    const page = await stage.page("Ada");
    const evil = { type: "link", url: "javascript:alert(1)", text: "evil" };
    const good = { type: "link", url: "https://example.com/", text: "good" };
    const elements = [{ type: "rich_text_section", elements: [evil, { type: "text", text: " " }, good] }];
    const text = "<img src=x onerror=alert(1)>";
    await grace.post("general", { text });
    await grace.post("general", { text: "links", blocks: [{ type: "rich_text", elements }] });
    await shown(page, text).waitFor();
    const links = shown(page, "evil good").getByRole("link");
    await expect.poll(() => links.allTextContents()).toEqual(["good"]);
    expect(await page.locator("article img").count()).toBe(0);
  });

  test("what is attached to a message is shown below it", async () => {
    await stage.act("Grace", "create_channel", { name: "attached" });
    const page = await stage.page("Ada", "attached");
    await page.route("https://example.com/*.svg", (route) =>
      route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
    );
    const fields = [{ title: "Region", value: "eu-west", short: true }];
    const more = { text: "All pods are ready", title_link: "https://example.com/build", footer: "CI" };
    const names = ["image_url", "thumb_url", "author_icon", "footer_icon"];
    const pictures = Object.fromEntries(names.map((name) => [name, `https://example.com/${name}.svg`]));
    const at = { ts: Date.UTC(2026, 4, 22) / 1000, author_name: "Builder" };
    const attachment = { color: "#2a9d6e", title: "Build 42", fields, ...more, ...pictures, ...at };
    const evil = { color: "red; background: url(x)", title: "Evil", title_link: "javascript:alert(1)" };
    await grace.post("attached", { text: "Deployed", attachments: [attachment, evil] });
    const message = shown(page, "Deployed");
    await message.getByText("All pods are ready").waitFor();
    expect(await message.getByRole("definition").textContent()).toBe("eu-west");
    expect(await message.getByRole("link").allTextContents()).toEqual(["Build 42"]);
    const shownPictures = await message.locator("img").evaluateAll((all) => all.map((one) => one.src));
    expect(shownPictures.toSorted()).toEqual(Object.values(pictures).toSorted());
    expect(await message.locator(".attachment time").getAttribute("datetime")).toBe(
      "2026-05-22T00:00:00.000Z",
    );
  });

  test("a message's blocks keep their order", async () => {
    const words = (text: string) => ({
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    });
    const label = { type: "plain_text", text: "a button" };
    const button = { type: "button", onAction: "press", value: "1", text: label };
    const actions = { type: "actions", elements: [button] };
    const blocks = [words("first words"), actions, { type: "divider" }, words("last words")];
    await grace.post("general", { text: "in order", blocks });
    const page = await stage.page("Ada");
    const body = shown(page, "first words").locator(".text");
    await body.waitFor();
    const marks = await body.locator("p, button, hr").evaluateAll((all) => all.map((one) => one.textContent));
    expect(marks).toEqual(["first words", "a button", "", "last words"]);
  });

  test("a thread opens beside the channel, and its replies stay out of the channel", async () => {
    const page = await stage.page("Ada");
    const root = await send(page, "Who takes the release?");
    await press(root, "Reply in thread");
    const thread = page.getByRole("complementary", { name: "Thread" });
    await threadComposer(page).fill("I do");
    await threadComposer(page).press("Enter");
    await thread.locator("article", { hasText: "I do" }).waitFor();
    await root.getByRole("button", { name: /1 reply/ }).waitFor();
    expect(await shown(page, "I do").count()).toBe(0);

    await thread.getByLabel("Also send to the channel").check();
    await threadComposer(page).fill("Settled for everyone");
    await threadComposer(page).press("Enter");
    await shown(page, "Settled for everyone").waitFor();
    await thread.getByRole("button", { name: "Close thread" }).click();
    await thread.waitFor({ state: "detached" });
  });

  test("a reaction can be picked, is seen by others, and is taken back by a second press", async () => {
    const page = await stage.page("Ada");
    const other = await stage.page("Grace");
    const message = await send(page, "Lunch at noon?");
    await press(message, "Add a reaction");
    await page.getByRole("searchbox", { name: "Find an emoji" }).fill("pizza");
    await page.getByRole("button", { name: "pizza", exact: true }).click();
    const mine = message.getByRole("button", { name: /^pizza, 1/ });
    await expect.poll(() => mine.getAttribute("aria-pressed")).toBe("true");
    const theirs = shown(other, "Lunch at noon?").getByRole("button", { name: /^pizza, 1: Ada/ });
    await expect.poll(() => theirs.getAttribute("aria-pressed")).toBe("false");
    await mine.click();
    await theirs.waitFor({ state: "detached" });
    const ada = await stage.person("Ada");
    const { messages } = await ada.call<{ messages: { id: string }[] }>(
      "GET",
      `channels/${await ada.channelId("general")}/messages`,
    );
    const waved = { code: ":wave:", skinTone: 4 };
    await ada.call("POST", `messages/${messages.at(-1)!.id}/reactions`, waved);
    await shown(other, "Lunch at noon?")
      .getByRole("button", { name: /^wave, 1/ })
      .getByText("👋🏽")
      .waitFor();
    await page.getByRole("button", { name: "Insert an emoji" }).click();
    await page.getByRole("button", { name: "Food & Drink" }).click();
    await page.getByRole("button", { name: "hot_pepper", exact: true }).press("ArrowRight");
    await page.keyboard.press("Enter");
    expect(await composer(page).inputValue()).toBe(":bell_pepper: ");
  });

  test("what is typed is Markdown, and an edit keeps the formatting", async () => {
    const page = await stage.page("Ada");
    const field = page.getByRole("textbox", { name: "Message to #general" });
    await field.fill("**Ship it** with `npm`");
    await field.press("Enter");
    const message = page.getByRole("article", { name: /Ship it with npm/ });
    await message.locator("strong", { hasText: "Ship it" }).waitFor();
    await message.locator("code", { hasText: "npm" }).waitFor();
    await field.press("ArrowUp");
    const editor = page.getByRole("textbox", { name: "Edit message" });
    expect(await editor.inputValue()).toBe("**Ship it** with `npm`");
    await editor.fill("**Ship it** with `pnpm`");
    await editor.press("Enter");
    await page
      .getByRole("article", { name: /Ship it with pnpm/ })
      .locator("strong", { hasText: "Ship it" })
      .waitFor();
  });

  test("one's own message can be edited and deleted, and others see it", async () => {
    const page = await stage.page("Ada");
    const other = await stage.page("Grace");
    await press(await send(page, "Metting at nine"), "Edit");
    const editor = page.getByRole("textbox", { name: "Edit message" });
    await editor.fill("Meeting at nine");
    await editor.press("Enter");
    await shown(other, "Meeting at nine").getByText("(edited)").waitFor();
    expect(await shown(other, "Meeting at nine").getByRole("button", { name: "Edit" }).count()).toBe(0);

    await press(shown(page, "Meeting at nine"), "Delete");
    await page
      .getByRole("dialog", { name: "Delete this message?" })
      .getByRole("button", { name: "Delete" })
      .click();
    await shown(other, "Meeting at nine").waitFor({ state: "detached" });
    await shown(page, "Meeting at nine").waitFor({ state: "detached" });
  });

  test("a deleted message that has replies leaves its place marked", async () => {
    const page = await stage.page("Ada");
    const root = await ada.post("general", { text: "A root that goes" });
    await grace.post("general", { text: "A reply that stays", threadRootId: root.id });
    await press(shown(page, "A root that goes"), "Delete");
    await page
      .getByRole("dialog", { name: "Delete this message?" })
      .getByRole("button", { name: "Delete" })
      .click();
    const place = page.locator(`[data-message-id="${root.id}"]`);
    await place.getByText("This message was deleted.").waitFor();
    await place.getByRole("button", { name: /1 reply/ }).waitFor();
  });

  test("a slash command is completed from the list, and its answer is seen by its sender alone", async () => {
    const page = await stage.page("Ada");
    const other = await stage.page("Grace");
    await composer(page).pressSequentially("/po");
    const options = page.getByRole("listbox", { name: "Commands" }).getByRole("option");
    await expect.poll(() => options.count()).toBe(2);
    await composer(page).press("ArrowDown");
    expect(await options.nth(1).getAttribute("aria-selected")).toBe("true");
    await composer(page).press("ArrowUp");
    await composer(page).press("Tab");
    expect(await composer(page).inputValue()).toBe("/poll ");
    await composer(page).pressSequentially("tea or coffee");
    await composer(page).press("Enter");
    const ephemeral = page.locator("article.ephemeral", { hasText: "You asked: tea or coffee" });
    await ephemeral.getByText("Only visible to you").waitFor();
    await ephemeral.getByText("Poll", { exact: true }).waitFor();
    expect(await composer(page).inputValue()).toBe("");

    await send(page, "a message after the command");
    await shown(other, "a message after the command").waitFor();
    expect(await other.getByText("tea or coffee").count()).toBe(0);
  });

  test("Escape closes the suggestions and keeps the text", async () => {
    const page = await stage.page("Ada");
    await composer(page).pressSequentially("/po");
    await page.getByRole("listbox", { name: "Commands" }).waitFor();
    await composer(page).press("Escape");
    expect(await page.getByRole("listbox", { name: "Commands" }).count()).toBe(0);
    expect(await composer(page).inputValue()).toBe("/po");
  });

  test("a command that no app answers is not sent as a message by mistake", async () => {
    const page = await stage.page("Ada");
    const before = (await ada.newest("general"))?.id;
    await composer(page).fill("/secret 1234");
    await composer(page).press("Enter");
    await page.getByRole("alert").getByText("No app here answers /secret.").waitFor();
    expect((await ada.newest("general"))?.id).toBe(before);
    await page.getByRole("button", { name: "Send it as a message" }).click();
    await shown(page, "/secret 1234").waitFor();
  });

  test("another member's eyes see other channels", async () => {
    await ada.call("POST", "channels", { name: "board", type: "PRIVATE" });
    const page = await stage.page("Ada");
    await page.getByRole("link", { name: /board/ }).waitFor();
    await page.getByRole("button", { name: /Switch member/ }).click();
    await page.getByRole("menuitemradio", { name: /Linus/ }).click();
    await page.getByRole("link", { name: /board/ }).waitFor({ state: "detached" });
    await send(page, "It is me, Linus");
    expect((await grace.newest("general"))?.author).toBe((await stage.person("Linus")).user.id);
    expect(page.url()).toContain((await stage.person("Linus")).user.id);
  });

  test("a channel that is new to the member appears, and one can be made", async () => {
    const page = await stage.page("Ada");
    const made = await grace.call<{ channel: { id: string } }>("POST", "channels", {
      name: "made by grace",
      type: "PUBLIC",
    });
    await page.getByRole("link", { name: "made-by-grace" }).click();
    await page.getByRole("button", { name: "Join" }).click();
    await send(page, "Here I am");
    expect(page.url()).toContain(made.channel.id);

    await page.getByRole("button", { name: "New channel" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("made by grace");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("alert").getByText("already taken").waitFor();
    stage.problems.splice(0);
    await page.getByRole("textbox", { name: "Name" }).fill("Made By Ada");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { level: 1, name: "made-by-ada" }).waitFor();
  });

  test("older messages come as one scrolls up, those far away are let go, and the place is kept", async () => {
    await ada.call("POST", "channels", { name: "long", type: "PUBLIC" });
    const path = `channels/${await ada.channelId("long")}/messages`;
    const first = -299;
    for (let index = first; index <= 120; index++)
      await ada.call("POST", path, { text: `line ${index} end` });
    const page = await stage.page("Ada", "long");
    await shown(page, "line 120 end").waitFor();
    expect(await shown(page, "line 70 end").count()).toBe(0);
    const list = page.locator(".messages");
    const top = await shown(page, "line 72 end").boundingBox();
    expect(top?.y).toBeLessThan(0);
    await list.evaluate((area) => area.scrollTo({ top: 100 }));
    const before = await shown(page, "line 75 end").boundingBox();
    await shown(page, "line 30 end").waitFor({ state: "attached" });
    const after = await shown(page, "line 75 end").boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(60);
    const beginning = page.getByText("This is the very beginning of the channel #long.");
    for (let line = 20; line >= first; line -= 50) {
      await list.evaluate((area) => area.scrollTo({ top: 0 }));
      await shown(page, `line ${Math.max(line - 49, first)} end`).waitFor({ state: "attached" });
    }
    await beginning.waitFor();
    expect(await page.locator("article.message").count()).toBe(250);
    expect(await shown(page, "line 120 end").count()).toBe(0);
    await list.evaluate((area) => area.scrollTo({ top: area.scrollHeight - area.clientHeight - 100 }));
    const lower = await shown(page, "line -56 end").boundingBox();
    await shown(page, "line -1 end").waitFor({ state: "attached" });
    const kept = await shown(page, "line -56 end").boundingBox();
    expect(Math.abs((kept?.y ?? 0) - (lower?.y ?? 0))).toBeLessThan(60);
    expect(await beginning.count()).toBe(0);
    await page.getByRole("button", { name: "To the newest messages" }).click();
    await shown(page, "line 120 end").waitFor();
  });

  test("a message that cannot be sent keeps its text and says why", async () => {
    const page = await stage.page("Ada");
    await page.route("**/messages", (route) => route.abort());
    await composer(page).fill("Do not lose me");
    await composer(page).press("Enter");
    await page.getByRole("alert").getByText("Not sent to #general: the workspace does not answer.").waitFor();
    expect(await composer(page).inputValue()).toBe("Do not lose me");
    stage.problems.splice(0);
    await page.unroute("**/messages");
    await composer(page).press("Enter");
    await shown(page, "Do not lose me").waitFor();
  });

  test("the arrow keys walk the messages, and Tab reaches what can be done with one", async () => {
    const page = await stage.page("Ada");
    await send(page, "the one before");
    await send(page, "the last one");
    await shown(page, "the last one").focus();
    await page.keyboard.press("ArrowUp");
    const focused = page.locator("article:focus");
    expect(await focused.textContent()).toContain("the one before");
    await page.keyboard.press("Tab");
    await expect.poll(() => page.locator("button:focus").getAttribute("aria-label")).toBe("Add a reaction");
  });
});
