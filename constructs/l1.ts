/** The generated bindings: one class for each resource and data source, with every attribute and no help. */
export * from "./bindings/api-key";
export * from "./bindings/channel";
export * from "./bindings/channel-member";
export * from "./bindings/channel-members";
export * from "./bindings/data-pumble-api-keys";
export * from "./bindings/data-pumble-channel";
export * from "./bindings/data-pumble-channels";
export * from "./bindings/data-pumble-current-user";
export * from "./bindings/data-pumble-messages";
export * from "./bindings/data-pumble-search";
export * from "./bindings/data-pumble-user";
export * from "./bindings/data-pumble-user-groups";
export * from "./bindings/data-pumble-users";
export * from "./bindings/direct-message";
export * from "./bindings/message";
export * from "./bindings/reaction";
export * from "./bindings/reply";
export * from "./bindings/scheduled-message";
/** The provider that installs the plugin, not the bare binding: without the plugin no plan can be made. */
export { PumbleProvider, type PumbleProviderConfig } from "./pumble-provider";
