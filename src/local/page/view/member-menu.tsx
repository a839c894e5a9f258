/** Whose eyes the page looks through, and the choice of another member. */
import { useRef } from "preact/hooks";
import { switchMember } from "../state/session";
import { connection, me, meId, people } from "../state/workspace";
import { Avatar } from "./avatar";
import { Icon } from "./icon";
import { moveFocus } from "./menu-keys";

const connectionText = { connecting: "Connecting…", live: "Live", lost: "Offline" };

/** At the foot of the sidebar. */
export function MemberMenu() {
  const menu = useRef<HTMLDivElement>(null);
  const state = connection.value;
  return (
    <div class="member-menu">
      <button type="button" class="member-button" popovertarget="members" aria-haspopup="menu">
        <Avatar userId={meId.value} size={32} />
        <span class="member-text">
          <span class="member-name">{me.value?.name ?? "Nobody"}</span>
          <span class={`connection connection-${state}`}>{connectionText[state]}</span>
        </span>
        <span class="visually-hidden">Switch member</span>
        <Icon name="up" />
      </button>
      <div
        ref={menu}
        id="members"
        popover="auto"
        class="menu"
        role="menu"
        aria-label="Look through the eyes of"
        onKeyDown={moveFocus}
      >
        <p class="menu-title" aria-hidden="true">
          Look through the eyes of
        </p>
        {people.value.map((user) => (
          <button
            key={user.id}
            type="button"
            role="menuitemradio"
            aria-checked={user.id === meId.value}
            autofocus={user.id === meId.value}
            onClick={() => {
              menu.current?.hidePopover();
              switchMember(user.id);
            }}
          >
            <Avatar userId={user.id} size={28} />
            <span class="menu-text">
              <span>{user.name}</span>
              <span class="muted">{user.email}</span>
            </span>
            {user.id === meId.value && <Icon name="check" />}
          </button>
        ))}
      </div>
    </div>
  );
}
