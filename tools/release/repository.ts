/** Where a release goes to, as package.json or the remote of the clone says. */

export interface Repository {
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/**
 * Reads `https://…`, `git+https://…`, `ssh://…`, `git@host:owner/name` and `github:owner/name`; null for anything
 * else.
 */
export function repositoryOf(address: string): Repository | null {
  const short = /^(?:github:)?(\w[\w.-]*)\/(\w[\w.-]*)$/.exec(address);
  if (short) return { host: "github.com", owner: short[1]!, name: short[2]! };
  const [, host, owner, name] =
    /^(?:git\+)?(?:https?:\/\/|ssh:\/\/)?(?:[^@/]+@)?([\w.-]+)(?::\d+)?[:/]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
      address,
    ) ?? [];
  return host && owner && name ? { host, owner, name } : null;
}

/** The registries take a provider only from a repository of this name. */
export function isProviderRepository({ name }: Repository): boolean {
  return name === "terraform-provider-pumble";
}

export const written = ({ owner, name }: Repository): string => `${owner}/${name}`;
