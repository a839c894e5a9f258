/**
 * The contract between the local workspace and its web page: every body under `/page/api` and every event of its stream.
 *
 * The acting member is named by the header `x-pumble-member: <userId>`, and by `?member=<userId>` where a browser cannot
 * set headers (`EventSource`). An error is `{message, localizedMessage, code}` with a real HTTP status.
 */
import type {
  Block,
  ChannelListEntry,
  Message,
  MessageList,
  SearchResult,
  User,
  UserGroup,
} from "../../pumble";

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
}

/** `GET apps/:appId/home` → `PageView` of type HOME; 404 for an app that shows none. */

/**
 * `GET search?text=&from=&in=&limit=&skip=&strategy=` → the best hits, `highlightedBlocks` marking what was found. `from`
 * is a user's id, `in` a channel's; one of the three must be given.
 */
export type PageSearch = SearchResult;

/** `POST channels/:channelId/join` → `ChannelListEntry`; `POST channels/:channelId/read` marks it read, 200 without a body. */

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
export interface PostMessageBody {
  text: string;
  blocks?: Block[];
  /** Makes it a reply. */
  threadRootId?: string;
  /** Shows the reply in the channel as well. */
  alsoSendToChannel?: boolean;
}

/** `PUT channels/:channelId/messages/:messageId` → `PageMessage`. DELETE of the same path answers 200 without a body. */
export interface EditMessageBody {
  text: string;
  blocks?: Block[];
}

export interface PageMessage {
  message: Message;
}

/** `POST` and `DELETE messages/:messageId/reactions`: 200 without a body. */
export interface ReactionBody {
  /** `:name:` */
  code: string;
}

/** `POST channels` → `ChannelListEntry`. */
export interface CreateChannelBody {
  name: string;
  type: "PUBLIC" | "PRIVATE";
  description?: string;
}

/** `POST channels/direct` → `ChannelListEntry`: opens or finds the direct channel with these other members. */
export interface DirectChannelBody {
  userIds: string[];
}

/** `POST commands` → `Acknowledgement`, for a line that begins with a known slash command. */
export interface CommandBody {
  channelId: string;
  /** The whole line, command included. */
  text: string;
  threadRootId?: string;
}

/** `POST shortcuts` → `Acknowledgement`. */
export interface ShortcutBody {
  appId: string;
  name: string;
  /** The channel that is open, required by the platform for both kinds. */
  channelId: string;
  /** ON_MESSAGE only. */
  messageId?: string;
  threadRootId?: string;
}

/** Where an interactive block sits. */
export type InteractionSource =
  | { sourceType: "VIEW"; sourceId: string; channelId?: string }
  | { sourceType: "MESSAGE" | "EPHEMERAL_MESSAGE"; sourceId: string; channelId: string };

/** `POST interactions` → `Acknowledgement`: a button was pressed or a choice made. */
export type InteractionBody = InteractionSource & {
  /** BUTTON, STATIC_SELECT_MENU, DYNAMIC_SELECT_MENU, CHECKBOXES, DATE_PICKER, DATE_RANGE_PICKER, PLAIN_TEXT_INPUT */
  actionType: string;
  onAction: string;
  /** One value, or the list of a checkbox group or date range. */
  value: string | string[];
  /** Seconds that the element may show as busy; 0 for none. */
  loadingTimeout?: number;
  /** VIEW only: what the form holds now. */
  state?: ViewState;
};

/** `POST menus` → `MenuOptions`: the options of a dynamic menu for what was typed so far. */
export type MenuBody = InteractionSource & { onAction: string; query: string; state?: ViewState };

export interface MenuOption {
  text: { type: string; text: string; emoji?: boolean };
  value: string;
  description?: { type: string; text: string; emoji?: boolean };
}

/** Flat options, or groups of them, as the app answered. */
export interface MenuOptions {
  options: (MenuOption | { label: { type: string; text: string }; options: MenuOption[] })[];
}

/** What a form holds, by block and then by element: `value` of a single choice, `values` of several. */
export interface ViewState {
  values: Record<string, Record<string, { type: string; value?: string | null; values?: string[] }>>;
}

