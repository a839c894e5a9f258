/** What must compile, and what must not: `npm run types` fails when an expected error is missing. */
import { TerraformIterator, type TerraformStack, type TerraformVariable } from "cdktf";
import {
  type ChannelReference,
  ChannelType,
  Content,
  Emoji,
  type IPumbleChannel,
  L1,
  OnMessageDestroy,
  PumbleAnnouncement,
  PumbleApiKey,
  PumbleChannel,
  PumbleDirectMessage,
  PumbleMember,
  PumbleMembers,
  PumbleMessages,
  PumbleReaction,
  PumbleReply,
  PumbleSchedule,
  PumbleScript,
  PumbleSearch,
  PumbleUser,
  PumbleUsers,
  Recurrence,
  Scripts,
} from "../../constructs";

declare const stack: TerraformStack;
declare const channel: PumbleChannel;
declare const variable: TerraformVariable;

// A channel is accepted however it is named.
export const existing: IPumbleChannel = PumbleChannel.fromName(stack, "general", "general");
export const references: ChannelReference[] = [
  channel,
  existing,
  channel.resource,
  new L1.DataPumbleChannel(stack, "x", { name: "x" }),
  variable.stringValue,
];
// @ts-expect-error a user is no channel
export const notAChannel: ChannelReference = PumbleUser.current(stack, "me");
// @ts-expect-error a message is no channel
export const notAChannelEither: ChannelReference = channel.announce("x", { text: "x" });

// Exactly one form of content.
channel.announce("a", { text: "a" });
channel.announce("a", { markdown: "a", asBot: true, onDestroy: OnMessageDestroy.KEEP });
channel.announce("a", { content: Content.markdownFile("a.md"), triggers: { week: "1" } });
channel.announce("a", { blocks: [{ type: "rich_text", elements: [] }] });
// @ts-expect-error neither text nor Markdown
channel.announce("a", {});
// @ts-expect-error both text and Markdown
channel.announce("a", { text: "a", markdown: "a" });
// @ts-expect-error both text and content
channel.announce("a", { text: "a", content: Content.text("a") });
// @ts-expect-error neither text nor Markdown
new PumbleAnnouncement(stack, "a", { channel });
// @ts-expect-error both text and Markdown
new PumbleAnnouncement(stack, "a", { channel, text: "a", markdown: "a" });
// @ts-expect-error no channel
new PumbleAnnouncement(stack, "a", { text: "a" });
// @ts-expect-error both text and blocks
new PumbleReply(stack, "a", { message: channel.announce("x", { text: "x" }), text: "a", blocks: [] });
// @ts-expect-error not a block
channel.announce("a", { blocks: [{ type: "rich", elements: [] }] });

// Enums.
new PumbleChannel(stack, "a", { name: "a", type: "PRIVATE", onDestroy: "error" });
new PumbleChannel(stack, "a", { name: "a", type: ChannelType.PUBLIC });
// @ts-expect-error no such type
new PumbleChannel(stack, "a", { name: "a", type: "private" });
// @ts-expect-error what destroying a message does
new PumbleChannel(stack, "a", { name: "a", onDestroy: "delete" });
// @ts-expect-error what destroying a channel does
channel.announce("a", { text: "a", onDestroy: "abandon" });
// @ts-expect-error no such status
new PumbleUsers(stack, "a", { status: "ACTIVE" });
// @ts-expect-error no such group
new PumbleApiKey(stack, "a", { name: "a", groups: ["messages"] });
// @ts-expect-error no such order
channel.announce("a", { text: "a", order: "random" });
// @ts-expect-error no such property
new PumbleChannel(stack, "a", { name: "a", descripton: "a" });
// @ts-expect-error a channel has a name
new PumbleChannel(stack, "a", {});

// Emoji.
const message = channel.announce("a", { text: "a" });
message.addReaction(Emoji.EYES, { skinTone: 3 });
message.addReaction(":our-own:");
message.addReaction(Emoji.of(variable.stringValue), { id: "late" });
// @ts-expect-error no colons
message.addReaction("tada");
// @ts-expect-error no such skin tone
message.addReaction(":wave:", { skinTone: 7 });
// @ts-expect-error no colons
new PumbleReaction(stack, "a", { message, reaction: "tada" });
// @ts-expect-error a channel is no message
new PumbleReaction(stack, "a", { message: channel, reaction: ":tada:" });

