/** A lock file's text as blocks. */

export interface FoundBlock {
  readonly address: string;
  readonly version?: string;
  readonly constraints?: string;
  readonly text: string;
  readonly start: number;
  /** After the line of the closing brace. */
  readonly end: number;
}

const header = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/** Lock files hold `provider` blocks only, whose one nesting is the list of hashes. */
export function findBlocks(text: string): FoundBlock[] {
  const pattern = /^provider\s+"([^"]+)"\s*\{[^}]*\}[^\S\n]*\n?/gm;
  return [...text.matchAll(pattern)].map((match) => ({
    address: match[1]!,
    ...attribute(match[0], "version"),
    ...attribute(match[0], "constraints"),
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function attribute<Name extends string>(block: string, name: Name): { [key in Name]?: string } {
  const value = new RegExp(`^\\s*${name}\\s*=\\s*"([^"]*)"`, "m").exec(block)?.[1];
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: string };
}

/** Puts a provider's block in the place of the one that is there, or where Terraform sorts it. */
export function putBlock(text: string, address: string, block: string): string {
  const blocks = findBlocks(text);
  const own = blocks.find((found) => found.address === address);
  if (own) return `${text.slice(0, own.start)}${block}${text.slice(own.end)}`;
  const next = blocks.find((found) => found.address > address);
  if (next) return `${text.slice(0, next.start)}${block}\n${text.slice(next.start)}`;
  const before = text.trim() === "" ? header : text.endsWith("\n") ? text : `${text}\n`;
  return `${before}\n${block}`;
}
