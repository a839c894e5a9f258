/** The licence texts of the packages that bundles hold, which go wherever the bundles go. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** The file's name, beside the bundles and in the provider's packages. */
export { noticesFile } from "../src/terraform/install/package";

const licenceFile = /^(licen[cs]e|copying|notice)/i;
/** The text of the Apache License 2.0, as a package has it that is shipped too. */
const apacheFile = "node_modules/swagger-ui-dist/LICENSE";
const rule = `\n${"-".repeat(80)}\n`;

/**
 * The packages' folders of whatever has bytes in a bundle.
 * @returns such as `node_modules/hono`, sorted
 */
export function bundledPackages(metafiles: readonly Metafile[]): string[] {
  const folders = new Set<string>();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders].sort();
}

/**
 * Name, version, licence and licence text of each package.
 * @throws Error for a package without a licence text: it may not be shipped as it is
 */
export function noticesOf(folders: readonly string[]): string {
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder).filter((file) => licenceFile.test(file));
    const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
    if (texts.length === 0) texts.push(...textsInSources(folder, license));
    if (texts.length === 0) throw new Error(`${folder} has no licence text: it cannot be bundled.`);
    return [`${name} ${version} (${license})`, ...texts].join("\n\n");
  });
  return `${["This folder holds code of the following packages.", ...parts].join(`\n${rule}\n`)}\n`;
}

/** For a package without a file of its own: what its sources begin with, and the licence that they refer to. */
function textsInSources(folder: string, license: string): string[] {
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.m?js$/.test(name),
  );
  const comments = sources.sort().flatMap((name) => {
    const [comment] = /^(?:\/\/.*\n)+/.exec(readFileSync(join(folder, name), "utf8")) ?? [];
    return comment?.includes("Copyright") ? [comment.replace(/^\/\/ ?/gm, "").trim()] : [];
  });
  if (comments.length === 0 || !license.includes("Apache-2.0")) return comments;
  return [...new Set(comments), readFileSync(apacheFile, "utf8").trim()];
}
