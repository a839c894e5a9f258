/** The reactions under a message. */
import type { Message } from "../../../pumble";
import type { PageReaction } from "../contract";
import { toggleReaction } from "../state/actions";
import { report } from "../state/notice";
import { meId, userName } from "../state/workspace";
import { nameOf } from "../text/emoji";
import { pickEmoji } from "./emoji-picker";
import { Icon } from "./icon";
import { Emoji } from "./rich-text";

/** Adds or takes back the member's reaction; a failure is shown at the foot of the page. */
export function react(message: Message, code: string): void {
  toggleReaction(message, code).catch((error: unknown) => report("Reaction not changed", error));
}

/** Reactions of one code. */
interface Group {
  code: string;
  users: string[];
  /** The member's own, else that of who came first. */
  skinTone: number | undefined;
}

function byCode(message: Message): Group[] {
  const groups = new Map<string, Group>();
  const reactions: readonly PageReaction[] = message.reactions ?? [];
  for (const { code, user, skinTone } of reactions) {
    const group = groups.get(code) ?? { code, users: [], skinTone };
    if (user === meId.value) group.skinTone = skinTone;
    group.users.push(user);
    groups.set(code, group);
  }
  return [...groups.values()];
}

/** One button for each code: pressed when the member is among those who reacted. */
export function Reactions({ message }: { message: Message }) {
  const groups = byCode(message);
  if (groups.length === 0) return null;
  return (
    <div class="reactions">
      {groups.map(({ code, users, skinTone }) => {
        const names = users.map(userName).join(", ");
        return (
          <button
            key={code}
            type="button"
            class="reaction"
            aria-pressed={users.includes(meId.value)}
            aria-label={`${nameOf(code)}, ${users.length}: ${names}`}
            title={`${names} reacted with ${code}`}
            onClick={() => react(message, code)}
          >
            <Emoji code={code} skinTone={skinTone} />
            <span>{users.length}</span>
          </button>
        );
      })}
      <button
        type="button"
        class="reaction reaction-add"
        aria-label="Add a reaction"
        onClick={(event) => pickEmoji(event.currentTarget, (code) => react(message, code))}
      >
        <Icon name="smile" />
      </button>
    </div>
  );
}
