/** A message in short, as a button that leads to it: in search results and among the pins. */
import type { Message } from "../../../pumble";
import { jumpTo } from "../state/actions";
import { nowMs } from "../state/clock";
import { callName, directory, entriesById, isBot, userName, usersById } from "../state/workspace";
import { fullLabel, shortLabel } from "../text/dates";
import { snippetOf } from "../text/snippet";
import { AppBadge, Avatar } from "./avatar";

/** `onGo` hears that it was chosen. `message` may have `highlightedBlocks`, as search answers. */
export function FoundMessage({ message, onGo }: { message: Message; onGo(): void }) {
  const entry = entriesById.value.get(message.channelId);
  const isApp = isBot(usersById.value.get(message.author));
  return (
    <button
      type="button"
      class="found"
      onClick={() => {
        jumpTo(message);
        onGo();
      }}
    >
      <Avatar userId={message.author} size={28} />
      <span class="found-body">
        <span class="found-head">
          <span class="author">{userName(message.author)}</span>
          {isApp && <AppBadge />}
          <span class="muted">
            {message.threadReplyInfo ? "in a thread of " : "in "}
            {entry ? callName(entry) : "a conversation"}
          </span>
          <time
            dateTime={new Date(message.timestampMilli).toISOString()}
            title={fullLabel(message.timestampMilli)}
          >
            {shortLabel(message.timestampMilli, nowMs())}
          </time>
        </span>
        <span class="found-text">
          {snippetOf(message, directory.value).map((part, index) =>
            part.highlight ? <mark key={index}>{part.text}</mark> : part.text,
          )}
        </span>
      </span>
    </button>
  );
}
