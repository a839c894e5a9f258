import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workshop } from "./workshop";

const shop = workshop();

/** A script that would write, and says so. */
const writing = (permissions: string) => `
import { defineScript } from "pumble-iac/script";
export default defineScript({ permissions: ${permissions}, run: async ({ files }) => { await files.write("out.json", "{}"); return "ran"; } });
`;
const env = { HOME: process.env.HOME, PUMBLE_SCRIPT_REACH: "workspace" };
const written = () => existsSync(join(shop.folder, "out.json"));

test.each([
  ['{ net: "pumble", write: ["out.json"] }', "writes out.json"],
  ['{ net: ["pumble", "example.com"] }', "reaches example.com"],
  ['{ net: ["example.com"], write: ["a", "b"] }', "writes a, b and reaches example.com"],
])("a script that declares %s does not run where the workspace is thrown away", async (declared, what) => {
  const problem = await shop.problem(writing(declared), { env, deno: null });
  expect(problem).toMatchObject({
    message: expect.stringContaining(`was not run: it ${what}, which is there when`),
    exitCode: 2,
  });
  expect(written()).toBe(false);
});

test("a script that reaches nothing but Pumble runs there, and one that writes runs elsewhere", async () => {
  const quiet = `import { defineScript } from "pumble-iac/script";
export default defineScript({ permissions: { net: "pumble", env: ["HOME"], read: ["."] }, run: () => "ran" });`;
  expect(await shop.run(quiet, { env, deno: null })).toMatchObject({ output: "ran" });
  const elsewhere = { HOME: process.env.HOME };
  expect(await shop.run(writing('{ write: ["out.json"] }'), { env: elsewhere, deno: null })).toMatchObject({
    output: "ran",
  });
  expect(written()).toBe(true);
});
