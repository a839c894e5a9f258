/** What a CDKTF app imports: constructs by name, the generated bindings as namespaces (`channel.Channel`, …). */
export * as channel from "./bindings/channel";
export * as channelMember from "./bindings/channel-member";
export * as channelMembers from "./bindings/channel-members";
export * as dataPumbleUser from "./bindings/data-pumble-user";
export * as directMessage from "./bindings/direct-message";
export * as message from "./bindings/message";
export * as provider from "./bindings/provider";
export * as reaction from "./bindings/reaction";
export * as reply from "./bindings/reply";
export * as scheduledMessage from "./bindings/scheduled-message";
export * from "./pumble-announcement";
export * from "./pumble-channel";
export * from "./pumble-provider";
export * from "./pumble-script";
