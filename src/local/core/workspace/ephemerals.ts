/** Messages that only some members see, once: never stored, though they can be edited and deleted while they show. */
import { invalid, notFound } from "../failure";
import type { Ephemeral } from "./events";
import { canSee, visibleChannel } from "./members";
import { carries, checkContent, type NewMessage, newMessage } from "./messages";
import type { Actor, Workspace } from "./workspace";

/** How many are remembered for later edits and interactions. */
const rememberedMax = 500;

/** Remembers the latest ephemeral messages of one workspace. */
export class Ephemerals {
  readonly #recent = new Map<string, Ephemeral>();

  constructor(private readonly workspace: Workspace) {}

  /** Undefined for one that never was, was deleted, or lies too far back. */
  get(messageId: string): Ephemeral | undefined {
    return this.#recent.get(messageId);
  }

  /** Whether one of them shows the file to this user. */
  showFile(fileId: string, userId: string): boolean {
    return [...this.#recent.values()].some(
      ({ message, sendToUserIds }) => sendToUserIds.includes(userId) && carries(message, fileId),
    );
  }

  /** Shows a message to these users alone. Those who cannot see the channel are refused. */
  post(actor: Actor, content: NewMessage, sendToUserIds: string[]): Ephemeral {
    const channel = visibleChannel(this.workspace, actor, content.channelId);
    checkContent(content);
    if (sendToUserIds.length === 0) throw invalid("sendToUsers must not be empty");
    for (const id of sendToUserIds) {
      if (!this.workspace.db.users.has(id) || !canSee(this.workspace, channel, id)) throw notFound();
    }
    return this.show(actor, content, sendToUserIds);
  }

  /** Shows it without asking whether the author may see the channel: what the platform itself says in an app's name. */
  show(actor: Actor, content: NewMessage, sendToUserIds: string[]): Ephemeral {
    const message = {
      ...newMessage(this.workspace, content.channelId, actor, content),
      threadRootId: content.threadRootId ?? null,
    };
    const ephemeral = { message, sendToUserIds };
    this.#remember(ephemeral);
    this.workspace.emit({ type: "ephemeral", ephemeral });
    return ephemeral;
  }

  /** Replaces the content for these users. */
  edit(actor: Actor, messageId: string, content: NewMessage, sendToUserIds: string[]): Ephemeral {
    const before = this.#own(actor, messageId);
    checkContent(content);
    const message = {
      ...newMessage(this.workspace, content.channelId, actor, content),
      id: messageId,
      at: before.message.at,
      threadRootId: before.message.threadRootId,
      edited: true,
    };
    const ephemeral = { message, sendToUserIds: sendToUserIds.length ? sendToUserIds : before.sendToUserIds };
    this.#remember(ephemeral);
    this.workspace.emit({ type: "ephemeral.updated", ephemeral });
    return ephemeral;
  }

  /** Takes it away from these users. */
  delete(actor: Actor, messageId: string, forUserIds: string[]): void {
    const { message, sendToUserIds } = this.#own(actor, messageId);
    const left = sendToUserIds.filter((id) => !forUserIds.includes(id));
    if (left.length === 0) this.#recent.delete(messageId);
    else this.#remember({ message, sendToUserIds: left });
    const { channelId } = message;
    this.workspace.emit({ type: "ephemeral.deleted", channelId, messageId, userIds: forUserIds });
  }

  clear(): void {
    this.#recent.clear();
  }

  #own(actor: Actor, messageId: string): Ephemeral {
    const ephemeral = this.#recent.get(messageId);
    if (ephemeral?.message.authorId !== actor.userId) throw notFound();
    return ephemeral;
  }

  #remember(ephemeral: Ephemeral): void {
    this.#recent.delete(ephemeral.message.id);
    this.#recent.set(ephemeral.message.id, ephemeral);
    for (const id of this.#recent.keys()) {
      if (this.#recent.size <= rememberedMax) break;
      this.#recent.delete(id);
    }
  }
}