/** A modal or home view as an app sent it, with the id that the workspace gave it. */
export interface PageView {
  id: string;
  type: "MODAL" | "HOME";
  callbackId?: string;
  title?: { type: string; text: string; emoji?: boolean };
  submit?: { type: string; text: string; emoji?: boolean };
  close?: { type: string; text: string; emoji?: boolean };
  notifyOnClose?: boolean;
  blocks: Block[];
  state?: ViewState;
  parentViewId?: string;
}

/** `POST views/:viewId/submit` and `views/:viewId/close` → `Acknowledgement`. */
export interface ViewBody {
  state?: ViewState;
}

/** How the app answered a trigger. */
export interface Acknowledgement {
  /** False when the app refused, failed, or took longer than 3 s. */
  acknowledged: boolean;
  /** The text that the member is shown; it has been sent as an ephemeral event too. */
  notice?: string;
}

/** One call of the platform API, or one trigger to an app. `GET inspector/requests?limit=` (newest last) → these; secrets are cut. */
export interface LoggedRequest {
  id: number;
  /** `in`: a call of the platform API. `hook`: a trigger to an app. */
  direction: "in" | "hook";
  /** Workspace time, epoch milliseconds. */
  at: number;
  durationMs: number;
  method: string;
  /** Path with query; for a hook the app's address. */
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  /** Null when no answer came or none was sent. */
  status: number | null;
  responseBody: string;
  /** Why a hook had no answer, or which fault was put in its way. */
  problem: string | null;
  /** The app that called or was called. */
  appId: string | null;
  /** The same request for a shell, with its whole address; secrets are left as `…`. */
  curl: string;
}

/** `GET inspector/clock`, and the answer of `POST inspector/clock` with `ClockChange`. */
export interface ShownClock {
  /** Epoch milliseconds. */
  now: number;
  /** How far it is from the real time while it runs, milliseconds. */
  offsetMs: number;
  /** Where it stands still, or null while it runs. */
  frozenAt: number | null;
}

/** `POST inspector/clock`. */
export interface ClockChange {
  freeze?: boolean;
  /** Epoch milliseconds. */
  freezeAt?: number;
  advanceMs?: number;
  resume?: boolean;
}

/** `GET inspector/tokens`: who granted what to which app. The token itself is not shown. */
export interface InspectedToken {
  appId: string;
  /** The member, or the app's bot. */
  userId: string;
  /** Its kind, then `…`. */
  token: string;
  scopes: string[];
}

/** `GET inspector/faults` → these; `POST inspector/faults` with a rule → `{id}`; `DELETE inspector/faults/:id`. */
export interface ActiveFault {
  id: number;
  /** How often it was put in the way. */
  hits: number;
  rule: FaultRuleBody;
}

/** A fault on purpose for calls of the platform API. Without `fault` it is latency alone. */
export interface FaultRuleBody {
  /** `*` stands for any run of characters. Default every path. */
  path?: string | undefined;
  method?: string | undefined;
  count?: number | undefined;
  after?: number | undefined;
  /** 0 to 1. */
  probability?: number | undefined;
  latencyMs?: number | undefined;
  fault?:
    | "status"
    | "status_after"
    | "reset_before"
    | "reset_after"
    | "truncate"
    | "not_json"
    | "empty"
    | undefined;
  status?: number | undefined;
}

/**
 * One event of `GET events?member=<userId>` (server-sent events; `data:` holds this as JSON). Only what that member may
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
      reactions: { user: string; code: string }[];
    }
  /** Only for its recipients; never stored, so a reload forgets it. `appName` is what to show as the sender. */
  | { type: "ephemeral" | "ephemeral.updated"; message: Message; appName: string | null }
  | { type: "ephemeral.deleted"; channelId: string; messageId: string }
  | { type: "channel.created" | "channel.updated"; entry: ChannelListEntry }
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
  /** The whole workspace was seeded anew or put back to a snapshot: read everything again. */
  | { type: "reset" };
