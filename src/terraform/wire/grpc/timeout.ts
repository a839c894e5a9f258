import { GrpcError, GrpcStatus } from "./status";

const millisecondsPer: Record<string, number> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/** The longest delay that a Node timer keeps; more would fire at once. */
const longestMs = 2 ** 31 - 1;

/**
 * Reads a `grpc-timeout` header, `250m` or `1H`, as milliseconds; undefined when there is none.
 * @throws GrpcError INTERNAL when it is malformed
 */
export function parseTimeout(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const match = /^(\d{1,8})([HMSmun])$/.exec(header);
  if (!match) throw new GrpcError(GrpcStatus.INTERNAL, `Malformed grpc-timeout "${header}".`);
  return Math.min(Math.ceil(Number(match[1]) * millisecondsPer[match[2]!]!), longestMs);
}
