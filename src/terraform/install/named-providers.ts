/**
 * Names the providers that a configuration requires in its lock file, for the CLI of CDKTF and of CDK Terrain. Before
 * `terraform init` it reads that file line by line; where a required provider is not in it with constraints that fit, it
 * runs `terraform providers lock`, which asks the registry for every provider, so also for one that is only installed
 * here. In a block comment the names are there for the CLI and not for Terraform, whose `init` then installs what is
 * missing, adds the hashes and writes the file anew.
 */
import { defaultHosts } from "../hosts";
import { satisfies } from "./constraints";
import { type FoundBlock, findBlocks } from "./lock-blocks";

/** As in `required_providers`. */
export interface RequiredProvider {
  /** `null`, `hashicorp/null` or `registry.terraform.io/hashicorp/null`. */
  readonly source: string;
  /** Version constraint; without one, any will do. */
  readonly version?: string;
}

const opening =
  '/* For the CLI of CDKTF or CDK Terrain. "terraform init" installs these and writes this file anew.';
const closing = "*/";

/** What the CLI takes for any version. */
const any = ">= 0";

/** Every provider that is required is in the text; what was there stays. Repeating it changes nothing. */
export function nameProviders(text: string, required: readonly RequiredProvider[]): string {
  const rest = withoutComment(text);
  const blocks = findBlocks(rest);
  const named = required
    .map(({ source, version }) => ({ address: fullSource(source), constraints: readable(version) }))
    .filter(({ address, constraints }) => !blocks.some((block) => fits(block, address, constraints)))
    .map(({ address, constraints }) => `provider "${address}" {\n  constraints = "${constraints}"\n}\n`);
  if (named.length === 0) return rest;
  return `${rest}\n${[opening, "\n", ...new Set(named.sort()), closing, "\n"].join("")}`;
}

/**
 * The text without the blocks of providers whose locked version is not what is required any more: Terraform would refuse
 * it, and ask for `init -upgrade`.
 */
export function dropOutdated(text: string, required: readonly RequiredProvider[]): string {
  const outdated = findBlocks(text).filter(({ address, version }) =>
    required.some((one) => fullSource(one.source) === address && isOutside(version, one.version)),
  );
  return outdated.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end).replace(/^\n/, ""),
    text,
  );
}

/** The text without what {@link nameProviders} put there. */
export function withoutComment(text: string): string {
  const start = text.indexOf(`\n${opening}`);
  if (start < 0) return text;
  const end = text.indexOf(closing, start + opening.length);
  return text.slice(0, start) + text.slice(end + closing.length + 1);
}

function isOutside(locked: string | undefined, required: string | undefined): boolean {
  return locked !== undefined && required !== undefined && satisfies(locked, required) === false;
}

function fits(block: FoundBlock, address: string, constraints: string): boolean {
  return block.address === address && block.constraints === constraints;
}

/** The CLI compares a constraint with itself, and finds that `> 3.0` does not match: of those it is told less. */
function readable(version: string | undefined): string {
  return version && /^(=|~>|>=|<=)?\s*[\w.-]+$/.test(version.trim()) ? version.trim() : any;
}

/** As the CLI writes it, whichever registry the binary means by it. */
function fullSource(source: string): string {
  const parts = source.split("/");
  return [defaultHosts[0], "hashicorp"]
    .slice(0, 3 - parts.length)
    .concat(parts)
    .join("/");
}
