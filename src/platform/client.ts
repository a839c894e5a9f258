/** The platform's REST API as an app calls it. Answers are passed on as they came; types say what is documented. */
import { isId } from "../pumble/ids";
import type {
  Channel,
  ChannelListEntry,
  Message,
  ScheduledMessage,
  SearchResult,
  User,
  UserGroup,
} from "../pumble/operations/shapes";
import { hasChannel, hasId, isInChannel, listOf, type PlatformAnswer, type Shape } from "./answer";
import { type PlatformRequest, Transport, type TransportOptions } from "./transport";
import type { HomeView } from "./views";

/** A channel with its members, as the platform answers it. */
export type ChannelInfo = { channel: Channel } & Partial<Omit<ChannelListEntry, "channel">>;

/** What a message holds when it is sent. Always carries `files` on the wire, `[]` when there are none. */
export interface MessageDraft {
  text: string;
  blocks?: unknown[] | undefined;
  attachments?: unknown[] | undefined;
  alsoSendToChannel?: boolean | undefined;
  /** Only these members see it, and it is not stored. */
  ephemeral?: { sendToUsers: string[] };
}

/** What a scheduled message holds. `sendAt` is epoch milliseconds. */
export interface ScheduleDraft {
  channelId: string;
  text: string;
  sendAt: number;
  blocks?: unknown[] | undefined;
  attachments?: unknown[] | undefined;
  recurrence?: unknown;
  threadRootId?: string | undefined;
  alsoSendToChannel?: boolean | undefined;
}

/** A page of a list: `cursor` is an item's id. */
export interface PageQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
  strategy?: string | undefined;
}

/** Options of a `PlatformClient`. */
export interface PlatformClientOptions extends TransportOptions {
  appKey: string;
}

type Query = Record<string, string | number | undefined>;
type Answer<Value> = Promise<PlatformAnswer<Value>>;

/** Entry to the platform for one app. */
export class PlatformClient {
  readonly transport: Transport;
  readonly #appKey: string;

  constructor(options: PlatformClientOptions) {
    this.#appKey = options.appKey;
    this.transport = new Transport(options);
  }

