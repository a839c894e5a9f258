import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** File name, with `/` between folders → content. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Terraform's `h1:` hash of a package: names and contents of its files, whatever the platform, the modes and the times.
 */
export function hashFiles(files: PackageFiles): string {
  const lines = [...files.keys()]
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((name) => `${sha256(files.get(name)!).toString("hex")}  ${name}\n`);
  return `h1:${sha256(Buffer.from(lines.join(""))).toString("base64")}`;
}

/** The same for an unpacked package on disk. */
export function hashPackage(folder: string): string {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join("/"), readFileSync(path));
  }
  return hashFiles(files);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
