/** The address of a PostgreSQL database. */

/**
 * The address as `pg` reads it: without a host where its `host` parameter names a socket's folder. Null where it cannot
 * be read.
 */
export function postgresUrl(text: string): URL | null {
  const url = text.replace("@/", "@localhost/");
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url) ? new URL(url) : null;
}
