/** One message with its author, text, reactions, thread and the buttons to act on it. */
import { signal } from "@preact/signals";
import type { Message } from "../../../pumble";
import { speaksTo } from "../../core/workspace/speaks-to";
import { addressOf, deleteMessage, openThread, togglePin } from "../state/actions";
import { report, tell } from "../state/notice";
import { targetId } from "../state/route";
import {
  entriesById,
  isBot,
  meId,
  myGroupIds,
  pinnedIn,
  spoken,
  userName,
  usersById,
} from "../state/workspace";
import { fullLabel, timeLabel } from "../text/dates";
import { isSystem } from "../text/group";
import { Attachments } from "./attachments";
import { AppBadge, Avatar } from "./avatar";
import { MessageBlocks } from "./blocks";
import { ask } from "./confirm";
import { pickEmoji } from "./emoji-picker";
import { Files, nameOfFile } from "./files";
import { Icon } from "./icon";
import { MessageEditor } from "./message-editor";
import { Reactions, react } from "./reactions";
import { RichTextView } from "./rich-text";
import { hasShortcuts, openShortcuts } from "./shortcuts";

/** Id of the message that is being edited. */
export const editing = signal<string | null>(null);

function Time({ atMs }: { atMs: number }) {
  return (
    <time dateTime={new Date(atMs).toISOString()} title={fullLabel(atMs)}>
      {timeLabel(atMs)}
    </time>
  );
}

/** Who wrote it and when. */
export function Byline({ userId, name, atMs }: { userId: string; name?: string | null; atMs: number }) {
  return (
    <div class="byline">
      <span class="author">{name || userName(userId)}</span>
      {isBot(usersById.value.get(userId)) && <AppBadge />}
      <Time atMs={atMs} />
    </div>
  );
}

function askToDelete(message: Message): void {
  ask({
    title: "Delete this message?",
    text: "It disappears for everyone. This cannot be undone.",
    confirm: "Delete",
    onConfirm: () => deleteMessage(message),
  });
}

function PinButton({ message }: { message: Message }) {
  const isPinned = pinnedIn(message.channelId).includes(message.id);
  const label = isPinned ? "Take the pin off" : "Pin to the channel";
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onClick={() => {
        togglePin(message).catch((error: unknown) => report("Pin not changed", error));
      }}
    >
      <Icon name="pin" />
    </button>
  );
}

/** Copies the address of the message, for whoever may see it. */
function CopyLink({ message }: { message: Message }) {
  const copy = async () => {
    await navigator.clipboard.writeText(addressOf(message));
    tell("The link to the message is copied");
  };
  return (
    <button
      type="button"
      class="icon-button"
      aria-label="Copy link"
      title="Copy link"
      onClick={() => {
        copy().catch((error: unknown) => report("Link not copied", error));
      }}
    >
      <Icon name="copy" />
    </button>
  );
}

/** Says that the message is pinned, and by whom. */
function PinMark({ message }: { message: Message }) {
  const pins = entriesById.value.get(message.channelId)?.pinnedMessages ?? [];
  const pin = pins.find((item) => item.messageId === message.id);
  if (!pin) return null;
  return (
    <p class="pin-mark">
      <Icon name="pin" size={14} /> Pinned by {userName(String(pin.workspaceUserId))}
    </p>
  );
}

function Toolbar({ message, inThread }: { message: Message; inThread: boolean }) {
  const mine = message.author === meId.value;
  return (
    <div class="toolbar">
      <button
        type="button"
        class="icon-button"
        aria-label="Add a reaction"
        title="Add a reaction"
        onClick={(event) => pickEmoji(event.currentTarget, (code) => react(message, code))}
      >
        <Icon name="smile" />
      </button>
      {!inThread && (
        <button
          type="button"
          class="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => openThread(message)}
        >
          <Icon name="reply" />
        </button>
      )}
      {hasShortcuts() && (
        <button
          type="button"
          class="icon-button"
          aria-label="App shortcuts"
          title="App shortcuts"
          aria-haspopup="menu"
          onClick={(event) => openShortcuts(event.currentTarget, message)}
        >
          <Icon name="bolt" />
        </button>
      )}
      <PinButton message={message} />
      <CopyLink message={message} />
      {mine && (
        <button
          type="button"
          class="icon-button"
          aria-label="Edit"
          title="Edit"
          onClick={() => {
            editing.value = message.id;
          }}
        >
          <Icon name="edit" />
        </button>
      )}
      {mine && (
        <button
          type="button"
          class="icon-button"
          aria-label="Delete"
          title="Delete"
          onClick={() => askToDelete(message)}
        >
          <Icon name="trash" />
        </button>
      )}
    </div>
  );
}

