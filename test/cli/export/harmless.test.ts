// Nothing of what other people wrote is evaluated by what an export is read by: Terraform, a YAML parser, TypeScript.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toCdktfApp } from "../../../src/cli/export/cdktf-app";
import { toHcl } from "../../../src/cli/export/hcl";
import { toWorkspaceFiles } from "../../../src/cli/export/workspace-files";
import { escapeTemplate } from "../../../src/terraform/template";
import { loadWorkspace, synthesise } from "../../../src/workspace-file";
import { exportedWith, harmful } from "./scene";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-harmless-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Every string in a JSON value, with its way. */
function strings(value: unknown, way = ""): [string, string][] {
  if (typeof value === "string") return [[way, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strings(inner, `${way}/${name}`));
}

/** Where a template begins that is none of ours: a sign before the brace that no other one stands before. */
const opens = /(?<!\$)\$\{(?!path\.module\}|pumble_|local\.pumble_|one\(\[for user)|(?<!%)%\{/;

describe.each(harmful.map((text) => [JSON.stringify(text), text] as const))("%s", (_, text) => {
  it("is text in each string of the configuration that workspace files become", () => {
    write(toWorkspaceFiles(exportedWith(text)));
    const { workspace, problems } = loadWorkspace(folder);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const { synthesis } = synthesise(workspace!, {
      workingDirectory: join(folder, ".pumble"),
      command: ["pumble"],
    });
    const all = strings(JSON.parse(synthesis!.files.get("main.tf.json")!));
    expect(all.filter(([, value]) => opens.test(value))).toEqual([]);
    const said = all.filter(([way]) => /\/(text|markdown|description)$/.test(way)).map(([, value]) => value);
    expect(said).toHaveLength(11);
    expect(new Set(said)).toEqual(new Set([escapeTemplate(text)]));
  });

  it("is text in each string of HCL, in the grammar of HCL", () => {
    const files = toHcl(exportedWith(text));
    const code = Object.entries(files).filter(([name]) => name.endsWith(".tf"));
    for (const [name, written] of code) {
      expect(opens.test(written), name).toBe(false);
      expect(written.includes("\u001b"), name).toBe(false);
      // Every quoted string ends in its line.
      for (const line of written.split("\n"))
        expect(line.replace(/\\./g, "").split('"').length % 2, line).toBe(1);
    }
    expect(files["channels.tf"]).toContain('name        = "ünïted-front"');
    expect(files["messages/ünïted-front/said-markdown.md"]).toBe(`${text}\n`);
  });

  it("is a string literal of TypeScript", () => {
    const files = toCdktfApp(exportedWith(text));
    const literals = [...files["main.ts"]!.matchAll(/(?:description|text): ("(?:[^"\\\n]|\\.)*")/g)].map(
      ([, literal]) => JSON.parse(literal!) as string,
    );
    expect(literals).toEqual(Array(6).fill(text));
    expect(files["main.ts"]).not.toContain("\u001b");
  });
});
