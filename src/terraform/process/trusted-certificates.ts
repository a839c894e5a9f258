import { readFile } from "node:fs/promises";
import type { Environment } from "./handshake";

/**
 * The certificates to trust in outgoing HTTPS, as PEM, when the person has set NODE_EXTRA_CA_CERTS: Node's own and
 * theirs. The plugin's launcher keeps that variable from Node, which would parse the file at every start, so an HTTPS
 * client asks here before its first request.
 * @returns undefined when there is nothing extra, or Node has read the file itself
 * @throws Error that names the file when it cannot be read
 */
export async function trustedCertificates(env: Environment = process.env): Promise<string[] | undefined> {
  const path = env["TF_PLUGIN_NODE_EXTRA_CA_CERTS"];
  if (!path) return undefined;
  const { rootCertificates } = await import("node:tls");
  try {
    return [...rootCertificates, await readFile(path, "utf8")];
  } catch (cause) {
    throw new CertificatesError(path, cause);
  }
}

/** The file of NODE_EXTRA_CA_CERTS cannot be read. */
export class CertificatesError extends Error {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(
      `NODE_EXTRA_CA_CERTS names ${path}, which cannot be read: ${(cause as Error).message}. Correct or unset it.`,
      { cause },
    );
  }
}