function ThreadSummary({ message }: { message: Message }) {
  const info = message.threadRootInfo;
  if (!info?.repliesCount) return null;
  const count = `${info.repliesCount} ${info.repliesCount === 1 ? "reply" : "replies"}`;
  return (
    <button type="button" class="thread-summary" onClick={() => openThread(message)}>
      <span class="repliers">
        {(info.repliers ?? []).slice(0, 4).map((id) => (
          <Avatar key={id} userId={id} size={20} />
        ))}
      </span>
      <span class="thread-count">{count}</span>
      {info.lastReplyTimestampMilli ? (
        <span class="muted">last at {timeLabel(info.lastReplyTimestampMilli)}</span>
      ) : null}
    </button>
  );
}

function Body({ message }: { message: Message }) {
  if (editing.value === message.id) {
    return (
      <MessageEditor
        message={message}
        onDone={() => {
          editing.value = null;
        }}
      />
    );
  }
  if (message.deleted) return <p class="tombstone">This message was deleted.</p>;
  const { id: sourceId, channelId } = message;
  const source = { sourceType: "MESSAGE", sourceId, channelId } as const;
  return (
    <div class="text">
      <MessageBlocks message={message} source={source} />
      {message.edited && <span class="edited">(edited)</span>}
      <Attachments attachments={message.attachments ?? []} source={source} />
      <Files files={message.files ?? []} />
    </div>
  );
}

function SystemMessage({ message }: { message: Message }) {
  return (
    <article class="message system">
      <span class="gutter" />
      <div class="text">
        <span class="author">{userName(message.author)}</span>{" "}
        <RichTextView blocks={message.blocks} text={message.text} /> <Time atMs={message.timestampMilli} />
      </div>
    </article>
  );
}

/** What is said of a message that is nothing but files. */
function fileNames({ files }: Message): string {
  return (files ?? []).map(nameOfFile).join(", ");
}

interface ItemProps {
  message: Message;
  /** It goes on where the same author's last one ended, so that the byline is left out. */
  continues: boolean;
  inThread: boolean;
  /** Whether the Tab key stops here; in a list it stops at one message, and the arrow keys go on from there. */
  tabStop: boolean;
}

/** A stored message. */
export function MessageItem({ message, continues, inThread, tabStop }: ItemProps) {
  if (isSystem(message)) return <SystemMessage message={message} />;
  const shownText = message.deleted ? "deleted message" : spoken(message.text) || fileNames(message);
  const reply = message.threadReplyInfo;
  const target = targetId.value === message.id ? " message-target" : "";
  const toMe = message.author !== meId.value && speaksTo(message.blocks ?? [], meId.value, myGroupIds.value);
  return (
    <article
      class={`message${continues ? " continues" : ""}${target}${toMe ? " message-to-me" : ""}`}
      data-message-id={message.id}
      tabIndex={tabStop ? 0 : -1}
      aria-label={`${userName(message.author)}, ${timeLabel(message.timestampMilli)}: ${shownText}`}
    >
      <div class="gutter">
        {continues ? <Time atMs={message.timestampMilli} /> : <Avatar userId={message.author} />}
      </div>
      <div class="content">
        {!message.deleted && <PinMark message={message} />}
        {!continues && <Byline userId={message.author} atMs={message.timestampMilli} />}
        {reply && !inThread && (
          <button type="button" class="replied-to" onClick={() => openThread(message)}>
            replied to a thread{reply.rootText ? `: ${spoken(reply.rootText)}` : ""}
          </button>
        )}
        <Body message={message} />
        {!message.deleted && <Reactions message={message} />}
        {!inThread && <ThreadSummary message={message} />}
      </div>
      {!message.deleted && editing.value !== message.id && <Toolbar message={message} inThread={inThread} />}
    </article>
  );
}

/** A message that nobody else sees. */
export function EphemeralItem({ message, appName }: { message: Message; appName: string | null }) {
  const { id: sourceId, channelId } = message;
  const source = { sourceType: "EPHEMERAL_MESSAGE", sourceId, channelId } as const;
  return (
    <article class="message ephemeral" data-message-id={message.id}>
      <div class="gutter">
        <Avatar userId={message.author} />
      </div>
      <div class="content">
        <p class="ephemeral-mark">
          <Icon name="eye" size={14} /> Only visible to you
        </p>
        <Byline userId={message.author} name={appName} atMs={message.timestampMilli} />
        <div class="text">
          <MessageBlocks message={message} source={source} />
          <Attachments attachments={message.attachments ?? []} source={source} />
          <Files files={message.files ?? []} />
        </div>
      </div>
    </article>
  );
}
