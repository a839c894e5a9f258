import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AttachedProvider, attachedProvider } from "./attached-provider";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let provider: AttachedProvider;
let project: TerraformProject;
let channelId: string;

beforeAll(async () => {
  test = await startTestStack();
  provider = await attachedProvider(test.env);
  channelId = (await test.client.createChannel({ name: "content", type: "PUBLIC" })).id;
});
afterAll(async () => {
  await provider?.stop();
  await test?.close();
});
beforeEach(() => {
  project = new TerraformProject({ ...test.env, ...provider.env });
});
afterEach(() => project.remove());

function message(...lines: string[]): string {
  const body = [`channel_id = "${channelId}"`, ...lines].join("\n  ");
  return `resource "pumble_message" "it" {\n  ${body}\n}\n`;
}

async function applied(hcl: string): Promise<string> {
  project.write(hcl);
  await project.init();
  await project.applied();
  return messageId();
}

async function messageId(): Promise<string> {
  return (await project.state())["pumble_message.it"]?.values.id as string;
}

const fetched = (id: string) => test.client.fetchMessage({ channelId, messageId: id });

async function actions(...args: string[]): Promise<string[][]> {
  return (await project.changes(...args)).map((one) => one.change.actions);
}

async function invalid(...lines: string[]): Promise<string> {
  project.write(message(...lines));
  await project.init();
  const result = await project.run("validate", "-no-color");
  expect(result.code).toBe(1);
  return result.text;
}

const section = (text: string, style = "") =>
  `{ type = "rich_text", elements = [{ type = "rich_text_section", elements = [{ type = "text", text = "${text}"${style} }] }] }`;
const bold = ", style = { bold = true }";

