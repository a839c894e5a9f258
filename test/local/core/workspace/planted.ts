/** A workspace in memory that nobody serves, for what needs no HTTP. */
import { type Seed, WorkspaceClock } from "../../../../src/local";
import { defaultSeed, plant } from "../../../../src/local/core/seed/seed";
import { createChannel } from "../../../../src/local/core/workspace/channels";
import type { WorkspaceEvent } from "../../../../src/local/core/workspace/events";
import { type NewMessage, postMessage } from "../../../../src/local/core/workspace/messages";
import { findUser } from "../../../../src/local/core/workspace/users";
import { type Actor, inPerson, Workspace } from "../../../../src/local/core/workspace/workspace";

/** A Monday morning. */
export const start = Date.UTC(2030, 0, 7, 9);

export function planted(seed: Seed = defaultSeed) {
  const clock = WorkspaceClock.frozenAt(start);
  const workspace = new Workspace({ clock, idSeed: "planted", secretSeed: "planted" });
  workspace.origin = "http://local";
  plant(workspace, seed);
  const events: WorkspaceEvent[] = [];
  workspace.events.subscribe((event) => void events.push(event));
  const as = (name: string): Actor => inPerson(findUser(workspace, name).id);
  const channel = (name: string) => workspace.channel(workspace.db.channelsByName.first(name) ?? "");
  return {
    ...{ workspace, clock, events, as, channel },
    /** Posts as this member; a minute passes first. */
    post(who: string, where: string, content: Partial<NewMessage> & { text: string }) {
      clock.advance(60_000);
      return postMessage(workspace, as(who), { channelId: channel(where).id, ...content });
    },
    hide: (who: string, name: string) => createChannel(workspace, as(who), { name, type: "PRIVATE" }),
  };
}

/** What is thrown, as the platform words it; null when nothing is. */
export function refusalOf(work: () => unknown): { status: number; message: string } | null {
  try {
    work();
  } catch (error) {
    const { status, message } = error as { status: number; message: string };
    return { status, message };
  }
  return null;
}
