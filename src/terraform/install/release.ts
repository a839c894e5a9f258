/** Packs a provider for the registries. Apart from the install helper, which must stay light. */
import { checkAddress, type ProviderAddress } from "./address";
import { hashFiles } from "./hash";
import { mirrorLayout, releaseLayout } from "./layouts";
import { launcherPlatforms, packageFiles, zipPackage } from "./package";

export { packStandalone, type StandaloneOptions, type StandaloneRelease } from "./standalone";

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
  /**
   * `release`: what the registries want. `mirror`: what a `filesystem_mirror` or a `network_mirror` is.
   * @default "release"
   */
  readonly layout?: "release" | "mirror";
}

/** What was packed. */
export interface Release {
  /** File names in `into`: archives, manifest, checksums. */
  readonly files: readonly string[];
  /** Terraform's hash of every one of the archives. */
  readonly h1: string;
}

/**
 * Writes what a release on the Terraform and OpenTofu registries consists of: one zip per platform, the manifest, and
 * SHA256SUMS over both. What is left to do is the binary detached GPG signature `…_SHA256SUMS.sig`.
 * @throws Error when the address or the version is malformed, or the bundle cannot be read
 */
export function packRelease(options: ReleaseOptions): Release {
  const { address, version, bundleFile, platforms = launcherPlatforms } = options;
  checkAddress(address, version);
  const files = packageFiles(address.type, version, bundleFile);
  const [zip, h1] = [zipPackage(files), hashFiles(files)];
  const layout = options.layout === "mirror" ? mirrorLayout(options) : releaseLayout(options);
  for (const platform of platforms) layout.add({ platform, zip, h1 });
  return { files: layout.finish(), h1 };
}
