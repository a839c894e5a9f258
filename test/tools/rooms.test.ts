import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRooms } from "../../tools/rooms/check";

const page = `# How

## Rooms

| Room | What | May import |
| --- | --- | --- |
| \`low/\` | the ground | – |
| \`high/\` | on it | \`low\` |
| \`shop/\` | for users | the package, by its public name |
| \`top/\` | commands | all of the above |
| \`test/\` | tests | anything |

## Inside a room

| Room | From top to bottom |
| --- | --- |
| \`high/\` | \`index\` → \`left\`, \`right\` → \`base\` |
`;

/** A tree without a problem. */
const good = {
  "package.json": JSON.stringify({
    name: "goods",
    exports: { ".": { "pumble-iac:source": "./high/index.ts" }, "./low": "./low/a.js" },
  }),
  "docs/architecture.md": page,
  "low/a.ts": 'import { version } from "../package.json";\nimport { readFileSync } from "node:fs";\n',
  "high/index.ts": 'export * from "./left/one";\nimport "./right/two";\n',
  "high/left/one.ts": 'import { a } from "../../low/a";\nimport { base } from "../base";\n',
  "high/right/two.ts": 'import {\n  base,\n} from "../base";\n',
  "high/base.ts": "export const base = 1;\n",
  "shop/buy.ts": 'import { one } from "goods";\n',
  "top/go.ts": 'import { one } from "../high";\nimport { a } from "../low/a";\n',
  "test/a.test.ts": 'import { go } from "../top/go";\n',
};

describe("the rooms check", () => {
  let top: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "rooms-"));
    for (const [file, text] of Object.entries(good)) write(file, text);
  });
  afterEach(() => rmSync(top, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(top, file)), { recursive: true });
    writeFileSync(join(top, file), text);
  }

  it("finds nothing in a tree that keeps to the tables", () => {
    expect(checkRooms(top)).toEqual([]);
  });

  const wrong: Record<string, { files: Record<string, string>; problems: string[] }> = {
    "an import of a room that is not allowed": {
      files: { "low/a.ts": 'import { one } from "../high/left/one";\n' },
      problems: [
        "low/a.ts imports ../high/left/one, which low/ may not",
        "a circle: high/left/one.ts → low/a.ts → high/left/one.ts",
      ],
    },
    "a type, an export, a dynamic import and a require": {
      files: {
        "low/a.ts":
          'import type { A } from "../top/a";\nexport { b } from "../top/b";\nawait import("../top/c");\nrequire("../top/d");\n',
      },
      problems: ["a", "b", "c", "d"].map((name) => `low/a.ts imports ../top/${name}, which low/ may not`),
    },
    "a folder whose name only begins like an allowed one": {
      files: { "lower/x.ts": "", "high/base.ts": 'import "../lower/x";\n' },
      problems: ["high/base.ts imports ../lower/x, which high/ may not"],
    },
    "the package by its name where only its files may be imported": {
      files: { "low/a.ts": 'import { one } from "goods";\n' },
      problems: [
        "low/a.ts imports goods, which low/ may not",
        "a circle: high/index.ts → high/left/one.ts → low/a.ts → high/index.ts",
      ],
    },
    "a file where only the package's name may be imported": {
      files: { "shop/buy.ts": 'import { one } from "../high/left/one";\n' },
      problems: ["shop/buy.ts imports ../high/left/one, which shop/ may not"],
    },
    "an arrow that runs up inside a room": {
      files: { "high/base.ts": 'import { two } from "./right/two";\n' },
      problems: [
        "high/base.ts imports ./right/two, and right is not below base in high/",
        "a circle: high/base.ts → high/right/two.ts → high/base.ts",
      ],
    },
    "an arrow to the side inside a room": {
      files: { "high/left/one.ts": 'import { two } from "../right/two";\n' },
      problems: ["high/left/one.ts imports ../right/two, and right is not below left in high/"],
    },
    "a file that has no place in its room": {
      files: { "high/new.ts": "" },
      problems: ['high/new has no place below "Inside a room"'],
    },
    "a layer that is not there": {
      files: { "docs/architecture.md": page.replace("`base` |", "`base`, `cellar` |") },
      problems: ["docs/architecture.md names high/cellar, which is not there"],
    },
    "a room that is not there": {
      files: { "docs/architecture.md": page.replace("`low/`", "`lost/`") },
      problems: ["docs/architecture.md names lost/, which is not there"],
    },
    "a circle of one room, of types alone, among tests": {
      files: {
        "test/a.test.ts": 'import type { B } from "./b";\n',
        "test/b.ts": 'import type { C } from "./c";\n',
        "test/c.ts": 'import type { B } from "./b";\n',
      },
      problems: ["a circle: test/b.ts → test/c.ts → test/b.ts"],
    },
    "a circle of folders, none of files": {
      files: {
        "top/one/a.ts": 'import "../two/b";\n',
        "top/one/c.ts": "",
        "top/two/b.ts": "",
        "top/two/d.ts": 'import "../three/deep/e";\n',
        "top/three/deep/e.ts": "",
        "top/three/f.ts": 'import "../one/c";\n',
      },
      problems: ["a circle: top/one → top/two → top/three → top/one"],
    },
    "a circle of a folder and a file beside it": {
      files: {
        "top/go.ts": 'import "./in/deep/a";\n',
        "top/in/deep/a.ts": "",
        "top/in/b.ts": 'import "../go";\n',
      },
      problems: ["a circle: top/go.ts → top/in → top/go.ts"],
    },
    "a file that imports itself": {
      files: { "top/go.ts": 'import "./go";\n' },
      problems: ["a circle: top/go.ts → top/go.ts"],
    },
  };
  it.each(Object.entries(wrong))("names %s", (_, { files, problems }) => {
    for (const [file, text] of Object.entries(files)) write(file, text);
    expect(checkRooms(top)).toEqual(problems);
  });

  it("leaves code in texts and comments alone", () => {
    write(
      "low/a.ts",
      '/** import { x } from "../top/go"; */\nconst text = `\n  import x from "../top/go";`;\n',
    );
    expect(checkRooms(top)).toEqual([]);
  });

  it("leaves the folders of tests alone, which lend each other their kits", () => {
    write("test/one/a.ts", 'import "../two/b";\n');
    write("test/two/b.ts", "");
    write("test/two/c.ts", 'import "../one/d";\n');
    write("test/one/d.ts", "");
    expect(checkRooms(top)).toEqual([]);
  });

  it("says which heading has no table", () => {
    write("docs/architecture.md", "## Rooms\n\nNone.\n\n## Inside a room\n\n| a |\n");
    expect(() => checkRooms(top)).toThrow('docs/architecture.md has no table below "## Rooms".');
  });

  it("points to places that are there", () => {
    const places = readFileSync("docs/architecture.md", "utf8").split("## Where is …")[1]!.split("\n## ")[0]!;
    const paths = [...places.matchAll(/`((?:src|constructs|test)\/[^`]*)`/g)].map((match) => match[1]!);
    expect(paths.length).toBeGreaterThanOrEqual(10);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it("holds for this repository", () => {
    expect(checkRooms(process.cwd())).toEqual([]);
  });
});
