/** What Pumble posts to an app's hook. One trigger a request; `messageType` selects the class. */
import * as z from "zod";
import { anyBlock } from "../pumble/messages/blocks";
import { viewInTrigger } from "./views";

const id = z.string().min(1);
const actor = { workspaceId: id, userId: id, triggerId: z.string() };

/** Where a block or a menu sits. */
export const sourceType = z.enum(["VIEW", "MESSAGE", "EPHEMERAL_MESSAGE"]);
export type SourceType = z.infer<typeof sourceType>;

export const slashCommand = z.object({
  messageType: z.literal("SLASH_COMMAND"),
  ...actor,
  slashCommand: z.string().describe("With the leading slash."),
  text: z.string().default("").describe("The rest of the line."),
  blocks: z.array(anyBlock).nullish(),
  channelId: id,
  threadRootId: z.string().nullish(),
});
export type SlashCommand = z.infer<typeof slashCommand>;

export const globalShortcut = z.object({
  messageType: z.literal("SHORTCUT"),
  type: z.literal("GLOBAL"),
  ...actor,
  shortcut: z.string().describe("The manifest's `name`."),
  channelId: id,
  threadRootId: z.string().nullish(),
});
export type GlobalShortcut = z.infer<typeof globalShortcut>;

export const messageShortcut = z.object({
  messageType: z.literal("SHORTCUT"),
  type: z.literal("ON_MESSAGE"),
  ...actor,
  shortcut: z.string().describe("The manifest's `name`."),
  messageId: id,
  channelId: id,
});
export type MessageShortcut = z.infer<typeof messageShortcut>;

/** Kinds of interactive element, as they are named in a block interaction. Read in any case. */
export const actionTypes = [
  "BUTTON",
  "STATIC_SELECT_MENU",
  "DYNAMIC_SELECT_MENU",
  "CHECKBOXES",
  "DATE_PICKER",
  "DATE_RANGE_PICKER",
  "PLAIN_TEXT_INPUT",
] as const;
export type ActionType = (typeof actionTypes)[number];

export const blockInteraction = z.object({
  messageType: z.literal("BLOCK_INTERACTION"),
  ...actor,
  channelId: z.string().nullish(),
  sourceType,
  sourceId: z.string().describe("Id of the message, or of the view."),
  actionType: z.string().transform((text) => text.toUpperCase()),
  onAction: z.string(),
  payload: z.string().nullish().describe('JSON: `{"value":…}` or `{"values":[…]}`.'),
  view: viewInTrigger.nullish().describe("Only when the block sits in a view; holds its state."),
  loadingTimeout: z.int().nullish(),
});
export type BlockInteraction = z.infer<typeof blockInteraction>;

export const viewAction = z.object({
  messageType: z.literal("VIEW_ACTION"),
  ...actor,
  channelId: z.string().nullish(),
  viewActionType: z.enum(["SUBMIT", "CLOSE"]),
  view: viewInTrigger,
});
export type ViewAction = z.infer<typeof viewAction>;

export const dynamicMenu = z.object({
  messageType: z.literal("DYNAMIC_MENU"),
  ...actor,
  onAction: z.string(),
  query: z.string().nullish(),
  value: z.unknown().optional(),
  sourceType: sourceType.nullish(),
  sourceId: z.string().nullish(),
  view: viewInTrigger.nullish(),
});
export type DynamicMenuTrigger = z.infer<typeof dynamicMenu>;

/** An event. APP_EVENT is read like PUMBLE_EVENT: which events use it is not documented. */
export const event = z.object({
  messageType: z.enum(["PUMBLE_EVENT", "APP_EVENT"]),
  eventType: z.string(),
  workspaceId: id,
  body: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "body must be a JSON string" });
        return z.NEVER;
      }
    })
    .describe("A JSON string on the wire; parsed here."),
  workspaceUserIds: z.array(z.string()).default([]),
});
export type EventTrigger = z.infer<typeof event>;
/** An event as it is sent: the body still a JSON string. */
export type EventTriggerInput = z.input<typeof event>;

/** Any trigger. Unknown fields are dropped. */
export const trigger = z.discriminatedUnion("messageType", [
  slashCommand,
  z.discriminatedUnion("type", [globalShortcut, messageShortcut]),
  blockInteraction,
  viewAction,
  dynamicMenu,
  event,
]);
/** A trigger as the app handles it. */
export type Trigger = z.output<typeof trigger>;
/** A trigger as it goes over the wire. */
export type TriggerInput = z.input<typeof trigger>;

/** Events an app can subscribe to. */
export const eventTypes = [
  "NEW_MESSAGE",
  "UPDATED_MESSAGE",
  "REACTION_ADDED",
  "CHANNEL_CREATED",
  "CHANNEL_ARCHIVED",
  "CHANNEL_DELETED",
  "WORKSPACE_USER_JOINED",
  "WORKSPACE_USER_UPDATED",
  "WORKSPACE_USER_GROUP_CREATED",
  "WORKSPACE_USER_GROUP_UPDATED",
  "APP_UNAUTHORIZED",
  "APP_UNINSTALLED",
] as const;
export type EventType = (typeof eventTypes)[number];

const reference = z.union([id, z.looseObject({ id })]);

/** What counts in the body of APP_UNAUTHORIZED: who took the app's access back. References are ids or objects with an id. */
export const appUnauthorized = z.looseObject({ workspaceUser: reference });

/** The id of a reference. */
export function referenceId(value: z.infer<typeof reference>): string {
  return typeof value === "string" ? value : value.id;
}
