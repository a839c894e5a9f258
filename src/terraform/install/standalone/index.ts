/** Packs a provider as one executable per platform, for machines on which there is no Node. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { checkAddress, type ProviderAddress } from "../address";
import { hashFiles, type PackageFiles } from "../hash";
import { currentPlatform } from "../install";
import { mirrorLayout, releaseLayout } from "../layouts";
import { noticesFile, zipPackage } from "../package";
import { compileStandalone } from "./compile";
import { fetchRuntimes } from "./fetch";
import { runtimeNotices } from "./runtime-notices";
import { runtimeFor, standalonePlatforms } from "./runtimes";
import { tryExecutable } from "./try";

export interface StandaloneOptions {
  readonly address: ProviderAddress;
  /** Without a `v`: `1.2.3`. */
  readonly version: string;
  /** The provider's entry as a CommonJS file; other `.cjs` files in its folder are parts that it loads. */
  readonly bundleFile: string;
  /** Folder for the files. */
  readonly into: string;
  /** As Terraform names them. @default Linux and macOS on x64 and arm64, Windows on x64 */
  readonly platforms?: readonly string[];
  /** Whether the Linux executables are for musl, as Alpine has it, instead of glibc. @default false */
  readonly musl?: boolean;
  /** @default "release" */
  readonly layout?: "release" | "mirror";
  /** Where the runtimes are fetched to, some 100 MB each. @default a temporary folder, which is removed */
  readonly workFolder?: string;
  /** Hears of each platform that is packed. */
  readonly onPacked?: (platform: string) => void;
}

/** What was packed. */
export interface StandaloneRelease {
  /** File names in `into`. */
  readonly files: readonly string[];
  /** Terraform's hash of each platform's package: unlike the launcher's they differ. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The platform whose executable was started here; the others' were checked by their format alone. */
  readonly tried: string | null;
}

/**
 * Writes a release, or a mirror, of which each archive holds one executable that needs nothing else.
 * @throws Error when the address, the version or a platform is wrong, npm cannot fetch a runtime, or compiling fails
 */
export async function packStandalone(options: StandaloneOptions): Promise<StandaloneRelease> {
  const { address, version, musl = false, platforms = defaultPlatforms(musl) } = options;
  checkAddress(address, version);
  const wanted = platforms.map((platform) => ({ platform, runtime: runtimeFor(platform, { musl }) }));
  const builder = runtimeFor(currentPlatform());
  const folder = options.workFolder ?? mkdtempSync(join(tmpdir(), "standalone-"));
  const layout = options.layout === "mirror" ? mirrorLayout(options) : releaseLayout(options);
  const hashes: Record<string, string> = {};
  const noticesPath = join(dirname(options.bundleFile), noticesFile);
  const bundled = existsSync(noticesPath) ? [readFileSync(noticesPath, "utf8").trimEnd()] : [];
  const notices = Buffer.from(`${[...bundled, runtimeNotices()].join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
  try {
    await fetchRuntimes(folder, [builder, ...wanted.map(({ runtime }) => runtime)]);
    for (const { platform, runtime } of wanted) {
      const build = { type: address.type, version, bundleFile: options.bundleFile, folder };
      const file = await compileStandalone({ ...build, platform, runtime, builder });
      if (runtime === builder) tryExecutable(file);
      const files: PackageFiles = new Map([
        [basename(file), readFileSync(file)],
        [noticesFile, notices],
      ]);
      hashes[platform] = hashFiles(files);
      layout.add({ platform, zip: zipPackage(files), h1: hashes[platform] });
      options.onPacked?.(platform);
    }
  } finally {
    if (!options.workFolder) rmSync(folder, { recursive: true, force: true });
  }
  const tried = wanted.find(({ runtime }) => runtime === builder)?.platform ?? null;
  return { files: layout.finish(), hashes, tried };
}

function defaultPlatforms(musl: boolean): readonly string[] {
  return musl ? standalonePlatforms.filter((platform) => platform.startsWith("linux_")) : standalonePlatforms;
}
