/** Whether the pictures in `docs/images` still show what the page looks like: what each was made from is written down. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { codeBlocksOf } from "../test/docs/pages";
import { pageBundle } from "./page-bundle";

export const picturesFolder = "docs/images";
const record = "tools/pictures.json";

/** What pictures were made from, and the pictures themselves, as hashes. */
interface MadeFrom {
  readonly source: string;
  readonly pictures: Readonly<Record<string, string>>;
}

const hashOf = (...parts: readonly (string | Uint8Array)[]) =>
  parts
    .reduce((hash, part) => hash.update(part), createHash("sha256"))
    .digest("hex")
    .slice(0, 16);

/** The announcement of the guide to messages, of which there is a picture. */
export function shownAnnouncement(): string {
  return codeBlocksOf("docs/guides/messages.md").find(({ language }) => language === "markdown")!.code;
}

/** The page as it is bundled, so without its comments, and what the pictures show in it. */
async function madeFrom(): Promise<MadeFrom> {
  const { outputFiles } = await build({ ...pageBundle, write: false });
  const scene = readFileSync("tools/screenshot.ts", "utf8");
  const names = readdirSync(picturesFolder).sort();
  const pictures = names.map((name) => [name, hashOf(readFileSync(join(picturesFolder, name)))]);
  return {
    source: hashOf(...outputFiles.map(({ contents }) => contents), scene, shownAnnouncement()),
    pictures: Object.fromEntries(pictures),
  };
}

/** To be called when the pictures have been taken. */
export async function recordPictures(): Promise<void> {
  writeFileSync(record, `${JSON.stringify(await madeFrom(), null, 2)}\n`);
}

/** @returns what is not as it was when the pictures were taken; empty while they are up to date */
export async function pictureFaults(): Promise<string[]> {
  const now = await madeFrom();
  const then = JSON.parse(readFileSync(record, "utf8")) as MadeFrom;
  const names = [...new Set([...Object.keys(now.pictures), ...Object.keys(then.pictures)])];
  return [
    ...(now.source === then.source ? [] : ["The page, or what the pictures show of it, has changed."]),
    ...names
      .filter((name) => now.pictures[name] !== then.pictures[name])
      .map((name) => `${name} is another file.`),
  ];
}
