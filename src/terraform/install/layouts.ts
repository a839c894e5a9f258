/** Where packed versions of a provider go: the files of a release, or a mirror. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsFor } from "../hosts";
import type { ProviderAddress } from "./address";
import { checkNoLinks } from "./own-files";
import { writeAtomically } from "./write";

/** One platform's package, packed. */
export interface Archive {
  /** As Terraform names it: `linux_amd64`. */
  readonly platform: string;
  readonly zip: Buffer;
  /** Terraform's hash of what is in it. */
  readonly h1: string;
}

/** Takes archives one at a time, for together they may be half a gigabyte. */
export interface Layout {
  add(archive: Archive): void;
  /** Writes what describes the archives. @returns the names of all files, relative to the folder */
  finish(): string[];
}

export interface LayoutOptions {
  readonly address: ProviderAddress;
  readonly version: string;
  /** Folder for the files. */
  readonly into: string;
}

const manifest = { version: 1, metadata: { protocol_versions: ["6.0"] } };

const json = (value: object): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

const sha256 = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** What a release on the registries consists of: the archives, the manifest, and SHA256SUMS over both. */
export function releaseLayout({ address, version, into }: LayoutOptions): Layout {
  const base = `terraform-provider-${address.type}_${version}`;
  const sums = new Map<string, string>();
  const before = textOf(join(into, `${base}_SHA256SUMS`));
  const write = (name: string, content: Buffer) => {
    sums.set(name, sha256(content));
    writeAtomically(join(into, name), content);
  };
  return {
    add({ platform, zip }) {
      const name = `${base}_${platform}.zip`;
      checkOwn(join(into, name), zip, before);
      write(name, zip);
    },
    finish() {
      write(`${base}_manifest.json`, json(manifest));
      const lines = [...sums].map(([name, sum]) => `${sum}  ${name}\n`); // as sha256sum prints them
      write(`${base}_SHA256SUMS`, Buffer.from(lines.join("")));
      return [...sums.keys()];
    },
  };
}

/**
 * A mirror, as `terraform providers mirror` writes it: a `filesystem_mirror` as it lies there, and a `network_mirror`
 * when a web server hands the folder out. Versions that are in it already stay.
 */
export function mirrorLayout({ address, version, into }: LayoutOptions): Layout {
  const folders = hostsFor(address.host).map((host) => `${host}/${address.namespace}/${address.type}`);
  const archives: Record<string, { url: string; hashes: string[] }> = {};
  const before = folders.map((folder) => textOf(join(into, folder, `${version}.json`)));
  return {
    add({ platform, zip, h1 }) {
      const url = `terraform-provider-${address.type}_${version}_${platform}.zip`;
      archives[platform] = { url, hashes: [h1, `zh:${sha256(zip)}`] };
      for (const [at, folder] of folders.entries()) {
        checkNoLinks(into, join(into, folder));
        checkOwn(join(into, folder, url), zip, before[at]!);
        writeAtomically(join(into, folder, url), zip);
      }
    },
    finish() {
      for (const folder of folders) {
        const index = join(into, folder, "index.json");
        writeAtomically(join(into, folder, `${version}.json`), json({ archives }));
        writeAtomically(index, json({ versions: { ...versionsIn(index), [version]: {} } }));
      }
      const names = [...Object.values(archives).map(({ url }) => url), `${version}.json`, "index.json"];
      return folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
    },
  };
}

/** An archive is replaced when what describes the earlier ones names its hash. @throws Error when it does not */
function checkOwn(path: string, zip: Buffer, described: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return; // writing tells of links
  const present = readFileSync(path);
  if (present.equals(zip) || described.includes(sha256(present))) return;
  throw new Error(`Cannot write ${path}: another file is there. Move it away or choose another folder.`);
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function versionsIn(index: string): object {
  let text: string;
  try {
    text = readFileSync(index, "utf8");
  } catch {
    return {}; // the first version
  }
  try {
    return (JSON.parse(text) as { versions: object }).versions;
  } catch (cause) {
    throw new Error(
      `Cannot add to the mirror: ${index} is not an index. Remove it or choose another folder.`,
      {
        cause,
      },
    );
  }
}
