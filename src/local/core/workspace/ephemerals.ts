/** Messages that only some members see, once: never stored, though they can be edited and deleted while they show. */
import { invalid, notFound } from "../failure";
import type { ChannelRecord, MessageRecord } from "../state/records";
import type { Ephemeral } from "./events";
import { canSee, visibleChannel } from "./members";
import {
  carries,
  checkContent,
  edited,
  type MessageContent,
  type MessagePlace,
  type NewMessage,
  newMessage,
  rootOf,
} from "./messages";
import type { Actor, Workspace } from "./workspace";

/** How many are remembered for later edits and interactions. */
const rememberedMax = 500;

/** Remembers the latest ephemeral messages of one workspace. */
export class Ephemerals {
  readonly #recent = new Map<string, Ephemeral>();

  constructor(private readonly workspace: Workspace) {}

  /** Undefined for one that never was, was deleted, lies too far back, or is not for this user. */
  shownTo(userId: string, messageId: string): MessageRecord | undefined {
    const ephemeral = this.#recent.get(messageId);
    return ephemeral?.sendToUserIds.includes(userId) ? ephemeral.message : undefined;
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
    this.#checkRecipients(channel, sendToUserIds);
    const { threadRootId: replyTo } = content;
    const threadRootId = replyTo ? rootOf(this.workspace, channel, replyTo) : undefined;
    return this.show(actor, { ...content, threadRootId }, sendToUserIds);
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

  /** Replaces text and blocks for these users, or for those who see it when none are named. */
  edit(actor: Actor, place: MessagePlace, content: MessageContent, sendToUserIds: string[]): Ephemeral {
    const before = this.#own(actor, place);
    this.#checkRecipients(visibleChannel(this.workspace, actor, place.channelId), sendToUserIds);
    const message = edited(before.message, content);
    const ephemeral = { message, sendToUserIds: sendToUserIds.length ? sendToUserIds : before.sendToUserIds };
    this.#remember(ephemeral);
    this.workspace.emit({ type: "ephemeral.updated", ephemeral });
    return ephemeral;
  }

  /** Takes it away from these users. */
  delete(actor: Actor, place: MessagePlace, forUserIds: string[]): void {
    const { message, sendToUserIds } = this.#own(actor, place);
    const { channelId, messageId } = place;
    const left = sendToUserIds.filter((id) => !forUserIds.includes(id));
    if (left.length === 0) this.#recent.delete(messageId);
    else this.#remember({ message, sendToUserIds: left });
    this.workspace.emit({ type: "ephemeral.deleted", channelId, messageId, userIds: forUserIds });
  }

  clear(): void {
    this.#recent.clear();
  }

  #own(actor: Actor, { channelId, messageId }: MessagePlace): Ephemeral {
    const ephemeral = this.#recent.get(messageId);
    if (ephemeral?.message.authorId !== actor.userId) throw notFound();
    if (ephemeral.message.channelId !== channelId) throw notFound();
    return ephemeral;
  }

  #checkRecipients(channel: ChannelRecord, userIds: readonly string[]): void {
    for (const id of userIds) {
      if (!this.workspace.db.users.has(id) || !canSee(this.workspace, channel, id)) throw notFound();
    }
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
