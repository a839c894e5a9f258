/** Calls to the local workspace as one of its members. Every failure is a `PageError` with a text for people. */
import type { Message } from "../../pumble";
import type {
  Acknowledgement,
  ActiveFault,
  ChangeChannelBody,
  ClockChange,
  CommandBody,
  CreateChannelBody,
  DirectChannelBody,
  EditMessageBody,
  FaultRuleBody,
  InspectedToken,
  InteractionBody,
  LoggedRequest,
  MenuBody,
  MenuOptions,
  PageChannels,
  PageFile,
  PageMessage,
  PageMessages,
  PagePins,
  PageReplies,
  PageScheduled,
  PageSearch,
  PageSource,
  PageState,
  PageUnread,
  PageView,
  PostMessageBody,
  ReactionBody,
  ScheduledBody,
  ShortcutBody,
  ShownClock,
  ViewBody,
} from "./contract";
import { memberHeader } from "./contract";

/** A call that did not work. `message` says why in words for a person; `status` is 0 when nothing answered. */
export class PageError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Messages asked for at a time. */
const pageSize = 50;

/** The text of the workspace's error body `{message, localizedMessage, code}`, lists without their brackets, or one made from the status. */
async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const fields = (body ?? {}) as { localizedMessage?: unknown; message?: unknown };
  const text = fields.localizedMessage || fields.message;
  return typeof text === "string" && text
    ? text.replace(/^\[(.*)\]$/s, "$1")
    : `the workspace answered ${response.status}`;
}

async function call<T>(member: string | null, method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (member) headers[memberHeader] = member;
  const init: RequestInit = { method, headers };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const response = await answered(fetch(`/page/api/${path}`, init));
  if (!response.ok) throw new PageError(await reasonOf(response), response.status);
  const text = await answered(response.text());
  return (text ? JSON.parse(text) : undefined) as T;
}

/** What comes of it, unless the workspace is gone, be it in the middle of its answer. */
function answered<T>(work: Promise<T>): Promise<T> {
  return work.catch(() => {
    throw new PageError("the workspace does not answer", 0);
  });
}

const at = encodeURIComponent;

/** Workspace, users and apps. */
export function fetchState(): Promise<PageState> {
  return call(null, "GET", "state");
}

/** What the inspector reads and changes. */
function inspectorApi(member: string) {
  return {
    requests: () => call<LoggedRequest[]>(member, "GET", "inspector/requests?limit=200"),
    replay: (id: number) => call<void>(member, "POST", `inspector/requests/${id}/replay`),
    tokens: () => call<InspectedToken[]>(member, "GET", "inspector/tokens"),
    clock: () => call<ShownClock>(member, "GET", "inspector/clock"),
    changeClock: (body: ClockChange) => call<ShownClock>(member, "POST", "inspector/clock", body),
    faults: () => call<ActiveFault[]>(member, "GET", "inspector/faults"),
    addFault: (body: FaultRuleBody) => call<{ id: number }>(member, "POST", "inspector/faults", body),
    removeFault: (id: number) => call<void>(member, "DELETE", `inspector/faults/${id}`),
  };
}

function channelCalls(member: string) {
  return {
    channels: () => call<PageChannels>(member, "GET", "channels"),
    createChannel: (body: CreateChannelBody) => call<PageChannels[number]>(member, "POST", "channels", body),
    openDirect: (body: DirectChannelBody) =>
      call<PageChannels[number]>(member, "POST", "channels/direct", body),
    join: (channelId: string) => call<PageChannels[number]>(member, "POST", `channels/${at(channelId)}/join`),
    changeChannel: (channelId: string, body: ChangeChannelBody) =>
      call<PageChannels[number]>(member, "PUT", `channels/${at(channelId)}`, body),
    addMembers: (channelId: string, userIds: string[]) =>
      call<void>(member, "POST", `channels/${at(channelId)}/members`, { userIds }),
    removeMember: (channelId: string, userId: string) =>
      call<void>(member, "DELETE", `channels/${at(channelId)}/members/${at(userId)}`),
    scheduled: (channelId: string) =>
      call<PageScheduled>(member, "GET", `channels/${at(channelId)}/scheduled`),
    schedule: (channelId: string, body: ScheduledBody) =>
      call<PageScheduled[number]>(member, "POST", `channels/${at(channelId)}/scheduled`, body),
    reschedule: (channelId: string, id: string, body: ScheduledBody) =>
      call<PageScheduled[number]>(member, "PUT", `channels/${at(channelId)}/scheduled/${at(id)}`, body),
    unschedule: (channelId: string, id: string) =>
      call<void>(member, "DELETE", `channels/${at(channelId)}/scheduled/${at(id)}`),
  };
}

