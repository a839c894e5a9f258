// A CDKTF app is any command line that writes a manifest: here a line of a shell.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cdktfProject, isCdktfApp } from "../../src/cli/stacks/cdktf-app";
import type { ProjectOptions } from "../../src/cli/stacks/stack";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "pumble-app-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const limits = { maxRemoved: 0.5, maxNotified: 7 };
const options: ProjectOptions = { path: ".", stacks: [], limits };

const put = (name: string, content: unknown) =>
  writeFileSync(join(dir, name), typeof content === "string" ? content : JSON.stringify(content));

/** An app that writes this manifest, and says what it was given. */
function app(manifest: unknown, settings: object = {}, line = "true"): void {
  put("made.json", manifest);
  const given = `printf '%s\\n' "$CDKTF_OUTDIR" "$CDKTF_CONTEXT_JSON" > given`;
  const copy = `mkdir -p "$CDKTF_OUTDIR" && cp made.json "$CDKTF_OUTDIR/manifest.json"`;
  put("cdktf.json", { app: `${line} && ${given} && ${copy}`, ...settings });
}

const given = () => readFileSync(join(dir, "given"), "utf8").split("\n");
const stack = (name: string, more: object = {}) => ({ name, workingDirectory: `stacks/${name}`, ...more });

/** What it says in the end. */
async function failure(): Promise<string> {
  const { message, nextStep } = (await cdktfProject(dir, options).catch((error) => error)) as {
    message: string;
    nextStep: string;
  };
  return `${message}\n${nextStep}`;
}

it("a folder with a cdktf.json is an app", () => {
  expect(isCdktfApp(dir)).toBe(false);
  app({});
  expect(isCdktfApp(dir)).toBe(true);
});

describe("an app's stacks", () => {
  it("are those of its manifest, each after what it depends on", async () => {
    app({ stacks: { a: stack("a", { dependencies: ["b"] }), b: stack("b") } });
    const out = join(dir, "cdktf.out");
    expect(await cdktfProject(dir, options)).toEqual({
      kind: "cdktf",
      name: basename(dir),
      environment: null,
      stacks: [
        { name: "b", dir: join(out, "stacks/b"), dependsOn: [], words: new Map(), limits },
        { name: "a", dir: join(out, "stacks/a"), dependsOn: ["b"], words: new Map(), limits },
      ],
      env: {},
    });
  });

  it("are written where cdktf.json says, or where the caller does", async () => {
    const manifest = { stacks: { a: stack("a") } };
    app(manifest, { output: "made here", context: { stage: "live" } });
    expect((await cdktfProject(dir, options)).stacks[0]!.dir).toBe(join(dir, "made here", "stacks/a"));
    expect(given().slice(0, 2)).toEqual([join(dir, "made here"), '{"stage":"live"}']);
    const elsewhere = join(dir, "elsewhere");
    expect((await cdktfProject(dir, options, elsewhere)).stacks[0]!.dir).toBe(join(elsewhere, "stacks/a"));
    expect(given()[0]).toBe(elsewhere);
  });

  it("are none where the app has none, whose context is none either", async () => {
    app({ stacks: {} });
    expect((await cdktfProject(dir, options)).stacks).toEqual([]);
    expect(given().slice(0, 2)).toEqual([join(dir, "cdktf.out"), "{}"]);
  });
});

it("an app that writes nothing has not the stacks that it had before", async () => {
  app({ stacks: { a: stack("a") } });
  await cdktfProject(dir, options);
  put("cdktf.json", { app: "true" });
  expect(await failure()).toMatch(/manifest\.json cannot be used/);
});

describe("an app that fails", () => {
  it("is told by what it printed on both streams, in its words and without colours", async () => {
    app({}, {}, "printf '\\033[31mNo\\033[0m such team\\n'; echo Grüße >&2; exit 3");
    const said = await failure();
    expect(said).toMatch(/^The app failed: printf /);
    expect(said.split("\n").slice(-2).sort()).toEqual(["Grüße", "No such team"]);
  });

  it("is told whole where a sign comes in two parts", async () => {
    // The first byte of ü, and the second a moment later, as from a pipe that is full.
    app({}, {}, "printf 'Gr\\303'; sleep 0.05; printf '\\274\\303\\237e\\n'; exit 1");
    expect((await failure()).split("\n").at(-1)).toBe("Grüße");
  });

  it("is told by its exit code where it says nothing", async () => {
    app({}, {}, "exit 3");
    expect((await failure()).split("\n").at(-1)).toBe("Exit code 3.");
  });

  it("is told where it is killed", async () => {
    app({}, {}, "kill -9 $$");
    expect((await failure()).split("\n").at(-1)).toBe("Exit code 1.");
  });

  it("has not waited for an answer that nobody can type", async () => {
    app({}, {}, "read answer || exit 4");
    expect((await failure()).split("\n").at(-1)).toBe("Exit code 4.");
  });
});

describe("an app's own errors", () => {
  const annotated = (level: string) =>
    stack("a", { annotations: [{ level, message: "No such team", constructPath: "a/team" }] });

  it.each(["@cdktf/error", "@cdktn/error", "ERROR"])(
    "of the level %s are told, each with its construct",
    async (level) => {
      app({ stacks: { a: annotated(level), b: annotated(level) } });
      expect(await failure()).toBe("The app reports errors:\na/team: No such team\na/team: No such team");
    },
  );

  it("are not what it only warns of", async () => {
    app({ stacks: { a: annotated("@cdktf/warn") } });
    expect((await cdktfProject(dir, options)).stacks).toHaveLength(1);
  });
});

describe("a file that is none of CDKTF's", () => {
  it.each([
    ["no JSON", "{", "it is no JSON"],
    ["no app", {}, "app: "],
    ["an app without a command", { app: "" }, "app: "],
    ["another kind of output", { app: "true", output: 1 }, "output: "],
  ])("has %s", async (_, content, says) => {
    put("cdktf.json", content);
    const said = await failure();
    expect(said).toContain(`cdktf.json cannot be used: ${says}`);
    expect(said).toMatch(/\nCompare it with what cdktf init writes\.$/);
    expect(existsSync(join(dir, "given"))).toBe(false);
  });

  it.each([
    ["without stacks", {}, "stacks: "],
    ["with a stack that is nowhere", { stacks: { a: { name: "a" } } }, "stacks.a.workingDirectory: "],
  ])("is a manifest %s", async (_, manifest, says) => {
    app(manifest);
    expect(await failure()).toMatch(
      new RegExp(`manifest\\.json cannot be used: ${says}.*\\nCompare it with what cdktf init writes\\.$`),
    );
  });

  it("is a manifest that an app did not write", async () => {
    put("cdktf.json", { app: "true" });
    mkdirSync(join(dir, "cdktf.out"));
    expect(await failure()).toContain("manifest.json cannot be used: ");
  });
});
