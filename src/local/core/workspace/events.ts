/** What happens in a workspace, for everybody who watches: the page, apps, and tests. */
import { contained } from "../../../platform";
import type { User, UserGroup } from "../../../pumble";
import type { ChannelRecord, Json, MessageRecord } from "../state/records";
import { tell } from "../tell";

/** An ephemeral message: shown to its recipients once, never stored. */
export interface Ephemeral {
  message: MessageRecord;
  sendToUserIds: string[];
}

export type WorkspaceEvent =
  | { type: "message.created"; message: MessageRecord }
  | { type: "message.updated"; message: MessageRecord }
  /** `tombstone` stays in place of a thread root that has replies. */
  | { type: "message.deleted"; message: MessageRecord; tombstone: MessageRecord | null }
  | { type: "reaction.added"; message: MessageRecord; userId: string; code: string }
  | { type: "reaction.removed"; message: MessageRecord; userId: string; code: string }
  | { type: "ephemeral"; ephemeral: Ephemeral }
  | { type: "ephemeral.updated"; ephemeral: Ephemeral }
  | { type: "ephemeral.deleted"; channelId: string; messageId: string; userIds: string[] }
  | { type: "channel.read"; channelId: string; userId: string }
  | { type: "channel.created"; channel: ChannelRecord }
  /** `wasPublic`: a public channel was made private. */
  | { type: "channel.updated"; channel: ChannelRecord; wasPublic?: boolean }
  | { type: "channel.archived"; channel: ChannelRecord; actorId: string }
  | { type: "channel.deleted"; channel: ChannelRecord; memberIds: string[] }
  | { type: "membership.added"; channel: ChannelRecord; userIds: string[] }
  | { type: "membership.removed"; channel: ChannelRecord; userIds: string[] }
  | { type: "user.joined"; user: User }
  | { type: "user.updated"; user: User; actorId: string; previousEmail: string }
  | { type: "group.created"; group: UserGroup }
  | { type: "group.updated"; group: UserGroup; actorId: string }
  | { type: "app.registered"; appId: string }
  | { type: "app.installed"; appId: string }
  | { type: "app.uninstalled"; appId: string; details: Json }
  | { type: "app.authorized"; appId: string; userId: string }
  | { type: "app.unauthorized"; appId: string; userId: string; details: Json }
  | { type: "home.published"; appId: string; userId: string; view: Json }
  | { type: "modal"; appId: string; userId: string; action: "OPEN" | "UPDATE" | "PUSH"; view: Json }
  | { type: "interaction.completed"; userId: string; sourceId: string; triggerId: string }
  | { type: "modal.closed"; userId: string; viewId: string }
  | { type: "clock.changed" }
  | { type: "reset" };

export type EventType = WorkspaceEvent["type"];
type Listener = (event: WorkspaceEvent) => void;

/** Tells every listener of every event, in order, after the change it speaks of is committed. One's failure is its own. */
export class EventBus {
  readonly #listeners = new Set<Listener>();

  /** @returns a function that ends the subscription */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: WorkspaceEvent): void {
    for (const listener of [...this.#listeners]) contained("A listener", tell, listener)(event);
  }
}
