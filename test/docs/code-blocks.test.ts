import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transform } from "sucrase";
import { afterAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { loadWorkspace } from "../../src/workspace-file";
import { type CodeBlock, codeBlocksOf, pages } from "./pages";

/** The reference shows signatures, which are no programs. */
const blocks = pages.filter((page) => !page.startsWith("docs/reference/")).flatMap(codeBlocksOf);
const scratch = mkdtempSync(join(tmpdir(), "pumble-code-blocks-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Blocks of some languages by place; a second one of the same place gets a number. */
function inLanguages(...languages: string[]): [place: string, block: CodeBlock][] {
  const found = blocks.filter(({ language }) => languages.includes(language));
  return found.map((block, index) => [`${index + 1}, ${block.place}`, block]);
}

/** A seed of the local workspace has a list of channels, a workspace has them by key. */
const isWorkspace = ({ code }: CodeBlock) => /^channels:\n {2}[^-\s]/m.test(code);

describe("TypeScript parses", () => {
  it.each(inLanguages("ts", "js"))("%s", (_, { code }) => {
    expect(() => transform(code, { transforms: ["typescript"] })).not.toThrow();
  });
});

describe("JSON parses", () => {
  it.each(inLanguages("json"))("%s", (_, { code }) => {
    expect(() => JSON.parse(code)).not.toThrow();
  });
});

describe("YAML parses", () => {
  it.each(inLanguages("yaml"))("%s", (_, { code }) => {
    const documents = parseAllDocuments(code);
    expect(Array.isArray(documents) && documents.flatMap(({ errors }) => errors)).toEqual([]);
  });
});

describe("a workspace in YAML is one that pumble accepts", () => {
  it.each(inLanguages("yaml").filter(([, block]) => isWorkspace(block)))("%s", (_, { code }) => {
    const folder = mkdtempSync(join(scratch, "workspace-"));
    for (const [, file] of code.matchAll(/(?:markdown|blocks|script|file): (\.\/[\w./-]+)/g)) {
      writeFileSync(join(folder, file!), file!.endsWith(".json") ? "[]" : "Text.\n");
    }
    writeFileSync(join(folder, "workspace.yaml"), code);
    expect(loadWorkspace(folder).problems).toEqual([]);
  });
});

it("HCL parses", () => {
  const found = inLanguages("hcl", "terraform");
  expect(found.length).toBeGreaterThan(20);
  const folder = join(scratch, "hcl");
  mkdirSync(folder);
  found.forEach(([, { place, code }], index) => {
    writeFileSync(join(folder, `block-${index + 1}.tf`), `# ${place}\n${code}`);
  });
  // It ends with 2 and names file and line where it cannot parse one.
  const terraform = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
  execFileSync(terraform, ["fmt", "-write=false", "-list=false", folder], {
    env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: "1" },
    stdio: "pipe",
  });
});
