/** The release script in a small repository, where the programs that it calls only write down how they were called. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { afterRelease, entriesOf, notesOf } from "../../tools/release/changelog";
import { repositoryOf } from "../../tools/release/repository";
import { nextVersion } from "../../tools/release/version";

const changelog = `# Changelog

## Unreleased

- cli: says more, and over
  two lines
- fix: provider: less often wrong

## 0.1.0 (2026-01-31)

- the first
`;

describe("the version", () => {
  const next = (current: string, entries: string[]) => nextVersion(current, changelog, entries);

  it.each([
    ["0.1.0", ["cli: new"], "0.2.0"],
    ["0.1.0", ["fix: cli: right"], "0.1.1"],
    ["0.1.0", ["breaking: cli: gone"], "0.2.0"],
    ["0.3.0", ["cli: new"], "0.3.0"],
  ])("after %s with %j is %s", (current, entries, expected) => {
    expect(next(current, entries)).toBe(expected);
  });

  it.each([
    [["cli: new", "fix: cli: right"], "1.3.0"],
    [["fix: cli: right"], "1.2.4"],
    [["fix: cli: right", "breaking: cli: gone"], "2.0.0"],
  ])("after 1.2.3 with %j is %s", (entries, expected) => {
    expect(nextVersion("1.2.3", "## 1.2.3\n", entries)).toBe(expected);
  });

  it("is none where nothing is unreleased", () => {
    expect(() => next("0.1.0", [])).toThrow("Nothing is unreleased");
  });
});

it("the changelog's unreleased part gets the version and its day, and a new one stands above", () => {
  expect(entriesOf(notesOf(changelog))).toEqual([
    "cli: says more, and over two lines",
    "fix: provider: less often wrong",
  ]);
  const after = afterRelease(changelog, "0.2.0", "2026-02-28");
  expect(after).toContain("## Unreleased\n\n## 0.2.0 (2026-02-28)\n\n- cli: says more");
  expect(notesOf(after)).toBe("");
});

it.each([
  "https://forge.example.com/acme/pumble-iac.git",
  "git+https://forge.example.com/acme/pumble-iac",
  "git@forge.example.com:acme/pumble-iac.git",
  "ssh://git@forge.example.com:22/acme/pumble-iac.git",
])("a repository is read from %s", (address) => {
  expect(repositoryOf(address)).toEqual({ host: "forge.example.com", owner: "acme", name: "pumble-iac" });
});

it.each(["", "/srv/git/pumble-iac", "../elsewhere"])(
  "a path is no repository to publish from: %j",
  (address) => {
    expect(repositoryOf(address)).toBeNull();
  },
);

describe("npm run release", () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: join(folder, "clone"),
      encoding: "utf8",
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pumble-release-test-"));
    for (const name of ["clone/node_modules", "bin"]) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(
      join(folder, "clone/package.json"),
      JSON.stringify({ name: "pumble-iac", version: "0.1.0" }),
    );
    writeFileSync(join(folder, "clone/CHANGELOG.md"), changelog);
    writeFileSync(join(folder, "clone/.gitignore"), "node_modules\n");
    const noting = `#!/bin/sh\necho "$(basename $0) $*" >> "${folder}/calls"\n`;
    for (const name of ["node", "gh"]) writeFileSync(join(folder, "bin", name), noting, { mode: 0o755 });
    const packing = `[ "$1" != pack ] || touch "$3/pumble-iac-0.2.0.tgz"\n`;
    writeFileSync(join(folder, "bin/npm"), noting + packing, { mode: 0o755 });
    // What is there to push is written down, not pushed.
    const push = `[ "$1" = push ] || exec ${execFileSync("which", ["git"], { encoding: "utf8" }).trim()} "$@"\n`;
    writeFileSync(join(folder, "bin/git"), noting.replace("\necho", `\n${push}echo`), { mode: 0o755 });
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Begin");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function release(env: Record<string, string>, ...args: string[]) {
    const script = [
      "--import",
      resolve("node_modules/tsx/dist/loader.mjs"),
      resolve("tools/release/main.ts"),
    ];
    const person = { GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.com" };
    const { stdout, stderr, status } = spawnSync(process.execPath, [...script, ...args], {
      cwd: join(folder, "clone"),
      encoding: "utf8",
      env: {
        ...{ PATH: `${join(folder, "bin")}:${process.env.PATH}`, HOME: folder, ...person },
        ...{ GIT_COMMITTER_NAME: "Ada", GIT_COMMITTER_EMAIL: "ada@example.com", ...env },
      },
    });
    const calls = existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8") : "";
    return { stdout, stderr, status, calls };
  }

  it("rehearsed, packs everything, uploads and changes nothing, and says what is missing", () => {
    const { stdout, status, calls } = release({}, "--dry-run");
    expect(status, stdout).toBe(0);
    expect(stdout).toContain("Rehearsing 0.2.0");
    expect(calls).toMatch(
      /^npm version 0\.2\.0.*\nnpm run build\nnpm run generate\nnpm pack .*\nnode .*provider pack --standalone/,
    );
    expect(calls).not.toMatch(/push|publish|gh /);
    expect(stdout).toMatch(
      /Publish on npm, not done: npm publish .*pumble-iac-0\.2\.0\.tgz --provenance --access public\n {2}Missing: no repository is known/,
    );
    expect(stdout).toContain("terraform-provider-pumble");
    expect(git("status", "--porcelain")).toBe("");
    expect(git("tag", "--list")).toBe("");
  });

  it("released from a forge's CI, commits, tags, pushes and uploads, the provider signed to its own repository", () => {
    git("remote", "add", "origin", "https://github.com/acme/pumble-iac.git");
    const to = ["--provider-repository", "acme/terraform-provider-pumble", "--sign", "ABC"];
    const { stdout, stderr, status, calls } = release({ GITHUB_ACTIONS: "true" }, ...to);
    expect(status, stdout + stderr).toBe(0);
    expect(calls).toMatch(/provider pack --standalone --sign ABC/);
    expect(calls).toMatch(
      /git push --atomic origin HEAD v0\.2\.0\nnpm publish .*--provenance --access public\n/,
    );
    expect(calls).toMatch(/gh release create v0\.2\.0 --repo acme\/pumble-iac .*pumble-iac-0\.2\.0\.tgz\n/);
    expect(calls).toMatch(/gh release create v0\.2\.0 --repo acme\/terraform-provider-pumble /);
    expect(git("tag", "--list")).toBe("v0.2.0\n");
    expect(git("log", "-1", "--format=%s")).toBe("Release 0.2.0\n");
    expect(readFileSync(join(folder, "clone/CHANGELOG.md"), "utf8")).toContain("## 0.2.0 (");
  });

  it.each([
    ["nothing says where to", [], "no repository is known"],
    ["something is older", ["--version", "0.0.9"], "0.0.9 is older than 0.1.0"],
    ["something is no version", ["--version", "next"], '"next" is no version'],
  ])("does nothing where %s", (_, args, says) => {
    const { stderr, status, calls } = release({}, ...args);
    expect([status, stderr]).toEqual([1, expect.stringContaining(says)]);
    expect(calls).toBe("");
  });

  it("does nothing with changes that are not committed", () => {
    writeFileSync(join(folder, "clone/new.txt"), "");
    expect(release({}, "--dry-run").stderr).toContain("Something is not committed");
  });
});
