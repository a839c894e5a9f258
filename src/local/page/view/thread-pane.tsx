/** The open thread: the message that it began with, the replies, and a composer for more. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Message } from "../../../pumble";
import { closeThread } from "../state/actions";
import { channelTimeline, readThread, threadTimeline } from "../state/timelines";
import { callName, entriesById, meId, spoken } from "../state/workspace";
import { editLast } from "./channel-pane";
import { Composer } from "./composer";
import { Icon } from "./icon";
import { MessageItem } from "./message-item";
import { MessageList } from "./message-list";
import { PlainText } from "./rich-text";

function Root({ root, replies }: { root: Message | undefined; replies: Message[] }) {
  const count = replies.length;
  const text = replies.find((reply) => reply.threadReplyInfo?.rootText)?.threadReplyInfo?.rootText;
  return (
    <div class="thread-root">
      {root && <MessageItem message={root} continues={false} inThread={true} tabStop={false} />}
      {!root && text && (
        <blockquote class="thread-root-text">
          <PlainText text={spoken(text)} />
        </blockquote>
      )}
      <p class="thread-rule">
        <span>{count === 0 ? "No replies yet" : `${count} ${count === 1 ? "reply" : "replies"}`}</span>
      </p>
    </div>
  );
}

export function ThreadPane({ channelId, threadId }: { channelId: string; threadId: string }) {
  const close = useRef<HTMLButtonElement>(null);
  const opener = useRef<Element | null>(document.activeElement);
  useLayoutEffect(() => {
    const before = opener.current;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const entry = entriesById.value.get(channelId);
  if (!entry) return null;
  const timeline = threadTimeline(threadId);
  const root = channelTimeline(channelId).value.messages.find((message) => message.id === threadId);
  const key = `${meId.value}/${threadId}`;
  return (
    <aside
      class="pane thread"
      aria-label="Thread"
      onKeyDown={(event) => {
        if (event.key === "Escape") closeThread();
      }}
    >
      <header class="pane-head">
        <h2>Thread</h2>
        <p class="topic">{callName(entry)}</p>
        <button ref={close} type="button" class="icon-button" aria-label="Close thread" onClick={closeThread}>
          <Icon name="close" size={18} />
        </button>
      </header>
      <MessageList
        key={key}
        timeline={timeline}
        label="Replies"
        inThread={true}
        beginning={<Root root={root} replies={timeline.value.messages} />}
        empty={null}
        onRetry={() => void readThread(channelId, threadId)}
      />
      {!entry.channel.isArchived && (
        <Composer
          key={key}
          channelId={channelId}
          threadId={threadId}
          to="thread"
          onEditLast={() => editLast(timeline.value)}
        />
      )}
    </aside>
  );
}
