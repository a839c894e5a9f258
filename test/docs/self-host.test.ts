import { expect, it } from "vitest";
import { environmentNames } from "../../src/addon/config";
import { codeBlocksOf } from "./pages";

const blocks = codeBlocksOf("docs/guides/self-host.md");

/** The names that a block gives values to. */
function namesSetIn(code: string): string[] {
  return [...code.matchAll(/^(?:export )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);
}

it("the file of secrets sets what the addon reads, all that it requires, and the database's password", () => {
  const secrets = blocks.find(({ code }) => code.startsWith("cat > .env"))!;
  const names = namesSetIn(secrets.code);
  const read = new Set([...environmentNames, "POSTGRES_PASSWORD"]);
  expect(names.filter((name) => !read.has(name))).toEqual([]);
  const required = environmentNames.filter((name) => /^PUMBLE_(APP_|ENCRYPTION_KEY)/.test(name));
  expect(names).toEqual(expect.arrayContaining([...required, "POSTGRES_PASSWORD"]));
});
