/** The main path of each example, as a person goes it. Every step throws when it does not lead on. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Example, eventually, type Session } from "./session";

/** An example with its way of being tried. */
export interface Trial extends Pick<Example, "name" | "program" | "env"> {
  /** Folder inside the checkout. */
  path: string;
  /** Needs a MongoDB, named by MONGO_URL. */
  needsMongo?: boolean;
  /** What the compiler needs beside the example's own configuration. */
  compilerFlags?: readonly string[];
  go(session: Session): Promise<void>;
}

function expectTrue(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(`expected ${what}`);
}

// biome-ignore lint/suspicious/noExplicitAny: messages are looked into freely
const has = (onAction: string) => (message: any) =>
  JSON.stringify([message.blocks, message.attachments]).includes(`"onAction":"${onAction}"`);

async function interactivity(session: Session): Promise<void> {
  await session.command("/button-msg");
  const buttons = await session.message(has("bttn_1_action"));
  await session.act("press", { messageId: buttons.id, onAction: "bttn_1_action" });
  await session.whisper("Button 1 pressed");
  const choices: [command: string, onAction: string, value: string | string[], heard: string][] = [
    ["/select-menu-msg", "static_select_menu_action", "Option 3", "Selected: Option 3"],
    ["/select-menu-option-groups-msg", "static_select_menu_action", "Option 4", "Selected: Option 4"],
    ["/dynamic-menu-msg", "dynamic_select_menu_action", "2", "Dynamic option selected 2"],
    ["/checkboxes-msg", "checkboxes_action", ["Option 1", "Option 4"], "Selected: Option 1,Option 4"],
    ["/date-picker-msg", "date_picker_action", "2026-02-03", "Selected: 2026-02-03"],
    [
      "/date-range-picker-msg",
      "date_range_picker_action",
      ["2026-02-03", "2026-02-05"],
      "2026-02-03,2026-02-05",
    ],
  ];
  let before = buttons.id;
  for (const [command, onAction, value, heard] of choices) {
    await session.command(command);
    const shown = await session.message((message) => message.id > before && has(onAction)(message));
    before = shown.id;
    await session.act("choose", { messageId: shown.id, onAction, value });
    await session.whisper(heard);
  }
  const { options } = await session.act("options", {
    messageId: (await session.message(has("dynamic_select_menu_action"))).id,
    onAction: "dynamic_select_menu_action",
    query: "sec",
  });
  expectTrue(options.length === 1, "one option for what was typed");
  await session.command("/interactive-attachment-msg");
  await session.message((message) => JSON.stringify(message.attachments).includes("Open Youtube"));

  const { view } = await session.shortcut("open_modal");
  expectTrue(
    view?.state.values.input_static_1.static_select_menu_input_action.value === "2",
    "the state's choice",
  );
  const updated = await session.act("choose", { onAction: "second_select_menu_modal", value: "Option 1" });
  expectTrue(JSON.stringify(updated.view.blocks).includes("input_text_field_1"), "the view to be updated");
  const pushed = await session.act("press", { onAction: "info_btn_action" });
  expectTrue(pushed.view?.parentViewId === view.id, "an info view on top");
  const back = await session.act("close");
  expectTrue(back.view?.id === view.id, "the form below it");
  await session.act("type", { onAction: "input_text_1", text: "typed" });
  expectTrue((await session.act("submit")).acknowledged, "the form to be taken");
  await eventually("the log of the form", async () => session.output.includes('"typed"') || undefined);
  const home = await eventually("the published home", async () => {
    const shown = (await session.act("open_home", { appId: session.appId })).view;
    return JSON.stringify(shown.blocks).includes("info_btn_action") ? shown : undefined;
  });
  const onHome = await session.act("press", { viewId: home.id, onAction: "info_btn_action" });
  expectTrue(onHome.view?.parentViewId === home.id, "a view on top of the home");
}

async function richText(session: Session): Promise<void> {
  await session.command("/send_rich_text_example");
  const sent = await session.message(has("dropDown1"));
  const { options } = await session.act("options", { messageId: sent.id, onAction: "dropDown1", query: "a" });
  expectTrue(options.length === 1, "an option");
  await session.command("/send_code_example");
  await session.message((message) => JSON.stringify(message.blocks).includes("rich_text_preformatted"));
  await session.command("/send_list_example");
  await session.message((message) => JSON.stringify(message.blocks).includes("rich_text_list"));
  const { message } = await session.act("post", { channel: "general", text: "mine" });
  await session.shortcut("attach_something", message.id);
  await session.message(({ id, attachments }) => id === message.id && attachments.length === 1);
  await session.shortcut("global_shortcut");
  await session.whisper("Received global shortcut!");
  await eventually("the event", async () => session.output.includes("Received new message!") || undefined);
}

