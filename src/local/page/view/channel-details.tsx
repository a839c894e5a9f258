/** A channel's members and description: to see, and to change. */
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ChannelListEntry } from "../../../pumble";
import { takeEntry } from "../state/apply-event";
import { takeAnswer } from "../state/meanwhile";
import { report } from "../state/notice";
import { moveToSection, sectionOf, sections } from "../state/sections";
import { api, callName, meId, people, userName } from "../state/workspace";
import { Avatar } from "./avatar";
import { ask } from "./confirm";
import { Dialog } from "./dialog";
import { Icon } from "./icon";

function failed(what: string) {
  return (error: unknown) => report(what, error);
}

function Members({ entry }: { entry: ChannelListEntry }) {
  const { id, isMain, isArchived } = entry.channel;
  const remove = (userId: string) =>
    api.value.removeMember(id, userId).catch(failed(`${userName(userId)} not removed`));
  return (
    <ul class="member-list" aria-label="Members">
      {(entry.users ?? []).map((userId) => (
        <li key={userId}>
          <Avatar userId={userId} size={24} /> <span>{userName(userId)}</span>
          {!isMain && !isArchived && userId !== meId.value && (
            <button
              type="button"
              class="button button-small"
              aria-label={`Remove ${userName(userId)}`}
              onClick={() => void remove(userId)}
            >
              Remove
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function AddMember({ entry }: { entry: ChannelListEntry }) {
  const chosen = useSignal("");
  const inside = new Set(entry.users ?? []);
  const others = people.value.filter((user) => !inside.has(user.id));
  if (others.length === 0) return <p class="hint">Everybody is in this channel.</p>;
  const add = () => {
    const userId = chosen.value;
    if (!userId) return;
    chosen.value = "";
    api.value.addMembers(entry.channel.id, [userId]).catch(failed(`${userName(userId)} not added`));
  };
  return (
    <div class="member-add">
      <select
        aria-label="Who is to be added"
        value={chosen.value}
        onChange={(event) => {
          chosen.value = event.currentTarget.value;
        }}
      >
        <option value="">Choose a member</option>
        {others.map((user) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </select>
      <button type="button" class="button button-small" onClick={add}>
        Add
      </button>
    </div>
  );
}

function askToArchive(entry: ChannelListEntry, onDone: () => void): void {
  const isArchived = entry.channel.isArchived === true;
  ask({
    title: isArchived ? `Open ${callName(entry)} again?` : `Archive ${callName(entry)}?`,
    text: isArchived
      ? "Messages can be posted to it again."
      : "It can be read, but nothing can be posted to it.",
    confirm: isArchived ? "Open again" : "Archive",
    onConfirm: async () => {
      await takeAnswer(() => api.value.changeChannel(entry.channel.id, { archived: !isArchived }), takeEntry);
      onDone();
    },
  });
}

/** Under which title the channel stands in the sidebar: one that there is, or a new one. */
function SectionField({ title }: { title: Signal<string> }) {
  const id = useId();
  return (
    <label class="field">
      <span class="field-name">Section in the sidebar</span>
      <input
        list={id}
        maxLength={40}
        autocomplete="off"
        placeholder="Channels"
        value={title.value}
        onInput={(event) => {
          title.value = event.currentTarget.value;
        }}
      />
      <datalist id={id}>
        {sections.value.map((section) => (
          <option key={section.title} value={section.title} />
        ))}
      </datalist>
    </label>
  );
}

function Details({ entry, onClose }: { entry: ChannelListEntry; onClose(): void }) {
  const { id, description, isMain, isMember, isArchived } = entry.channel;
  const text = useSignal(description ?? "");
  const section = useSignal(sectionOf(id));
  const save = async () => {
    if (text.value !== description) {
      await takeAnswer(() => api.value.changeChannel(id, { description: text.value }), takeEntry);
    }
    const title = section.value.trim();
    if (title !== sectionOf(id)) moveToSection(id, title);
    onClose();
  };
  const leave = () => api.value.removeMember(id, meId.value).then(onClose, failed("Not left"));
  return (
    <Dialog title={callName(entry)} submit="Save" cancel="Close" onSubmit={save} onClose={onClose}>
      <label class="field">
        <span class="field-name">What it is for</span>
        <input
          maxLength={250}
          autocomplete="off"
          disabled={isArchived === true}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <SectionField title={section} />
      <Members entry={entry} />
      {!isArchived && <AddMember entry={entry} />}
      {!isMain && (
        <div class="member-add">
          {isMember !== false && !isArchived && (
            <button type="button" class="button button-small" onClick={() => void leave()}>
              Leave the channel
            </button>
          )}
          <button type="button" class="button button-small" onClick={() => askToArchive(entry, onClose)}>
            {isArchived ? "Open again" : "Archive"}
          </button>
        </div>
      )}
    </Dialog>
  );
}

/** How many members there are, and the way to them. */
export function DetailsButton({ entry, members }: { entry: ChannelListEntry; members: number }) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="head-button"
        aria-haspopup="dialog"
        onClick={() => {
          open.value = true;
        }}
      >
        <Icon name="people" /> {members}
        <span class="visually-hidden"> {members === 1 ? "member" : "members"}, channel details</span>
      </button>
      {open.value && (
        <Details
          entry={entry}
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}
