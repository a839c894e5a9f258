/** The packed package as tools that are made for it see it, and whether its pages lead somewhere. */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { checkPackage, createPackageFromTarballData, type Package } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, expect, it } from "vitest";
import { linksIn } from "../../../tools/site/markdown";
import { packed } from "./packed-project";

let tarball: Uint8Array<ArrayBuffer>;
let contents: Package;
/** From the root of the package. */
let files: readonly string[];

beforeAll(async () => {
  tarball = new Uint8Array(readFileSync(await packed()));
  contents = createPackageFromTarballData(tarball);
  const root = "/node_modules/pumble-iac/";
  files = contents.listFiles(root).map((path) => path.slice(root.length));
});

it("publint has nothing to say", async () => {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

it("arethetypeswrong finds every name with its types, for each moduleResolution, required and imported", async () => {
  // Of the same source as the first name.
  const checked = await checkPackage(contents, { excludeEntrypoints: ["./cdktn"] });
  expect(checked).toMatchObject({ types: { kind: "included" }, problems: [] });
});

it("every relative link and picture of the package's pages leads to what is in the package", () => {
  const faults = files
    .filter((name) => name.endsWith(".md"))
    .flatMap((page) =>
      linksIn(contents.readFile(`/node_modules/pumble-iac/${page}`))
        .filter((link) => !/^([a-z][a-z+.-]*:|#)/i.test(link))
        .map((link) => ({ page, target: posix.join(posix.dirname(page), link.split("#", 1)[0]!) })),
    )
    .filter(({ target }) => !files.some((name) => name === target || name.startsWith(`${target}/`)));
  expect(faults).toEqual([]);
});

it("nothing that a deployment of an example leaves behind is in the package", () => {
  expect(
    files.filter((name) => /cdktf\.out|\.terraform|terraform\.d\/|tfstate|node_modules\//.test(name)),
  ).toEqual([]);
});
