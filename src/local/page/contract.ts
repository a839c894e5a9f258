/**
 * The contract between the local workspace and its web page: every body under `/page/api` and every event of its stream.
 *
 * The acting member is named by the header `x-pumble-member: <userId>`, and by `?member=<userId>` where a browser cannot
 * set headers (`EventSource`, `WebSocket`). An error is `{message, localizedMessage, code}` with a real HTTP status.
 */
import type { z } from "zod";
import type { MenuResponse, TextElement, ViewState } from "../../platform";
import type {
  Block,
  ChannelListEntry,
  Message,
  MessageList,
  ScheduledMessage,
  SearchResult,
  User,
  UserGroup,
} from "../../pumble";
import type { clockChange, ShownClock } from "../control/clock";
import type { faultRule } from "../control/faults";
import type { LoggedRequest } from "../control/request-log";
import type * as bodies from "./bodies";

export type { Option as MenuOption, ViewState } from "../../platform";
/** `GET inspector/clock`. */
export type { ShownClock } from "../control/clock";
/** `GET inspector/faults` → these; `DELETE inspector/faults/:id` takes one away. */
export type { ActiveFault } from "../control/faults";
/** `GET inspector/requests?limit=` → these, newest last, as `inspector/requests/events` streams them. */
export type { LoggedRequest } from "../control/request-log";
export type { Acknowledgement, InteractionSource } from "../platform/apps/triggers";

/** Header that names the member whose eyes and hands the page is. */
export const memberHeader = "x-pumble-member";

/** A slash command that can be typed in any composer, as `<command> <text>`. */
export interface PageSlashCommand {
  /** With its `/`. */
  command: string;
  description: string;
  usageHint: string;
}

/** A shortcut: GLOBAL ones are listed under the app, ON_MESSAGE ones in a message's menu. */
export interface PageShortcut {
  name: string;
  displayName: string;
  description: string;
  type: "GLOBAL" | "ON_MESSAGE";
}

/** An installed app. */
export interface PageApp {
  id: string;
  name: string;
  /** The user id of its bot, null for an app without one. */
  botId: string | null;
  slashCommands: PageSlashCommand[];
  shortcuts: PageShortcut[];
}

/** `GET state`. Needs no member, so that the page can offer a choice of them. */
export interface PageState {
  workspace: { id: string; name: string };
  /** Every user: members, deactivated members and bots (`isAddonBot`, `isPumbleBot`). */
  members: User[];
  apps: PageApp[];
  groups: UserGroup[];
  clock: ShownClock;
}

/** `GET apps/:appId/home` → `PageView` of type HOME; 404 for an app that shows none. */

/**
 * `GET search?text=&from=&in=&limit=&skip=&strategy=` → the best hits, `highlightedBlocks` marking what was found. `from`
 * is a user's id, `in` a channel's; one of the three must be given.
 */
export type PageSearch = SearchResult;

/** `POST channels/:channelId/join` → `ChannelListEntry`; `POST channels/:channelId/read` marks it read, 200 without a body. */

/** `GET unread`: the member's channels in which something is unread. */
export type { Unread as PageUnread } from "../core/workspace/unread";

/** `GET channels`: as the member sees them, in the sidebar's order. */
export type PageChannels = ChannelListEntry[];

/**
 * `GET channels/:channelId/messages?cursor=&limit=&strategy=`: without cursor the newest page; with one, the page before
 * it, after it (AFTER), or around and including it (AROUND). Oldest first.
 */
export type PageMessages = MessageList;

/**
 * `GET channels/:channelId/pins`: the pinned messages, in the order in which they were pinned. `POST` and `DELETE
 * messages/:messageId/pin` → `ChannelListEntry`.
 */
export type PagePins = Message[];

/** `GET channels/:channelId/messages/:rootId/replies`: every reply, oldest first. */
export type PageReplies = Message[];

/** `POST channels/:channelId/messages` → `PageMessage`. */
export type PostMessageBody = z.input<typeof bodies.newMessage>;

/** `POST files`, a form with the one field `file` → this; `GET files/:id/:name` → its bytes. */
export interface PageFile {
  id: string;
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
}

/** `PUT channels/:channelId/messages/:messageId` → `PageMessage`. DELETE of the same path answers 200 without a body. */
export type EditMessageBody = z.input<typeof bodies.editedMessage>;

export interface PageMessage {
  message: Message;
}

/** `GET channels/:channelId/messages/:messageId/source`: what its author edits. */
export interface PageSource {
  text: string;
  /** Otherwise it holds what no Markdown says, and an edit makes it plain. */
  isMarkdown: boolean;
}

/** A reaction with its skin tone, 1 to 6, which the platform's API does not tell. */
export interface PageReaction {
  user: string;
  code: string;
  skinTone?: number;
}

/** `POST` and `DELETE messages/:messageId/reactions`: 200 without a body. `code` is `:name:`. */
export type ReactionBody = z.input<typeof bodies.reaction>;

