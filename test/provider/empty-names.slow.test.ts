// Empty is not a name: in no attribute of anything the provider has, in no import id and in no identity.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { type AddonProxy, startAddonProxy } from "../e2e/addon-proxy";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { InProcess, type Told, type Values } from "./in-process";
import { InProcessObject } from "./in-process-object";

let test: TestStack;
let proxy: AddonProxy;
let pumble: InProcess;

beforeAll(async () => {
  test = await startTestStack();
  proxy = await startAddonProxy(test.stack.addonUrl);
});
afterAll(async () => {
  await proxy?.close();
  await test?.client.close();
  await test?.close();
});
beforeEach(async () => {
  pumble = new InProcess(provider);
  expect(await pumble.configure({ api_key: test.apiKey, base_url: proxy.url })).toEqual([]);
});

type Kind = "resource" | "data source" | "ephemeral resource" | "action" | "list";
const id = "0".repeat(24);

/** What each needs besides; where nothing is said, nothing. */
const rest: Readonly<Record<string, Values>> = {
  "resource api_key": { name: "ci" },
  "resource channel": { name: "ops" },
  "resource channel_member": { channel_id: id },
  "resource channel_members": { channel_id: id },
  "resource direct_message": { text: "Hello" },
  "resource message": { channel_id: id },
  "resource reaction": { channel_id: id, message_id: id, reaction: ":tada:" },
  "resource reply": { channel_id: id, thread_root_id: id },
  "resource scheduled_message": { channel_id: id, send_at: "2040-01-01T00:00:00Z" },
  "data source messages": { channel_id: id },
  "data source search": { text: "x" },
  "action send_message": { channel_id: id },
  "list message": { channel_id: id },
};

/** What makes the rest whole, unless it is that which is tried: formats are looked at once nothing is missing. */
const hello = { text: "Hello" };
const people = { emails: ["ada@example.com"] };
const whole: Readonly<Record<string, Values>> = {
  "resource channel_member": { email: "ada@example.com" },
  "resource channel_members": people,
  "resource direct_message": people,
  "resource message": hello,
  "resource reply": hello,
  "resource scheduled_message": hello,
  "action send_message": hello,
};
const alternatives = ["text", "markdown", "blocks", "email", "emails", "user_id", "user_ids"];

/** Where nothing in so many signs means something, and what. */
const meaningful: Readonly<Record<string, string>> = {
  "resource channel description": "The channel has none.",
  "data source channels name_regex": "It fits every name, or those with a blank in them.",
};

const lists = provider.resources.flatMap(({ name, list }) =>
  list ? [{ name, attributes: list.attributes }] : [],
);
const objects = (
  [
    ["resource", provider.resources],
    ["data source", provider.dataSources],
    ["ephemeral resource", provider.ephemeralResources],
    ["action", provider.actions],
    ["list", lists],
  ] as const
).flatMap(([kind, all]) => all.map(({ name, attributes }) => ({ kind, name, attributes })));

interface Case {
  kind: Kind;
  name: string;
  attribute: string;
  empty: unknown;
}

const cases: Case[] = objects.flatMap(({ kind, name, attributes }) =>
  Object.entries(attributes).flatMap(([attribute, { mode, shape }]): Case[] => {
    if (mode === "computed") return [];
    const { kind: of, element } = shape as { kind: string; element?: { kind: string } };
    if (of === "string") return ["", " "].map((empty) => ({ kind, name, attribute, empty }));
    const isOfTexts = (of === "set" || of === "list") && element?.kind === "string";
    return isOfTexts ? [{ kind, name, attribute, empty: [""] }] : [];
  }),
);

/** What Terraform is told before anything is asked of Pumble. */
async function told({ kind, name, attribute, empty }: Case): Promise<Told[]> {
  const others = alternatives.includes(attribute) ? {} : whole[`${kind} ${name}`];
  const config = { ...rest[`${kind} ${name}`], ...others, [attribute]: empty };
  const atOnce = await pumble.validate(kind, name, config);
  if (atOnce.length > 0) return atOnce;
  if (kind === "resource") return (await pumble.plan(name, config)).diagnostics;
  if (kind === "data source") return (await pumble.data(name, config)).diagnostics;
  if (kind === "ephemeral resource") return (await pumble.open(name, config)).diagnostics;
  return kind === "action" ? pumble.planAction(name, config) : pumble.list(name, config);
}

describe("a text that shows nothing", () => {
  it.each(cases)("like $empty is refused as $attribute of the $kind $name", async (one) => {
    const why = meaningful[`${one.kind} ${one.name} ${one.attribute}`];
    const asked = proxy.requests.length;
    const all = await told(one);
    if (why) return expect(all.filter(({ severity }) => severity === 1)).toEqual([]);
    const text = all.map(({ summary, detail }) => `${summary} ${detail}`).join("\n");
    expect(text).toContain(`Invalid value for ${one.attribute}`);
    expect(proxy.requests.slice(asked)).toEqual([]);
  });

  it("means something only where it is said what", () => {
    const known = cases.map(({ kind, name, attribute }) => `${kind} ${name} ${attribute}`);
    expect(Object.keys(meaningful).filter((one) => !known.includes(one))).toEqual([]);
  });
});

/** Parts of an import id that name nothing, for each form; `#` alone names no channel. */
const ids = [
  "",
  " ",
  "#",
  "/",
  "//",
  `${id}/`,
  `/${id}`,
  `#/${id}`,
  `${id}//${id}`,
  "@",
  `@/${id}`,
  `,/${id}`,
];

describe("an import", () => {
  it.each(provider.resources.map(({ name }) => name))(
    "of %s takes no empty id and no empty part",
    async (name) => {
      for (const by of ids) {
        const object = new InProcessObject(test, `pumble_${name}`);
        const [problem, ...others] = await object.import(by);
        expect([by, problem?.severity, others]).toEqual([by, "error", []]);
        expect(problem!.summary).toMatch(/^Cannot import /);
        expect(problem!.summary).toContain(JSON.stringify(by));
        expect(object.state).toBeNull();
      }
    },
  );

  it.each(
    provider.resources.flatMap(({ name, identity }) =>
      Object.keys(identity!.attributes).map((part) => ({ name, part })),
    ),
  )("of $name takes no identity whose $part is empty", async ({ name, part }) => {
    const { attributes } = provider.resources.find((one) => one.name === name)!.identity!;
    const whole = Object.fromEntries(
      Object.keys(attributes).map((one) => [one, one === "reaction" ? ":tada:" : id]),
    );
    const object = new InProcessObject(test, `pumble_${name}`);
    const [problem] = await object.import({ ...whole, [part]: "" });
    expect(problem?.severity).toBe("error");
    expect(problem!.summary).toMatch(/^Cannot import .* by this identity$/);
  });
});
