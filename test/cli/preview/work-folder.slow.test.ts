// The folder that a preview works in: what is on disk, or what a commit holds, with real git.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fillWith, workFolder } from "../../../src/cli/preview/work-folder";

let [top, scratch] = ["", ""];
beforeEach(() => {
  [top, scratch] = ["repo", "scratch"].map((name) =>
    realpathSync(mkdtempSync(join(tmpdir(), `pumble-work-${name}-`))),
  ) as [string, string];
});
afterEach(() => {
  for (const dir of [top, scratch]) rmSync(dir, { recursive: true, force: true });
});

function put(name: string, text = name): void {
  mkdirSync(dirname(join(top, name)), { recursive: true });
  writeFileSync(join(top, name), text);
}

function git(...args: string[]): void {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  execFileSync("git", [...identity, ...args], { cwd: top, stdio: "ignore" });
}

function committed(): void {
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "All of it");
}

/** Files and links below a folder. */
function below(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(dir, join(parentPath, name)))
    .sort();
}

describe("a project in a repository", () => {
  beforeEach(() => {
    put("team/workspace.yaml");
    put("shared/rules.md", "Rules");
    put(".gitignore", "ignored\n");
    symlinkSync("../shared/rules.md", join(top, "team", "rules.md"));
    committed();
    put("team/new.yaml");
    put("team/ignored");
    put("team/terraform.d/plugins/x");
    rmSync(join(top, ".gitignore"));
    put(".gitignore", "ignored\n");
  });

  it("is what is on disk, with its links, and without what git ignores", () => {
    const work = workFolder(join(top, "team"), scratch);
    const project = fillWith(work, null)!;
    expect(below(work.dir)).toEqual([
      ".gitignore",
      "shared/rules.md",
      "team/new.yaml",
      "team/rules.md",
      "team/workspace.yaml",
    ]);
    expect(readlinkSync(join(project, "rules.md"))).toBe("../shared/rules.md");
    expect(readFileSync(join(project, "rules.md"), "utf8")).toBe("Rules");
  });

  it("is what a commit holds, in place of what was there, but for states", () => {
    const work = workFolder(join(top, "team"), scratch);
    const project = fillWith(work, null)!;
    writeFileSync(join(project, "pumble.tfstate"), "{}");
    expect(fillWith(work, "main")).toBe(project);
    expect(below(project)).toEqual(["pumble.tfstate", "rules.md", "workspace.yaml"]);
  });

  it("has a file and a link where a commit holds folders, and the other way round", () => {
    const work = workFolder(top, scratch);
    put("deep/er/old.yaml");
    put("linked/rules.md");
    put("plain");
    committed();
    fillWith(work, "main");
    for (const name of ["deep", "linked", "plain"]) rmSync(join(top, name), { recursive: true });
    put("deep");
    symlinkSync("shared", join(top, "linked"));
    put("plain/new.yaml");
    fillWith(work, null);
    expect(below(work.dir)).toEqual(expect.arrayContaining(["deep", "linked", "plain/new.yaml"]));
  });

  it("is none at a commit that is older than it", () => {
    put("later/workspace.yaml");
    expect(fillWith(workFolder(join(top, "later"), scratch), "main")).toBeNull();
  });

  it("may be named by a link from elsewhere, and by its file", () => {
    symlinkSync(join(top, "team"), join(scratch, "link"));
    const linked = workFolder(join(scratch, "link"), scratch);
    expect(linked).toEqual(workFolder(join(top, "team"), scratch));
    const file = workFolder(join(top, "team", "workspace.yaml"), scratch);
    expect(fillWith(file, null)).toBe(join(linked.dir, "team", "workspace.yaml"));
  });

  it.each(["nowhere", "--output=x"])("has no commit %s", (ref) => {
    expect(() => fillWith(workFolder(top, scratch), ref)).toThrow(`There is no commit ${ref} here.`);
  });
});

describe("a project outside of a repository", () => {
  it("is its folder, with the packages that are installed there", () => {
    put("cdktf.json");
    put("lib/a.ts");
    put("node_modules/x/index.js");
    put("old.tfstate.backup");
    const work = workFolder(top, scratch);
    const project = fillWith(work, null)!;
    expect(project).toBe(work.dir);
    expect(below(project)).toEqual(["cdktf.json", "lib/a.ts", "node_modules"]);
    expect(existsSync(join(project, "node_modules", "x", "index.js"))).toBe(true);
    expect(fillWith(work, null)).toBe(project);
  });

  it("has its links, which lead to the copy or to where they led", () => {
    put("workspace.yaml");
    put("texts/rules.md");
    symlinkSync(join(top, "texts"), join(top, "inside"));
    symlinkSync(".", join(top, "loop"));
    const elsewhere = join(scratch, "elsewhere");
    mkdirSync(elsewhere);
    symlinkSync(relative(top, elsewhere), join(top, "outside"));
    const project = fillWith(workFolder(top, scratch), null)!;
    expect(below(project)).toEqual(["inside", "loop", "outside", "texts/rules.md", "workspace.yaml"]);
    const led = ["inside", "loop", "outside"].map((name) => realpathSync(join(project, name)));
    expect(led).toEqual([join(project, "texts"), project, elsewhere]);
  });

  it("has no commits", () => {
    put("workspace.yaml");
    expect(() => fillWith(workFolder(top, scratch), "main")).toThrow("--base needs a git repository.");
  });
});
