import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadWorkspace, renderProblems } from "../../src/workspace-file";
import { badFiles } from "./bad-files";
import { folderOf } from "./folder";

const golden = readFileSync(join(__dirname, "bad-files.golden.txt"), "utf8");
const said = new Map(
  golden
    .split(/^=== /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)]),
);

/** What is said, without the folder's own name. */
function problemsAt(folder: string): string {
  return renderProblems(loadWorkspace(folder).problems).replaceAll(folder, "FOLDER");
}

describe("what is said of a bad workspace file", () => {
  for (const [title, files] of Object.entries(badFiles)) {
    it(title, () => expect(`${problemsAt(folderOf(files))}\n`).toBe(said.get(title)));
  }

  it("is written down for each of them and for nothing else", () => {
    expect([...said.keys()]).toEqual(Object.keys(badFiles));
  });

  it("is a sentence for a folder that is not there", () => {
    expect(problemsAt("/nowhere/at/all")).toContain("does not exist");
  });

  it("is a sentence for a file of 100 MB, which is not read", () => {
    const folder = folderOf({ "workspace.yaml": "channels: {}\n" });
    truncateSync(join(folder, "workspace.yaml"), 100 * 1024 * 1024);
    expect(problemsAt(folder)).toBe(
      'workspace.yaml:1:1  "workspace.yaml" has 100 MB: a file of a workspace has at\n  most 4 MB\n  Split it, or move it out of the folder if it is no workspace file.\n',
    );
  });

  it("is a sentence for a link out of the folder, to a file or a folder", () => {
    const outside = folderOf({ "x.yaml": "channels: {}\n" });
    const folder = folderOf({ "workspace.yaml": "channels: {}\n" });
    symlinkSync(join(outside, "x.yaml"), join(folder, "linked.yaml"));
    mkdirSync(join(folder, "below"));
    symlinkSync(outside, join(folder, "below", "more"));
    expect(problemsAt(folder)).toBe(
      `below/more:1:1  "more" is a link to a folder outside of the workspace's folder
  Put a copy into the folder.

linked.yaml:1:1  "linked.yaml" leads out of the workspace's folder
  Put a copy into the folder.
`,
    );
  });

  it("never repeats a secret", () => {
    const key = `pmb_${"0".repeat(12)}_${"A".repeat(38)}`;
    const folder = folderOf({ "workspace.yaml": "" });
    for (const place of [
      `people: { ada: ${key} }`,
      `${key}: 1`,
      `channels: { ops: { description: 'x ${key}' } }`,
    ]) {
      writeFileSync(join(folder, "workspace.yaml"), place);
      expect(problemsAt(folder)).not.toContain("A".repeat(38));
    }
  });
});
