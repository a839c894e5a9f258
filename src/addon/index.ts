/** The addon service: the “API” app of a Pumble workspace, with its keys and its public API. */
export type { Clock } from "./clock";
export { type AddonConfig, ConfigError, configFromEnvironment } from "./config";
export { addonManifest } from "./manifest";
export { openApiDocument } from "./openapi";
export { type Addon, type StartAddonOptions, startAddon } from "./start";
