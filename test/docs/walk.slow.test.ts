/**
 * Every code block of the README and the guides, from the packed package in an empty folder: the blocks of a page are one
 * walk. What is left out is printed with the reason. `PUMBLE_DOCS=all` also walks what takes minutes.
 */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeBlocksOf } from "./pages";
import { layGround } from "./walk/ground";
import { type Outcome, PageWalk, type Walked } from "./walk/page-walk";
import { DocStage } from "./walk/stage";
import { TypeScriptOfPages } from "./walk/typescript";

const guides = readdirSync("docs/guides").map((name) => `docs/guides/${name}`);
const pages = ["README.md", "CONTRIBUTING.md", ...guides].filter((page) => codeBlocksOf(page).length > 0);

let walked: Walked;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  const ground = await layGround();
  rmSync(join(ground.folder, "pages"), { recursive: true, force: true });
  walked = { ground, stage: await DocStage.start(ground), typescript: new TypeScriptOfPages(ground) };
});
afterAll(async () => {
  await walked?.stage.close();
  const leftOut = outcomes.filter(({ what }) => what === "left out");
  console.log(
    `Left out of the walk through the docs:\n${leftOut.map(({ place, why }) => `  ${place}\n    ${why}`).join("\n")}`,
  );
});

it.each(pages)("%s does what it says, from the packed package in an empty folder", async (page) => {
  await walked.stage.reset();
  const found = await new PageWalk(page, walked).walk();
  expect(found).toHaveLength(codeBlocksOf(page).length);
  outcomes.push(...found);
});

it("the TypeScript of all pages compiles", () => walked.typescript.check());

it("the parts of stacks in all pages are synthesised", () => walked.typescript.synthesise());
