/** The cookie by which Terraform and OpenTofu tell a plugin that they started it. */
const cookie = {
  name: "TF_PLUGIN_MAGIC_COOKIE",
  value: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
} as const;

/** Version of the handshake itself, and the one plugin protocol that is served. */
const coreVersion = 1;
const protocolVersion = 6;

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a plugin listens. */
export interface ListenAddress {
  readonly network: "unix" | "tcp";
  /** Absolute socket path, or `127.0.0.1:PORT`. */
  readonly address: string;
}

/** Whether Terraform or OpenTofu started this process as a plugin. */
export function startedByHost(env: Environment): boolean {
  return env[cookie.name] === cookie.value;
}

/** What a person who starts the plugin by hand is told. */
export function notByHandMessage(providerAddress: string): string {
  return [
    `This is the Terraform provider ${providerAddress}. It is a plugin: terraform or tofu starts it, not a person.`,
    "Put it in a configuration's required_providers and run `terraform init` or `tofu init`,",
    "or start it with --debug to attach a debugger and have Terraform use this very process.",
    "",
  ].join("\n");
}

/**
 * The one line on stdout that tells the host how to reach the plugin. A host that cannot speak protocol 6 says so
 * itself when it reads the line.
 * @param certificate the server's certificate as DER, when the connection is to be mutual TLS
 */
export function handshakeLine(
  listen: ListenAddress,
  certificate: Buffer | undefined,
  env: Environment,
): string {
  const fields = [coreVersion, protocolVersion, listen.network, listen.address, "grpc"].map(String);
  fields.push(certificate ? certificate.toString("base64").replace(/=+$/, "") : "");
  if (env["PLUGIN_MULTIPLEX_GRPC"]) fields.push("true");
  return `${fields.join("|")}\n`;
}

/**
 * The value of `TF_REATTACH_PROVIDERS` that makes Terraform or OpenTofu use a running process.
 * @param addresses all by which a configuration may name the provider
 */
export function reattachConfig(addresses: readonly string[], listen: ListenAddress, pid: number): string {
  const running = {
    Protocol: "grpc",
    ProtocolVersion: protocolVersion,
    Pid: pid,
    Test: true, // with false, Terraform itself crashes on protocol 6
    Addr: { Network: listen.network, String: listen.address },
  };
  return JSON.stringify(Object.fromEntries(addresses.map((address) => [address, running])));
}