describe("pumble_message's content", () => {
  it("as Markdown becomes rich text with mentions resolved, is edited in place, and shows drift", async () => {
    const grace = (await test.client.listUsers({})).find((user) => user.email === "grace@example.com")!;
    const markdown = 'markdown = "# Plan\\n\\n- **one**\\n- see #content, @Grace@example.com"';
    const id = await applied(message(markdown));
    const { text, blocks } = await fetched(id);
    expect(JSON.stringify(blocks)).toContain(`"user_id":"${grace.id}"`);
    expect(JSON.stringify(blocks)).toContain(`"channel_id":"${channelId}"`);
    expect(text).toContain("• one");
    expect(await project.changes()).toEqual([]);

    await test.client.editMessage({ channelId, messageId: id, text: "Meddled" });
    expect((await project.changes()).map((one) => one.change)).toMatchObject([
      { actions: ["update"], before: { markdown: "Meddled" } },
    ]);
    await project.applied();
    expect((await fetched(id)).blocks).toEqual(blocks);

    project.write(message('markdown = "*Done*"'));
    await project.applied();
    expect((await fetched(id)).blocks).toMatchObject([
      { elements: [{ elements: [{ type: "text", text: "Done", style: { italic: true } }] }] },
    ]);
    expect(await project.changes()).toEqual([]);

    // The same words without their style are drift too.
    await test.client.editMessage({ channelId, messageId: id, text: "Done" });
    expect(await actions()).toEqual([["update"]]);
    await project.destroy();
    await expect(fetched(id)).rejects.toMatchObject({ kind: "not_found" });
  });

  it("may mention a channel that the same apply creates, but nobody who does not exist", async () => {
    project.write(`
      resource "pumble_channel" "soon" { name = "soon" }
      ${message('markdown = "See #soon"', "depends_on = [pumble_channel.soon]")}
    `);
    await project.init();
    await project.applied();
    expect(JSON.stringify((await fetched(await messageId())).blocks)).toContain('"type":"channel"');
    expect(await project.changes()).toEqual([]);
    project.write(message('markdown = "Hello @nobody@example.com"'));
    const plan = await project.plan();
    expect(plan.code).toBe(1);
    expect(plan.text).toContain("@nobody@example.com: no member has this e-mail address");
    await project.destroy();
  });

  it("as blocks is compared by meaning: another way to write the same JSON is no change", async () => {
    const id = await applied(message(`blocks = jsonencode([${section("Hi", bold)}])`));
    expect((await fetched(id)).text).toBe("Hi");
    expect(await project.changes()).toEqual([]);
    const twoParts = `{ style = { bold = true, italic = false }, text = "H", type = "text" }, { type = "text", text = "i", style = { bold = true } }`;
    project.write(
      message(
        `blocks = jsonencode([{ elements = [{ type = "rich_text_section", elements = [${twoParts}] }], type = "rich_text" }])`,
      ),
    );
    expect(await project.changes()).toEqual([]);
    await test.client.editMessage({ channelId, messageId: id, text: "Hi" });
    expect(await actions()).toEqual([["update"]]);
    await project.destroy();
  });

  it("changes form in place, and an imported rich message needs no edit", async () => {
    const blocks = [
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_section", elements: [{ type: "text", text: "Old", style: { bold: true } }] },
        ],
      },
    ];
    const { id } = await test.client.sendMessage({ channelId, text: "Old", blocks });
    project.write(message(`blocks = jsonencode([${section("Old", bold)}])`));
    await project.init();
    await project.ok("import", "-input=false", "-no-color", "pumble_message.it", `content/${id}`);
    expect(await project.changes()).toEqual([]);
    project.write(message('markdown = "**Old**"'));
    await project.applied();
    expect((await fetched(id)).edited).toBe(false);
    project.write(message('text = "New"'));
    await project.applied();
    expect(await fetched(id)).toMatchObject({ text: "New", edited: true });
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });

  it("is posted anew when a trigger or the attachments change, and the old message goes", async () => {
    const id = await applied(message('text = "Reminder"', 'triggers = { week = "1" }'));
    project.write(message('text = "Reminder"', 'triggers = { week = "2" }'));
    expect(await actions()).toEqual([["delete", "create"]]);
    await project.applied();
    await expect(fetched(id)).rejects.toMatchObject({ kind: "not_found" });
    const attachments = 'attachments = jsonencode([{ title = "Details", color = "#00aa00" }])';
    project.write(message('text = "Reminder"', 'triggers = { week = "2" }', attachments));
    expect(await actions()).toEqual([["delete", "create"]]);
    await project.applied();
    expect((await fetched(await messageId())).attachments).toMatchObject([{ title: "Details" }]);
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });

  it("stays when it is destroyed with on_destroy = keep", async () => {
    const id = await applied(message('text = "For the record"', 'on_destroy = "keep"'));
    expect((await project.destroy()).code).toBe(0);
    expect((await fetched(id)).text).toBe("For the record");
    await test.client.deleteMessage({ channelId, messageId: id });
  });

  it("is not edited when only what Terraform does with it changes", async () => {
    const id = await applied(message('text = "Untouched"'));
    project.write(message('text = "Untouched"', 'on_destroy = "keep"', "adopt_existing = true"));
    expect(await actions()).toEqual([["update"]]);
    await project.applied();
    expect((await fetched(id)).edited).toBe(false);
    project.write(message('text = "Untouched"'));
    await project.applied();
    await project.destroy();
  });

  it("with adopt_existing takes over what was posted before, each message once", async () => {
    const twin = async () => (await test.client.sendMessage({ channelId, text: "Twin" })).id;
    const ids = [await twin(), await twin()];
    const both = message("count = 3", 'text = "Twin"', "adopt_existing = true");
    project.write(both);
    await project.init();
    await project.applied();
    const made = Object.values(await project.state()).map((one) => one.values.id as string);
    expect(made).toEqual(expect.arrayContaining(ids));
    expect(new Set(made).size).toBe(3);
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });

  it("notifies everybody only with allow_broadcast", async () => {
    const id = await applied(message('markdown = "@channel lunch"', "allow_broadcast = true"));
    expect(JSON.stringify((await fetched(id)).blocks)).toContain('"range":"channel"');
    project.write(message('markdown = "@channel lunch"'));
    expect((await project.plan()).text).toContain("Set allow_broadcast = true");
    await project.destroy();
  });

  it.each([
    { what: "nothing", lines: [], says: "None of them is set" },
    { what: "two forms", lines: ['text = "a"', 'markdown = "b"'], says: "Set are text and markdown" },
    { what: "@here in text", lines: ['text = "Hey @here!"'], says: "@here notifies many people at once" },
    {
      what: "blocks beyond the grammar",
      lines: ['blocks = jsonencode([{ type = "rich_text", elements = [{ type = "rich_text_poem" }] }])'],
      says: "[0].elements[0].type",
    },
    {
      what: "a broadcast in blocks",
      lines: [
        'blocks = jsonencode([{ type = "rich_text", elements = [{ type = "rich_text_section", elements = [{ type = "broadcast", range = "here" }] }] }])',
      ],
      says: "@here notifies many people at once",
    },
    {
      what: "Markdown with nothing in it",
      lines: ['markdown = "[a]: https://example.com"'],
      says: "shows nothing",
    },
    { what: "Markdown of blanks", lines: ['markdown = " "'], says: "more than blanks" },
  ])("is refused at validation when it is $what", async ({ lines, says }) => {
    expect(await invalid(...lines)).toContain(says);
  });

  it("that is no JSON, where another object may give it, is refused by the plan", async () => {
    project.write(message('blocks = "hello"'));
    await project.init();
    const plan = await project.plan();
    expect(plan.code).toBe(1);
    expect(plan.text).toContain("must be JSON text of a list");
  });
});