/** The page's calls in the name of one member. */
export function pageApi(member: string) {
  const messages = (channelId: string) => `channels/${at(channelId)}/messages`;
  return {
    ...channelCalls(member),
    unread: () => call<PageUnread[]>(member, "GET", "unread"),
    /** Marks everything in the channel as read. */
    read: (channelId: string) => call<void>(member, "POST", `channels/${at(channelId)}/read`),
    /** Newest page, or the one at `cursor`: before it unless told otherwise. */
    messages: (channelId: string, cursor?: string, strategy: "BEFORE" | "AFTER" | "AROUND" = "BEFORE") =>
      call<PageMessages>(
        member,
        "GET",
        `${messages(channelId)}?limit=${pageSize}${cursor ? `&cursor=${at(cursor)}&strategy=${strategy}` : ""}`,
      ),
    upload: (file: File) => {
      const form = new FormData();
      form.append("file", file);
      return call<PageFile>(member, "POST", "files", form);
    },
    pins: (channelId: string) => call<PagePins>(member, "GET", `channels/${at(channelId)}/pins`),
    pin: (messageId: string) => call<PageChannels[number]>(member, "POST", `messages/${at(messageId)}/pin`),
    unpin: (messageId: string) =>
      call<PageChannels[number]>(member, "DELETE", `messages/${at(messageId)}/pin`),
    search: (wanted: Record<string, string>) =>
      call<PageSearch>(member, "GET", `search?${new URLSearchParams(wanted)}`),
    home: (appId: string) => call<PageView>(member, "GET", `apps/${at(appId)}/home`),
    replies: (channelId: string, rootId: string) =>
      call<PageReplies>(member, "GET", `${messages(channelId)}/${at(rootId)}/replies`),
    post: (channelId: string, body: PostMessageBody) =>
      call<PageMessage>(member, "POST", messages(channelId), body),
    source: ({ channelId, id }: Message) =>
      call<PageSource>(member, "GET", `${messages(channelId)}/${at(id)}/source`),
    edit: (message: Message, body: EditMessageBody) =>
      call<PageMessage>(member, "PUT", `${messages(message.channelId)}/${at(message.id)}`, body),
    remove: (message: Message) =>
      call<void>(member, "DELETE", `${messages(message.channelId)}/${at(message.id)}`),
    react: (message: Message, body: ReactionBody) =>
      call<void>(member, "POST", `messages/${at(message.id)}/reactions`, body),
    unreact: (message: Message, body: ReactionBody) =>
      call<void>(member, "DELETE", `messages/${at(message.id)}/reactions`, body),
    command: (body: CommandBody) => call<Acknowledgement>(member, "POST", "commands", body),
    shortcut: (body: ShortcutBody) => call<Acknowledgement>(member, "POST", "shortcuts", body),
    interact: (body: InteractionBody) => call<Acknowledgement>(member, "POST", "interactions", body),
    menu: (body: MenuBody) => call<MenuOptions>(member, "POST", "menus", body),
    submitView: (viewId: string, body: ViewBody) =>
      call<Acknowledgement>(member, "POST", `views/${at(viewId)}/submit`, body),
    closeView: (viewId: string, body: ViewBody) =>
      call<Acknowledgement>(member, "POST", `views/${at(viewId)}/close`, body),
    ...inspectorApi(member),
  };
}

/** What `pageApi` returns. */
export type PageApi = ReturnType<typeof pageApi>;
