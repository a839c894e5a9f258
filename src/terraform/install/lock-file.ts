import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatAddress, type ProviderAddress } from "./address";
import { findBlocks, putBlock } from "./lock-blocks";
import { dropOutdated, nameProviders, type RequiredProvider, withoutComment } from "./named-providers";
import { writeAtomically } from "./write";

/** What Terraform remembers about one provider. */
export interface LockEntry {
  readonly address: ProviderAddress;
  readonly version: string;
  /** As in `required_providers`; left out when the configuration states none. */
  readonly constraints?: string;
  readonly h1: string;
}

export interface LockFileOptions {
  /** The other providers of the configuration, so that the CLI of CDKTF or CDK Terrain asks no registry for ours. */
  readonly others?: readonly RequiredProvider[];
  /** A lock file that is kept in version control; its entries are used as they are. */
  readonly kept?: string;
}

/** Terraform's file, in the folder of the configuration. */
export const lockFileName = ".terraform.lock.hcl";

/** One provider's block, formatted as Terraform formats it. */
export function lockEntry({ address, version, constraints, h1 }: LockEntry): string {
  const lines = [`provider "${formatAddress(address)}" {`];
  if (constraints === undefined) lines.push(`  version = "${version}"`);
  else lines.push(`  version     = "${version}"`, `  constraints = "${constraints}"`);
  return [...lines, "  hashes = [", `    "${h1}",`, "  ]", "}", ""].join("\n");
}

/**
 * Puts a provider's block into a lock file's text. A block of the same provider is replaced unless it says the same and
 * more, everything else stays as it is; new blocks go where Terraform sorts them.
 */
export function mergeLockEntry(text: string, entry: LockEntry): string {
  const address = formatAddress(entry.address);
  const own = findBlocks(text).find((found) => found.address === address);
  const isRight =
    own?.version === entry.version &&
    own.constraints === entry.constraints &&
    own.text.includes(`"${entry.h1}"`);
  return isRight ? text : putBlock(text, address, lockEntry(entry));
}

/**
 * Records a provider in the lock file of the configuration in `folder`, so that `terraform init` accepts the installed
 * package without asking a registry. Writes only when something changes.
 * @returns whether the file was written
 */
export function writeLockFile(folder: string, entry: LockEntry, options: LockFileOptions = {}): boolean {
  const { others = [], kept } = options;
  const path = join(folder, lockFileName);
  const before = withoutComment(readText(path));
  const base = kept === undefined ? dropOutdated(before, others) : withBlocksOf(kept, before);
  const text = nameProviders(mergeLockEntry(base, entry), others);
  return writeAtomically(path, Buffer.from(text));
}

/** `text`, and the blocks of `other` for providers that it does not know. */
function withBlocksOf(text: string, other: string): string {
  const known = new Set(findBlocks(text).map(({ address }) => address));
  return findBlocks(other)
    .filter(({ address }) => !known.has(address))
    .reduce((merged, { address, text: block }) => putBlock(merged, address, block), text);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
