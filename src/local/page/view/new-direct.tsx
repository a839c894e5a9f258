/** Opens a conversation with one or more members. */
import { useSignal } from "@preact/signals";
import { openDirect } from "../state/actions";
import { meId, people } from "../state/workspace";
import { Avatar } from "./avatar";
import { Dialog } from "./dialog";

export function NewDirect({ onClose }: { onClose(): void }) {
  const chosen = useSignal<string[]>([]);
  const open = async () => {
    if (chosen.value.length === 0) throw new Error("choose at least one member");
    await openDirect(chosen.value);
    onClose();
  };
  const toggle = (id: string) => {
    const without = chosen.value.filter((other) => other !== id);
    chosen.value = without.length < chosen.value.length ? without : [...chosen.value, id];
  };
  const others = people.value.filter((user) => user.id !== meId.value);
  return (
    <Dialog title="New conversation" submit="Open" onSubmit={open} onClose={onClose}>
      <fieldset class="choices">
        <legend>With</legend>
        {others.map((user) => (
          <label key={user.id} class="check">
            <input
              type="checkbox"
              checked={chosen.value.includes(user.id)}
              onChange={() => toggle(user.id)}
            />
            <Avatar userId={user.id} size={24} />
            <span>{user.name}</span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
