import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const example = "examples/small-provider";
const guide = readFileSync("docs/guides/write-a-provider.md", "utf8");

/** The fenced code below each line that is only a file's name. */
const shown = new Map(
  [...guide.matchAll(/^`([\w.]+)`\n\n```\w+\n([\s\S]*?)```$/gm)].map((match) => [match[1]!, match[2]!]),
);

it("the guide shows the files of the example that the tests run, letter by letter", () => {
  const files = readdirSync(example).filter((name) => name !== "README.md");
  expect([...shown.keys()].sort()).toEqual(files.sort());
  for (const [name, code] of shown) expect(code, name).toBe(readFileSync(join(example, name), "utf8"));
});

it("the code on the layer's front page compiles: it stands in a file beside this test", () => {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(readFileSync("src/terraform/README.md", "utf8"))!;
  const file = readFileSync("test/terraform/docs/note.ts", "utf8");
  expect(file.slice(0, code!.length)).toBe(code);
});
