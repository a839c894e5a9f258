/** A member's picture: initials on their colour. */

import { isBot, userName, usersById } from "../state/workspace";
import { hueOf, initialsOf } from "../text/initials";

/** Decoration only: the name stands next to it. `name` for an app, which need not have a user. `size` in px. */
export function Avatar({ userId, name, size = 36 }: { userId: string; name?: string; size?: number }) {
  const user = usersById.value.get(userId);
  const shape = isBot(user) || name ? "avatar avatar-bot" : "avatar";
  return (
    <span
      class={`${shape} avatar-${hueOf(userId)}`}
      style={{ width: size, height: size, fontSize: size * 0.39 }}
      aria-hidden="true"
    >
      {initialsOf(name ?? (user ? userName(userId) : "?"))}
    </span>
  );
}

/** Marks a bot, as Pumble does. */
export function AppBadge() {
  return <span class="badge">APP</span>;
}
