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
