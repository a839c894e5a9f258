/** What a local workspace remembers. Records are never changed in place: a change puts a new record under the same id. */
import type { Manifest } from "../../../platform";
import type { Block, ScheduledMessage, Scope, User, UserGroup } from "../../../pumble";

/** An open JSON object whose fields the workspace only passes on. */
export type Json = Record<string, unknown>;

export interface WorkspaceRecord {
  id: string;
  name: string;
}

/** A member or a bot; kept as it is on the wire. */
export type UserRecord = User;
export type UserGroupRecord = UserGroup;

export interface ChannelRecord {
  id: string;
  /** Normalised; empty for DIRECT and SELF. */
  name: string;
  channelType: "PUBLIC" | "PRIVATE" | "DIRECT" | "SELF";
  description: string;
  creatorId: string;
  createdAt: number;
  isArchived: boolean;
  /** The channel that everyone is in and nobody can leave. */
  isMain: boolean;
  /** Made with the workspace. */
  isInitial: boolean;
  pinned: { workspaceUserId: string; messageId: string }[];
}

/** One member in one channel. Ids ascend in join order. */
export interface MembershipRecord {
  id: string;
  channelId: string;
  userId: string;
  addedById: string | null;
  /** Until where the member has read, epoch milliseconds; 0 for never. */
  lastMarkAt: number;
  /** The newest message at that time; absent until the first mark. */
  lastReadId?: string;
  isHidden: boolean;
}

/** One member's reaction. */
export interface ReactionRecord {
  user: string;
  /** With colons. */
  code: string;
  /** 1 to 6, when one was sent. Pumble's answers do not tell it. */
  skinTone?: number;
}

export interface MessageRecord {
  /** Ascends with time across the workspace, so ids order a channel. */
  id: string;
  channelId: string;
  authorId: string;
  /** Set when a bot wrote it. */
  authorAppId: string | null;
  /** The app through which it was written, as its bot or as a member; it gets the block interactions. */
  viaAppId: string | null;
  text: string;
  /** Only when they were given; otherwise they follow from the text. */
  blocks?: Block[];
  attachments?: Json[];
  files?: Json[];
  /** Epoch milliseconds, whole seconds. */
  at: number;
  /** Empty for normal messages. */
  subtype: string;
  reactions: ReactionRecord[];
  threadRootId: string | null;
  /** A reply that the channel shows as well. */
  alsoSentToChannel: boolean;
  edited: boolean;
  /** A thread root that was deleted while it had replies. */
  deleted: boolean;
  /** Users whom a system message is about. */
  affectedUserIds?: string[];
}

export interface ScheduledRecord extends ScheduledMessage {
  /** How often it was sent so far. */
  sentCount: number;
  /** Set when an app's bot scheduled it. */
  authorAppId: string | null;
  /** The app through which it was scheduled, as its bot or as a member; absent in older folders. */
  viaAppId?: string | null;
}

/** An app that was registered from its manifest. */
export interface AppRecord {
  id: string;
  manifest: Manifest;
  appKey: string;
  clientSecret: string;
  signingSecret: string;
  /** Stays, with its tokens, when the workspace is reset or seeded anew. */
  kept?: boolean | undefined;
}

/** An app in the workspace. Its id is the app's id. */
export interface InstallationRecord {
  id: string;
  installedBy: string;
  /** Null when the manifest asks for no bot. */
  botId: string | null;
  botScopes: Scope[];
  /** Null until the first code is exchanged. */
  botToken: string | null;
}

/** What one member allowed one app. */
export interface AuthorizationRecord {
  id: string;
  appId: string;
  userId: string;
  scopes: Scope[];
  /** Null until the code is exchanged. */
  token: string | null;
}

/** A single-use OAuth code. Its id is the code. */
export interface CodeRecord {
  id: string;
  appId: string;
  userId: string;
  isReinstall: boolean;
  withBot: boolean;
  expiresAt: number;
}

/** A home view; its id is `<appId>:<userId>`. */
export interface HomeViewRecord {
  id: string;
  appId: string;
  userId: string;
  view: Json;
}

/** An incoming webhook. Its id is the secret code of its address. */
export interface WebhookRecord {
  id: string;
  channelId: string;
  /** Whose name its messages carry when they bring none. */
  name: string;
  createdBy: string;
}

/** An uploaded file with its content. */
export interface FileRecord {
  id: string;
  name: string;
  /** Path under the workspace's address. */
  path: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  uploaderId: string;
  contentBase64: string;
  /** Path under which anybody who knows it can read the file; absent until it was made public. */
  publicPath?: string;
}