/** `POST channels` → `ChannelListEntry`. */
export type CreateChannelBody = z.input<typeof bodies.newChannel>;

/** `PUT channels/:channelId` → `ChannelListEntry`. */
export type ChangeChannelBody = z.input<typeof bodies.changedChannel>;

/**
 * `POST channels/:channelId/members` with `{userIds}`, and `DELETE channels/:channelId/members/:userId`, which leaves when it
 * is oneself: 200 without a body.
 */

/** `GET channels/:channelId/scheduled`: the member's own, soonest first. `POST`, `PUT` and `DELETE` with the id of one. */
export type PageScheduled = ScheduledMessage[];
export type ScheduledBody = z.input<typeof bodies.scheduled>;

/** `POST channels/direct` → `ChannelListEntry`: opens or finds the direct channel with these other members. */
export type DirectChannelBody = z.input<typeof bodies.direct>;

/** `POST commands` → `Acknowledgement`, for a line that begins with a known slash command. */
export type CommandBody = z.input<typeof bodies.command>;

/** `POST shortcuts` → `Acknowledgement`. */
export type ShortcutBody = z.input<typeof bodies.shortcut>;

/** `POST interactions` → `Acknowledgement`. */
export type InteractionBody = z.input<typeof bodies.interaction>;

/** `POST menus` → `MenuOptions`. */
export type MenuBody = z.input<typeof bodies.menu>;

/** Flat options, or groups of them, as the app answered. */
export type MenuOptions = Pick<MenuResponse, "options">;

/** A modal or home view as an app sent it, with the id that the workspace gave it. */
export interface PageView {
  id: string;
  type: "MODAL" | "HOME";
  callbackId?: string;
  title?: TextElement;
  submit?: TextElement;
  close?: TextElement;
  notifyOnClose?: boolean;
  blocks: Block[];
  state?: ViewState;
  parentViewId?: string;
}

/** `POST views/:viewId/submit` and `views/:viewId/close` → `Acknowledgement`. */
export type ViewBody = z.input<typeof bodies.view>;

/** `POST inspector/clock` → `ShownClock`. */
export type ClockChange = z.input<typeof clockChange>;

/** `GET inspector/tokens`: who granted what to which app. The token itself is not shown. */
export interface InspectedToken {
  appId: string;
  /** The member, or the app's bot. */
  userId: string;
  /** Its kind, then `…`. */
  token: string;
  scopes: string[];
}

/** `POST inspector/faults` → `{id}`. */
export type FaultRuleBody = z.input<typeof faultRule>;

/**
 * One frame of the page's connection, `GET /page/socket?member=<userId>` (WebSocket). Requests come while the page has
 * asked for them with `{"inspect": true}`.
 */
export type PageFrame = { event: PageEvent } | { request: LoggedRequest };

/**
 * One event of that connection, and of `GET events?member=<userId>` (server-sent events; `data:` holds this as JSON). Only what that member may
 * see is sent. After a reconnect the page reads everything again: missed events are not repeated.
 */
export type PageEvent =
  | { type: "message.created" | "message.updated"; message: Message }
  | {
      type: "message.deleted";
      channelId: string;
      messageId: string;
      threadRootId: string | null;
      /** The tombstone that stays, when the message was the root of a thread with replies. */
      message: Message | null;
    }
  | {
      type: "reaction.changed";
      channelId: string;
      messageId: string;
      reactions: PageReaction[];
    }
  /** Only for its recipients; never stored, so a reload forgets it. `appName` is what to show as the sender. */
  | { type: "ephemeral" | "ephemeral.updated"; message: Message; appName: string | null }
  | { type: "ephemeral.deleted"; channelId: string; messageId: string }
  | { type: "channel.created" | "channel.updated"; entry: ChannelListEntry }
  /** The member has read it, perhaps in another window. */
  | { type: "channel.read"; channelId: string }
  /** The member can no longer see it. */
  | { type: "channel.removed"; channelId: string }
  | { type: "members.changed"; members: User[] }
  | { type: "groups.changed"; groups: UserGroup[] }
  | { type: "apps.changed"; apps: PageApp[] }
  /** OPEN starts a new stack, PUSH puts one on top, UPDATE replaces the view of the same id, CLOSE ends the stack. */
  | { type: "modal"; action: "OPEN" | "PUSH" | "UPDATE"; appId: string; view: PageView }
  | { type: "modal"; action: "CLOSE"; viewId: string }
  /** The app is done with a button or menu that had a `loadingTimeout`: what shows as busy there may stop. */
  | { type: "interaction.completed"; sourceId: string }
  | { type: "home"; appId: string; view: PageView }
  | { type: "clock"; clock: ShownClock }
  /** The whole workspace was seeded anew or put back to a snapshot: read everything again. */
  | { type: "reset" };
