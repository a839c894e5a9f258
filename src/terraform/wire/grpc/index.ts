export { GrpcServer, type GrpcServerOptions } from "./server";
export { type BoundService, bindService } from "./service";
export { GrpcError, GrpcStatus } from "./status";
