/** What a CDKTF app imports: constructs by name, the generated bindings as namespaces (`channel.Channel`, …). */
export * as channel from "./bindings/channel";
export * as dataPumbleUser from "./bindings/data-pumble-user";
export * as message from "./bindings/message";
export * as provider from "./bindings/provider";
export * from "./pumble-announcement";
export * from "./pumble-channel";
export * from "./pumble-provider";
export * from "./pumble-script";
