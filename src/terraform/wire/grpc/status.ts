/** gRPC status codes that a server sends (grpc.io/docs/guides/status-codes). */
export const GrpcStatus = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
} as const;
export type GrpcStatus = (typeof GrpcStatus)[keyof typeof GrpcStatus];

/** Thrown by a handler, or by the server itself, to end a call with a status of its choice. */
export class GrpcError extends Error {
  override readonly name = "GrpcError";

  constructor(
    readonly status: GrpcStatus,
    /** What the client is told. */
    message: string,
  ) {
    super(message);
  }
}

/** What a client is told about an error: a `GrpcError` as it is, anything else as UNKNOWN with its message. */
export function statusOf(error: unknown): { status: GrpcStatus; message: string } {
  if (error instanceof GrpcError) return { status: error.status, message: error.message };
  return { status: GrpcStatus.UNKNOWN, message: error instanceof Error ? error.message : String(error) };
}

/** Percent-encodes what may not stand in the `grpc-message` header: everything but printable ASCII, and `%`. */
export function encodeStatusMessage(message: string): string {
  return Array.from(Buffer.from(message), (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x25
      ? `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
      : String.fromCharCode(byte),
  ).join("");
}