async function poll(session: Session): Promise<void> {
  const settings = (await session.shortcut("create_poll")).view;
  expectTrue(settings?.callbackId === "pollSettings", "the settings of a poll");
  const { options } = await session.act("options", { onAction: "channel_selector", query: "gen" });
  expectTrue(JSON.stringify(options).includes("general"), "the channel general");
  await session.act("choose", { onAction: "channel_selector", value: session.general });
  await session.act("choose", { onAction: "allowed_new_answer_selector", value: "newAnswer-allow" });
  const form = (await session.act("submit")).view;
  expectTrue(form?.callbackId === "pollCreate", "the form of a poll");
  await session.act("type", { onAction: "question_selector", text: "Tea or coffee?" });
  await session.act("type", { onAction: "input_answer_0", text: "Tea" });
  await session.act("type", { onAction: "input_answer_1", text: "Coffee" });
  expectTrue((await session.act("press", { onAction: "addOption" })).view, "one more answer");
  await session.act("type", { onAction: "input_answer_2", text: "Water" });
  expectTrue((await session.act("submit")).acknowledged, "the poll to be taken");
  const shown = await session.message((message) => JSON.stringify(message.blocks).includes("Tea or coffee?"));
  expectTrue(JSON.stringify(shown.blocks).includes("Water"), "the answer that was added");
  await session.act("press", { messageId: shown.id, onAction: "poll_button", value: "Tea" });
  await session.message((message) => message.id === shown.id && message.edited);
  const results = (await session.act("press", { messageId: shown.id, onAction: "poll_results_btn" })).view;
  expectTrue(results?.callbackId === "", "the results, whose callback is empty");
  const add = (await session.act("press", { messageId: shown.id, onAction: "poll_add_answer_btn" })).view;
  expectTrue(add?.state.values.pollId, "a state without a block");
  await session.act("type", { onAction: "input_add_answer_block", text: "Juice" });
  expectTrue((await session.act("submit")).acknowledged, "the answer to be taken");
  await session.message(
    (message) => message.id === shown.id && JSON.stringify(message.blocks).includes("Juice"),
  );
}

const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Local news</title><link>http://127.0.0.1/</link>
<description>x</description><item><title>First</title><link>http://127.0.0.1/1</link>
<pubDate>Fri, 22 May 2026 00:00:00 GMT</pubDate></item></channel></rss>`;

async function rss(session: Session): Promise<void> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`;
  try {
    await session.command("/feed help");
    await session.whisper("subscribe");
    const home = await eventually(
      "the home",
      async () => (await session.act("open_home", { appId: session.appId })).view,
    );
    const form = (await session.act("press", { viewId: home.id, onAction: "add_feed_btn_open_modal" })).view;
    expectTrue(form?.callbackId === "modalAddFeedCallback", "a form on top of the home");
    await session.act("type", { onAction: "input_add_url_block", text: url });
    await session.act("choose", { onAction: "onChannelDynamicItemSelect", value: session.general });
    expectTrue((await session.act("submit")).acknowledged, "the feed to be taken");
    await session.whisper("Feed subscribed: Local news");
    await eventually("the feed on the home", async () => {
      const shown = (await session.act("open_home", { appId: session.appId })).view;
      return JSON.stringify(shown.blocks).includes(url) || undefined;
    });
    await session.command("/feed list");
    await session.whisper("Local news");
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function playground(session: Session): Promise<void> {
  await session.command("/all_messages_1");
  await session.message((message) => JSON.stringify(message.blocks).includes("https://example.com"));
  await session.whisper("tx");
  await session.command("/slash_4");
  await session.whisper("Edited ephemeral message.");
  const native = (await session.shortcut("native_modal")).view;
  expectTrue(native, "a form");
  await session.act("close");
  const picker = await session.shortcut("gdrive_modal");
  expectTrue(!picker.acknowledged && picker.notice, "a notice instead of a picker that is not there");
  await session.act("post", { channel: "general", text: "test this" });
  await eventually("the event", async () => session.output.includes("RECEIVED MESSAGE") || undefined);
  await session.command("/slash_3");
  const { files } = await session.message((message) => message.files.length === 3);
  expectTrue(files[0].owner && files[0].path.startsWith("http"), "files with owner and address");
}

/** All of them. */
export const trials: Trial[] = [
  { name: "interactivity", path: "examples/interactivity", program: "dist/main.js", go: interactivity },
  { name: "rich-text", path: "examples/rich-text", program: "dist/main.js", go: richText },
  {
    ...{
      name: "poll",
      path: "examples/addon-pumble-poll",
      program: "dist/main.js",
      needsMongo: true,
      go: poll,
    },
    env: (_, port) => ({ ADDON_LISTENER_PORT: String(port), MONGO_DB_NAME: `try_poll_${port}` }),
  },
  {
    ...{ name: "RSS", path: "examples/addon-pumble-rss", program: "dist/main.js", needsMongo: true, go: rss },
    env: (app, port) => ({
      ADDON_LISTENER_PORT: String(port),
      MONGO_DB_NAME: `try_rss_${port}`,
      ADDON_CLIENT_ID: app.PUMBLE_APP_ID!,
      ADDON_APP_KEY: app.PUMBLE_APP_KEY!,
      ADDON_CLIENT_SECRET: app.PUMBLE_APP_CLIENT_SECRET!,
      ADDON_SIGNING_SECRET: app.PUMBLE_APP_SIGNING_SECRET!,
      APP_BASE_URL: `http://127.0.0.1:${port}`,
    }),
  },
  {
    ...{ name: "playground", path: "playground", program: "dist/playground/example-1.js", go: playground },
    // It compiles the SDK's sources, which import the SDK's package.json, and its own configuration does not say so.
    compilerFlags: ["--resolveJsonModule"],
  },
];
