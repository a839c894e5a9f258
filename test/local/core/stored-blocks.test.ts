import { expect, test } from "vitest";
import { installedWorkspace } from "../support";

const section = (...elements: unknown[]) => [
  { type: "rich_text", elements: [{ type: "rich_text_section", elements }] },
];

const broken: Record<string, unknown[]> = {
  "no element": section(null),
  "an element that is a list": section([]),
  "an element without a type": section({ text: "x" }),
  "a text that is none": section({ type: "text", text: 1 }),
  "a text that is missing": section({ type: "text" }),
  "elements that are an object": [{ type: "rich_text", elements: {} }],
  "no elements": [{ type: "rich_text" }],
  "no section": [{ type: "rich_text", elements: [null] }],
  "a link without a URL that can be read": section({ type: "link", url: 5 }),
  "a button without a text": [{ type: "actions", elements: [{ type: "button", onAction: "go" }] }],
  "a button whose text is none": [{ type: "actions", elements: [{ type: "button", text: "Go" }] }],
  "checkboxes without a choice": [{ type: "actions", elements: [{ type: "checkboxes" }] }],
  "a menu with a choice that is none": [
    {
      type: "actions",
      elements: [
        { type: "static_select_menu", placeholder: { type: "plain_text", text: "x" }, options: [null] },
      ],
    },
  ],
  "a section without a text": [{ type: "section" }],
  "an input without a label": [{ type: "input", blockId: "a", element: { type: "date_picker" } }],
  "an emoji whose name is none": section({ type: "emoji", name: null, style: 7 }),
};

for (const [name, blocks] of Object.entries(broken)) {
  test(`blocks with ${name} are refused, and search still works`, async () => {
    const { page, ada, general } = await installedWorkspace();
    const refused = await page(ada).post(`channels/${general}/messages`, { text: "find me", blocks });
    expect([refused.status, refused.body.code]).toEqual([400, 400_000]);
    expect(refused.body.message).toContain("blocks");
    const found = await page(ada).get("search?text=find");
    expect(found.status).toBe(200);
    expect(JSON.stringify(found.body)).not.toContain("find me");
  });
}

test("blocks of kinds and fields that nobody knows yet are stored as they are", async () => {
  const { page, ada, general } = await installedWorkspace();
  const blocks = [
    ...section({ type: "text", text: "find me", glow: 3 }, { type: "date", at: 5 }),
    { type: "rich_text", elements: [{ type: "rich_text_table", elements: [{ type: "row", elements: [] }] }] },
    { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Go" } }] },
  ];
  const posted = await page(ada).post(`channels/${general}/messages`, { text: "find me", blocks });
  expect(posted.status).toBe(200);
  expect(JSON.stringify(posted.body)).toContain(JSON.stringify(blocks));
  expect((await page(ada).get("search?text=find")).status).toBe(200);
});

test.each([
  ["a block that is none", { blocks: [null] }],
  ["a block without a type", { blocks: [{}] }],
  ["a button without a text", { blocks: [{ type: "actions", elements: [{ type: "button" }] }] }],
  ["a field that is none", { fields: [null] }],
])("attachments with %s are refused, wherever they come from", async (_, attachment) => {
  const { user, ada, page, general } = await installedWorkspace();
  const at = `/v1/channels/${general}/messages`;
  const { id } = (await user.post(at, { text: "x" })).body;
  const content = { text: "x", attachments: [attachment] };
  const sendAt = Date.now() + 3_600_000;
  const later = (await user.post("/v1/messages/scheduled", { text: "x", channelId: general, sendAt })).body;
  const answers = [
    await user.post(at, content),
    await user.put(`${at}/${id}`, content),
    await user.put(`${at}/${id}/attachments`, content),
    await user.put(`/v1/messages/scheduled/${later.id}/attachments`, content),
    await page(ada).post(`channels/${general}/messages`, content),
  ];
  for (const { status, body } of answers) {
    expect([status, body.message]).toEqual([400, expect.stringContaining("attachments.0.")]);
  }
});

test("what is long, and null for what is left out, is stored as it is", async () => {
  const { user, general } = await installedWorkspace();
  const text = { type: "plain_text", text: "x".repeat(200) };
  const elements = [{ type: "button", text, value: null, style: "huge", confirm: null }];
  const blocks = [{ type: "actions", elements }];
  const attachments = [{ blocks, fields: [{ title: null }], anything: [null] }];
  const posted = await user.post(`/v1/channels/${general}/messages`, { text: "x", blocks, attachments });
  expect([posted.status, posted.body.blocks, posted.body.attachments]).toEqual([200, blocks, attachments]);
});
