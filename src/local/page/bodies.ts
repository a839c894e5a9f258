/** What the page sends: every body and query of `/page/api`, said once. The page's contract takes its types from here. */
import * as z from "zod";
import { viewState } from "../../platform";
import { emojiCode } from "../../pumble/messages/emoji";
import { filesMax } from "../core/workspace/file-limits";
import { contentFields, maybe, pageFields } from "../http/input";

/** `GET channels/:channelId/messages`. */
export const page = z.object({ ...pageFields, limit: pageFields.limit.default(50) });

const ids = z
  .string()
  .transform((list) => list.split(","))
  .optional();

/** `GET search`. */
export const search = z.object({
  text: z.string().max(500).optional(),
  from: ids,
  in: ids,
  limit: z.coerce.number().int().min(1).max(50).default(20),
  skip: z.coerce.number().int().min(0).default(0),
  strategy: z.enum(["MOST_RELEVANT", "NEWEST", "OLDEST"]).optional(),
});

/** `POST channels/:channelId/messages`. */
export const newMessage = z.object({
  ...contentFields,
  /** Makes it a reply. */
  threadRootId: maybe(z.string()),
  /** Shows the reply in the channel as well. */
  alsoSendToChannel: maybe(z.boolean()),
  /** Takes `text` as Markdown, as a member types it. */
  isMarkdown: maybe(z.boolean()),
  /** Ids of files that the member has uploaded. */
  files: maybe(z.array(z.string()).max(filesMax)),
});

/** `PUT channels/:channelId/messages/:messageId`. */
export const editedMessage = z.object({ ...contentFields, isMarkdown: maybe(z.boolean()) });

/** `POST` and `DELETE messages/:messageId/reactions`. */
export const reaction = z.object({ code: emojiCode, skinTone: maybe(z.int().min(1).max(6)) });

/** `POST channels`. */
export const newChannel = z.object({
  name: z.string(),
  type: z.enum(["PUBLIC", "PRIVATE"]),
  description: maybe(z.string()),
});

/** `PUT channels/:channelId`: what is to change. */
export const changedChannel = z.object({
  description: maybe(z.string()),
  archived: maybe(z.boolean()),
});

/** `POST channels/:channelId/members`. */
export const newMembers = z.object({ userIds: z.array(z.string()).min(1) });

/** `POST channels/:channelId/scheduled` and `PUT scheduled/:id`; `sendAt` is epoch milliseconds. */
export const scheduled = z.object({ text: z.string().min(1), sendAt: z.int() });

/** `POST channels/direct`: the other members. */
export const direct = z.object({ userIds: z.array(z.string()) });

/** `POST commands`: the whole line, command included. */
export const command = z.object({
  channelId: z.string(),
  text: z.string().min(1),
  threadRootId: maybe(z.string()),
});

/** `POST shortcuts`. */
export const shortcut = z.object({
  appId: z.string(),
  name: z.string(),
  /** The channel that is open, required by the platform for both kinds. */
  channelId: z.string(),
  /** ON_MESSAGE only. */
  messageId: maybe(z.string()),
  threadRootId: maybe(z.string()),
});

const source = z.object({
  sourceType: z.enum(["VIEW", "MESSAGE", "EPHEMERAL_MESSAGE"]),
  sourceId: z.string(),
  channelId: maybe(z.string()),
});
/** Where a block sits, before it is known that it can be there. */
export type GivenSource = z.output<typeof source>;

/** `POST interactions`: a button was pressed or a choice made. */
export const interaction = source.extend({
  /** BUTTON, STATIC_SELECT_MENU, DYNAMIC_SELECT_MENU, CHECKBOXES, DATE_PICKER, DATE_RANGE_PICKER, PLAIN_TEXT_INPUT */
  actionType: z.string(),
  onAction: z.string(),
  /** One value, or the list of a checkbox group or date range. */
  value: z.union([z.string(), z.array(z.string())]),
  /** Seconds that the element may show as busy; 0 for none. */
  loadingTimeout: maybe(z.int().min(0)),
  /** VIEW only: what the form holds now. */
  state: maybe(viewState),
});

/** `POST menus`: the options of a dynamic menu for what was typed so far. */
export const menu = source.extend({ onAction: z.string(), query: z.string(), state: maybe(viewState) });

/** `POST views/:viewId/submit` and `views/:viewId/close`. */
export const view = z.object({ state: maybe(viewState) });
