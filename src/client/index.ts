/** The client of Pumble's API-keys addon. Node's transport is loaded with the first request. */
export type { ApiKeys } from "./api-keys";
export { BaseClient, type BaseClientOptions, defaultBaseUrl } from "./base-client";
export type { CallOptions, Calls } from "./calls";
export { PumbleClient, type PumbleClientOptions } from "./client";
export { type Clock, systemClock } from "./clock";
export {
  PumbleAnswerError,
  PumbleConfigError,
  PumbleConnectionError,
  PumbleContractError,
  PumbleError,
  type PumbleErrorDetails,
  PumbleInputError,
} from "./errors";
export { type ClientLog, silentLog } from "./log";
export { FetchTransport } from "./transports/fetch";
export {
  type Transport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "./transports/transport";
export { UndiciTransport } from "./transports/undici";
export type { SearchHit } from "./walk";