  /** The API as the owner of this access token (a member or a bot) sees it. */
  as(token: string): PlatformSession {
    return new PlatformSession(this.transport, ["token", token, "x-app-token", this.#appKey]);
  }

  /** Ends the connections. */
  close(): Promise<void> {
    return this.transport.close();
  }
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

/**
 * An id as one part of a path. `.` and `..` would climb it, even percent-encoded, nothing would shorten it, and half a
 * surrogate pair cannot be encoded; no id is like that.
 */
function part(id: string): string {
  if (isId(id)) return id;
  return /^\.{0,2}$/.test(id) ? "-" : encodeURIComponent(id.replace(/\p{Cs}/gu, "\ufffd"));
}

/** Calls with one access token. Each may throw any of the platform error family. */
export class PlatformSession {
  readonly #transport: Transport;
  readonly #headers: readonly string[];

  /** @param headers names and values in turn */
  constructor(transport: Transport, headers: readonly string[]) {
    this.#transport = transport;
    this.#headers = headers;
  }

  #send<Value>(
    method: PlatformRequest["method"],
    path: string,
    { body, shape }: { body?: unknown; shape?: Shape } = {},
  ): Answer<Value> {
    if (body === undefined) return this.#transport.send({ method, path, headers: this.#headers, shape });
    const headers = [...this.#headers, "content-type", "application/json"];
    return this.#transport.send({ method, path, headers, body: JSON.stringify(body), shape });
  }

  listChannels(): Answer<ChannelInfo[]> {
    return this.#send("GET", "/v1/channels", { shape: listOf(hasChannel) });
  }

  getChannel(channelId: string): Answer<ChannelInfo> {
    return this.#send("GET", `/v1/channels/${part(channelId)}`, { shape: hasChannel });
  }

  createChannel(channel: {
    name: string;
    type: string;
    description?: string | undefined;
  }): Answer<ChannelInfo> {
    return this.#send("POST", "/v1/channels", { body: channel, shape: hasChannel });
  }

  addUsersToChannel(channelId: string, userIds: string[]): Answer<unknown> {
    return this.#send("POST", `/v1/channels/${part(channelId)}/users`, { body: { userIds } });
  }

  removeUserFromChannel(channelId: string, userId: string): Answer<unknown> {
    return this.#send("DELETE", `/v1/channels/${part(channelId)}/users/${part(userId)}`);
  }

  /** The direct channel of exactly these members; `participantIds` includes the caller, first. */
  getDirectChannel(participantIds: string[]): Answer<ChannelInfo> {
    const ids = [...new Set(participantIds)].join(",");
    return this.#send("GET", withQuery("/v1/channels/direct", { participantIds: ids }), {
      shape: hasChannel,
    });
  }

  /** Opens a direct channel with these other members, 1 to 8. */
  createDirectChannel(participantIds: string[]): Answer<ChannelInfo> {
    return this.#send("POST", "/v1/channels/direct", { body: { participantIds }, shape: hasChannel });
  }

  listMessages(channelId: string, page: PageQuery): Answer<unknown> {
    return this.#send("GET", withQuery(`/v1/channels/${part(channelId)}/messages`, { ...page }));
  }

  fetchMessage(channelId: string, messageId: string): Answer<Message> {
    return this.#send("GET", `/v1/channels/${part(channelId)}/messages/${part(messageId)}`, { shape: hasId });
  }

  fetchThreadReplies(channelId: string, rootId: string, page: PageQuery): Answer<Message[]> {
    const path = `/v1/channels/${part(channelId)}/messages/${part(rootId)}/replies`;
    return this.#send("GET", withQuery(path, { ...page }));
  }

  /** Posts to a channel, or as a reply when `threadRootId` is given. */
  postMessage(channelId: string, draft: MessageDraft, threadRootId?: string | null): Answer<Message> {
    const root = threadRootId ? `/${part(threadRootId)}` : "";
    return this.#send("POST", `/v1/channels/${part(channelId)}/messages${root}`, {
      body: { ...draft, files: [] },
      shape: isInChannel,
    });
  }

  editMessage(
    channelId: string,
    messageId: string,
    draft: { text: string; blocks?: unknown[] | undefined },
  ): Answer<Message> {
    return this.#send("PUT", `/v1/channels/${part(channelId)}/messages/${part(messageId)}`, { body: draft });
  }

  deleteMessage(channelId: string, messageId: string): Answer<unknown> {
    return this.#send("DELETE", `/v1/channels/${part(channelId)}/messages/${part(messageId)}`);
  }

  searchMessages(search: Record<string, unknown>): Answer<SearchResult> {
    return this.#send("POST", "/v1/messages/search", { body: search });
  }

  addReaction(messageId: string, reaction: { code: string; skinTone?: number | undefined }): Answer<unknown> {
    return this.#send("POST", `/v1/messages/${part(messageId)}/reactions`, { body: reaction });
  }

  removeReaction(messageId: string, reaction: { code: string }): Answer<unknown> {
    return this.#send("DELETE", `/v1/messages/${part(messageId)}/reactions`, { body: reaction });
  }

  createScheduledMessage(draft: ScheduleDraft): Answer<ScheduledMessage> {
    return this.#send("POST", "/v1/messages/scheduled", {
      body: { ...draft, files: [] },
      shape: isInChannel,
    });
  }

  editScheduledMessage(id: string, draft: ScheduleDraft): Answer<ScheduledMessage> {
    return this.#send("PUT", `/v1/messages/scheduled/${part(id)}`, { body: { ...draft, files: [] } });
  }

  fetchScheduledMessage(id: string): Answer<ScheduledMessage> {
    return this.#send("GET", `/v1/messages/scheduled/${part(id)}`, { shape: isInChannel });
  }

  fetchScheduledMessages(query: PageQuery & { channelId?: string | undefined }): Answer<unknown> {
    return this.#send("GET", withQuery("/v1/messages/scheduled", { ...query }));
  }

  deleteScheduledMessage(id: string): Answer<unknown> {
    return this.#send("DELETE", `/v1/messages/scheduled/${part(id)}`);
  }

  listUsers(): Answer<User[]> {
    return this.#send("GET", "/v1/workspaceUsers", { shape: listOf(hasId) });
  }

  listUserGroups(): Answer<UserGroup[]> {
    return this.#send("GET", "/v1/workspaceUsers/groups");
  }

  getUser(userId: string): Answer<User> {
    return this.#send("GET", `/v1/workspaceUsers/${part(userId)}`, { shape: hasId });
  }

  /** Who the token belongs to. */
  getProfile(): Answer<{ workspaceId: string; workspaceUserId: string }> {
    return this.#send("GET", "/oauth2/me");
  }

  updateCustomStatus(status: Record<string, unknown>): Answer<User> {
    return this.#send("PUT", "/v1/workspaceUsers/customStatus", { body: status });
  }

  /** Shows this home view to one member. */
  publishHomeView(userId: string, view: HomeView): Answer<unknown> {
    return this.#send("POST", `/v1/app/homeView/workspaceUsers/${part(userId)}`, { body: view });
  }
}
