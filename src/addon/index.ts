/** The addon service: the “API” app of a Pumble workspace, with its keys and its public API. */
export {
  type AuthorizedMember,
  type KeyAdministration,
  type ListedApiKey,
  openKeyAdministration,
} from "./administration";
export { openApiDocument } from "./api/openapi";
export type { TimeSource } from "./clock";
export { type AddonConfig, ConfigError, configFromEnvironment, environmentNames } from "./config";
export type { AnsweredRequest } from "./http/request-log";
export type { ApiKey } from "./keys/key-store";
export { addonManifest } from "./manifest";
export { type Addon, type StartAddonOptions, startAddon } from "./start";
export type { RecordedAuditEntry } from "./store/audit";