// Members.
new PumbleMembers(stack, "a", { channel, emails: variable.listValue });
// @ts-expect-error both addresses and ids
new PumbleMembers(stack, "a", { channel, emails: [], userIds: [] });
// @ts-expect-error neither addresses nor ids
channel.addMembers("a", {});
// @ts-expect-error a channel is no member
new PumbleMember(stack, "a", { channel, user: channel });
// @ts-expect-error a channel is no member
new PumbleChannel(stack, "a", { name: "a", members: [channel] });

// Times.
channel.schedule("a", { text: "a", sendAt: new Date() });
channel.schedule("a", { text: "a", at: "09:00", timeZone: "Europe/Berlin", recurrence: Recurrence.daily() });
// @ts-expect-error no time
channel.schedule("a", { text: "a" });
// @ts-expect-error both kinds of time
channel.schedule("a", { text: "a", at: "09:00", timeZone: "Europe/Berlin", sendAt: new Date() });
// @ts-expect-error a time of day needs a time zone
new PumbleSchedule(stack, "a", { channel, text: "a", at: "09:00", recurrence: Recurrence.daily() });
// @ts-expect-error recurrences are made by their factories
channel.schedule("a", { text: "a", sendAt: new Date(), recurrence: { type: "DAILY" } });
// @ts-expect-error no such end
Recurrence.daily({ until: new Date() });

// Wherever CDKTF takes a resource.
new PumbleChannel(stack, "b", {
  ...{ name: "b", dependsOn: [channel, message], importFrom: new Map<string, string>().get("b") },
  lifecycle: { replaceTriggeredBy: [channel] },
  forEach: TerraformIterator.fromResources(channel),
});
// @ts-expect-error provisioners are no part of a channel
new PumbleChannel(stack, "c", { name: "c", provisioners: [] });

// Scripts.
new PumbleScript(stack, "d", { script: Scripts.welcomeMembers({ channel, atMost: 100 }), when: "destroy" });
// @ts-expect-error both a file and a script
new PumbleScript(stack, "d", { file: "x.ts", script: Scripts.welcomeMembers({ channel }) });
// @ts-expect-error neither a file nor a script
new PumbleScript(stack, "d", {});
// @ts-expect-error a script of the package has its input from its factory
new PumbleScript(stack, "d", { script: Scripts.welcomeMembers({ channel }), input: {} });
// @ts-expect-error a script of the package is made by its factory
new PumbleScript(stack, "d", { script: "archive-channel" });
// @ts-expect-error no such moment
new PumbleScript(stack, "d", { file: "x.ts", when: "create" });
// @ts-expect-error Node enforces nothing, so it cannot be required
new PumbleScript(stack, "d", { file: "x.ts", runtime: "node" });
// @ts-expect-error a message is no channel
Scripts.announceChangelog({ file: "CHANGELOG.md", channel: message });
// @ts-expect-error no age
Scripts.removeOldMessages({ channel });

// Direct messages, threads, keys and what is only read.
new PumbleDirectMessage(stack, "e", { to: ["ada@example.com"], text: "e" });
// @ts-expect-error one address is no list
new PumbleDirectMessage(stack, "e", { to: "ada@example.com", text: "e" });
// @ts-expect-error Pumble takes plain text there
new PumbleDirectMessage(stack, "e", { to: ["ada@example.com"], markdown: "e" });
// @ts-expect-error an id alone does not say in which channel
new PumbleReply(stack, "e", { message: message.id, text: "e" });
// @ts-expect-error the message is the one that is answered
message.addReply("e", { message, text: "e" });
// @ts-expect-error the channel is the one that announces
channel.announce("e", { channel, text: "e" });
// @ts-expect-error a message is no channel
new PumbleApiKey(stack, "e", { name: "e", channels: [message] });
// @ts-expect-error a channel is no message
new PumbleMessages(stack, "e", { channel, threadRoot: channel });
// @ts-expect-error no such order
new PumbleSearch(stack, "e", { text: "e", order: "OLDEST" });
// @ts-expect-error milliseconds are no time
channel.schedule("e", { text: "e", sendAt: 1_900_000_000_000 });
// @ts-expect-error a moment has its zone in it
channel.schedule("e", { text: "e", sendAt: new Date(), timeZone: "Europe/Berlin" });
// @ts-expect-error what a name is, only Pumble changes
channel.name = "other";
