// A plan may come before the provider's key is known: it then asks Pumble for nothing, and says why where it would have to.
import { expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { declared, groundOf } from "./every-resource";
import { InProcess, type Told, unknown, type Values } from "./in-process";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
const title = "The provider's api_key or base_url is not known yet";
const titles = (told: Told[]) => told.map(({ summary }) => summary);

async function unconfigured(): Promise<InProcess> {
  const pumble = new InProcess(provider);
  expect(await pumble.configure({ api_key: unknown, base_url: scene.test.stack.addonUrl })).toEqual([]);
  return pumble;
}

it.each(Object.keys(declared))("%s is planned, and not refreshed", async (name) => {
  const config = declared[name]!(await groundOf(scene));
  const { state, stored } = await scene.applied(name, config);
  const pumble = await unconfigured();
  const there = { state, private: stored!.privateBytes, diagnostics: [] };
  expect((await pumble.plan(name, config)).diagnostics).toEqual([]);
  expect((await pumble.plan(name, config, there)).diagnostics).toEqual([]);
  const read = await pumble.read(name, there);
  expect([titles(read.diagnostics), read.state]).toEqual([[title], state]);
});

it.each<[string, Values]>([
  ["api_keys", {}],
  ["channel", { name: "general" }],
  ["channels", {}],
  ["current_user", {}],
  ["messages", { channel_id: "0".repeat(24) }],
  ["search", { text: "Hello" }],
  ["user", { email: "ada@example.com" }],
  ["user_groups", {}],
  ["users", {}],
])("the data source %s says so", async (name, config) => {
  expect(titles((await (await unconfigured()).data(name, config)).diagnostics)).toEqual([title]);
});

it("the ephemeral key says so", async () => {
  expect(titles((await (await unconfigured()).open("api_key", {})).diagnostics)).toEqual([title]);
});
