import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { missingExamples, renderDocs, writeDocs } from "../../../src/terraform/docs";
import { provider } from "../sample-provider/provider";

const examples: Record<string, string> = {
  "provider/provider.tf": 'provider "sample" {}\n',
  "resources/sample_thing/resource.tf": 'resource "sample_thing" "lamp" {\n  name = "lamp"\n}\n',
  "resources/sample_thing/import.sh": "terraform import sample_thing.lamp 7\n",
};
const pages = renderDocs(provider, (path) => examples[path]);
const folder = mkdtempSync(join(tmpdir(), "docs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("generated documentation", () => {
  it("has a page for everything that the provider offers, where the registry looks for it", () => {
    expect([...pages.keys()].sort()).toEqual([
      "actions/shake.md",
      "data-sources/shelf.md",
      "ephemeral-resources/lease.md",
      "functions/echo.md",
      "functions/join.md",
      "index.md",
      "list-resources/thing.md",
      "resources/relic.md",
      "resources/thing.md",
    ]);
  });

  it("shows description, example, attributes by who sets them, nested schemas and import", () => {
    const page = pages.get("resources/thing.md")!;
    expect(page).toMatch(
      /^---\npage_title: "sample_thing Resource - sample"\nsubcategory: ""\ndescription: "A thing on the shelf\."\n---\n\n# sample_thing \(Resource\)\n/,
    );
    expect(page).toContain('## Example Usage\n\n```terraform\nresource "sample_thing" "lamp" {');
    expect(page).toContain("### Required\n\n- `name` (String) Name.\n\n### Optional\n");
    expect(page).toContain("- `tags` (Set of String) Tags.");
    expect(page).toContain("- `token` (String, Sensitive) Token of the thing.");
    expect(page).toContain("- `password` (String, Write-only) Password. ");
    expect(page).toContain("- `old_note` (String, Deprecated) Note. **Deprecated:** Use note instead.");
    expect(page).toContain(
      "- `rules` (Attributes List) Rules. (see [below for nested schema](#nestedatt--rules))",
    );
    expect(page).toContain(
      '<a id="nestedatt--rules"></a>\n### Nested Schema for `rules`\n\nRequired:\n\n- `port` (Number) Port.',
    );
    expect(page).toContain("```shell\nterraform import sample_thing.lamp 7\n```");
  });

  it("shows how to import on the resource's own page alone", () => {
    expect(pages.get("list-resources/thing.md")).not.toContain("## Import");
  });

  it("says on each page which version of Terraform and OpenTofu it needs, and on the index which all of it needs", () => {
    expect(pages.get("functions/join.md")).toContain("Needs Terraform 1.8 or OpenTofu 1.7, or newer.");
    expect(pages.get("ephemeral-resources/lease.md")).toContain(
      "Needs Terraform 1.10 or OpenTofu 1.11, or newer.",
    );
    for (const page of ["actions/shake.md", "list-resources/thing.md"])
      expect(pages.get(page)).toContain("Needs Terraform 1.14 or newer. OpenTofu does not have this.");
    expect(pages.get("resources/thing.md")).toContain(
      "- `password` (String, Write-only) Password. Needs Terraform 1.11 or OpenTofu 1.11, or newer.",
    );
    expect(pages.get("resources/relic.md")).not.toContain("Needs Terraform");
    expect(pages.get("index.md")).toContain("Terraform 1.5 or OpenTofu 1.6, or newer. Some parts need more:");
    expect(pages.get("index.md")).toContain("| Actions | 1.14 | does not have them |");
  });

  it("shows signature and arguments of a function", () => {
    const page = pages.get("functions/join.md")!;
    expect(page).toContain("```text\njoin(separator string, texts string...) string\n```");
    expect(page).toContain(
      "1. `separator` (string) Between the texts.\n2. `texts` (variadic, string) The texts.",
    );
  });

  it("has no subcategory on the index, which the registry refuses", () => {
    expect(pages.get("index.md")).not.toContain("subcategory");
    expect(pages.get("index.md")).toContain("- `key` (String, Sensitive) Key of the shelf.");
  });

  it("names the examples that are missing, import only where there is one", () => {
    expect(missingExamples(provider, (path) => examples[path])).toEqual([
      "resources/sample_relic/resource.tf",
      "data-sources/sample_shelf/data-source.tf",
      "ephemeral-resources/sample_lease/ephemeral-resource.tf",
      "actions/sample_shake/action.tf",
      "list-resources/sample_thing/list-resource.tfquery.hcl",
      "functions/join/function.tf",
      "functions/echo/function.tf",
    ]);
  });

  it("is written once, then left alone; pages of what is gone are removed", () => {
    expect(writeDocs(pages, folder)).toHaveLength(pages.size);
    expect(writeDocs(pages, folder, { check: true })).toEqual([]);
    writeFileSync(join(folder, "resources", "gone.md"), "old");
    writeFileSync(join(folder, "resources", "thing.md"), "edited");
    expect(writeDocs(pages, folder, { check: true })).toEqual(["resources/gone.md", "resources/thing.md"]);
    expect(readFileSync(join(folder, "resources", "thing.md"), "utf8")).toBe("edited");
    expect(writeDocs(pages, folder)).toEqual(["resources/gone.md", "resources/thing.md"]);
    expect(writeDocs(pages, folder, { check: true })).toEqual([]);
  });
});
