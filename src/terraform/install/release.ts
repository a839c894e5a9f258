/** Packs a provider for the registries. Apart from the install helper, which must stay light. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkAddress, type ProviderAddress } from "./address";
import { hashFiles } from "./hash";
import { isExecutable, launcherPlatforms, packageFiles } from "./package";
import { writeAtomically } from "./write";
import { zip } from "./zip";

export interface ReleaseOptions {
  readonly address: ProviderAddress;
  /** Without a `v`: `1.2.3`. */
  readonly version: string;
  /** The provider's entry as a CommonJS file; other `.cjs` files in its folder are parts that it loads later. */
  readonly bundleFile: string;
  /** Folder for the release's files. */
  readonly into: string;
  /** @default the platforms on which the launcher runs */
  readonly platforms?: readonly string[];
}

/** What was packed. */
export interface Release {
  /** File names in `into`: archives, manifest, checksums. */
  readonly files: readonly string[];
  /** Terraform's hash of every one of the archives. */
  readonly h1: string;
}

const manifest = { version: 1, metadata: { protocol_versions: ["6.0"] } };

/**
 * Writes what a release on the Terraform and OpenTofu registries consists of: one zip per platform, the manifest, and
 * SHA256SUMS over both. What is left to do is the binary detached GPG signature `…_SHA256SUMS.sig`.
 * @throws Error when the address or the version is malformed, or the bundle cannot be read
 */
export function packRelease(options: ReleaseOptions): Release {
  const { address, version, into } = options;
  checkAddress(address, version);
  const files = packageFiles(address.type, version, options.bundleFile);
  const entries = [...files].map(([name, content]) => ({
    name,
    content,
    mode: isExecutable(name) ? 0o755 : 0o644,
  }));
  const archive = zip(entries);
  const base = `terraform-provider-${address.type}_${version}`;
  const release = new Map<string, Buffer>();
  for (const platform of options.platforms ?? launcherPlatforms)
    release.set(`${base}_${platform}.zip`, archive);
  release.set(`${base}_manifest.json`, Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`));
  release.set(`${base}_SHA256SUMS`, Buffer.from(checksums(release)));
  mkdirSync(into, { recursive: true });
  for (const [name, content] of release) writeAtomically(join(into, name), content);
  return { files: [...release.keys()], h1: hashFiles(files) };
}

/** As `sha256sum` prints them. */
function checksums(files: ReadonlyMap<string, Buffer>): string {
  return [...files]
    .map(([name, content]) => `${createHash("sha256").update(content).digest("hex")}  ${name}\n`)
    .join("");
}
