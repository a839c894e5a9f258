import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatAddress, type ProviderAddress } from "./address";
import { writeAtomically } from "./write";

/** What Terraform remembers about one provider. */
export interface LockEntry {
  readonly address: ProviderAddress;
  readonly version: string;
  /** As in `required_providers`; left out when the configuration states none. */
  readonly constraints?: string;
  readonly h1: string;
}

/** Terraform's file, in the folder of the configuration. */
export const lockFileName = ".terraform.lock.hcl";

const header = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/** One provider's block, formatted as Terraform formats it. */
export function lockEntry({ address, version, constraints, h1 }: LockEntry): string {
  const lines = [`provider "${formatAddress(address)}" {`];
  if (constraints === undefined) lines.push(`  version = "${version}"`);
  else lines.push(`  version     = "${version}"`, `  constraints = "${constraints}"`);
  return [...lines, "  hashes = [", `    "${h1}",`, "  ]", "}", ""].join("\n");
}

/**
 * Puts a provider's block into a lock file's text. A block of the same provider is replaced, everything else stays as it
 * is; new blocks go where Terraform sorts them.
 */
export function mergeLockEntry(text: string, entry: LockEntry): string {
  const block = lockEntry(entry);
  const address = formatAddress(entry.address);
  const blocks = findBlocks(text);
  const own = blocks.find((found) => found.address === address);
  if (own) return `${text.slice(0, own.start)}${block}${text.slice(own.end)}`;
  const next = blocks.find((found) => found.address > address);
  if (next) return `${text.slice(0, next.start)}${block}\n${text.slice(next.start)}`;
  const before = text.trim() === "" ? header : text.endsWith("\n") ? text : `${text}\n`;
  return `${before}\n${block}`;
}

/**
 * Records a provider in the lock file of the configuration in `folder`, so that `terraform init` accepts the installed
 * package without asking a registry. Writes only when something changes.
 * @returns whether the file was written
 */
export function writeLockFile(folder: string, entry: LockEntry): boolean {
  const path = join(folder, lockFileName);
  return writeAtomically(path, Buffer.from(mergeLockEntry(readText(path), entry)));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

interface FoundBlock {
  address: string;
  start: number;
  /** After the line of the closing brace. */
  end: number;
}

/** Lock files hold `provider` blocks only, whose one nesting is the list of hashes. */
function findBlocks(text: string): FoundBlock[] {
  const pattern = /^provider\s+"([^"]+)"\s*\{[^}]*\}[^\S\n]*\n?/gm;
  return [...text.matchAll(pattern)].map((match) => ({
    address: match[1]!,
    start: match.index,
    end: match.index + match[0].length,
  }));
}
