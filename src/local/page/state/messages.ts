/** Pure changes to a list of messages, oldest first. */
import type { Message } from "../../../pumble";

/** Replaces the message of the same id where it stands; a new one goes to the end. */
export function upsert(messages: Message[], message: Message): Message[] {
  const index = messages.findIndex((item) => item.id === message.id);
  return index < 0 ? [...messages, message] : messages.with(index, message);
}

/** Replaces the message of the same id; a list without it stays the same list. */
export function replace(messages: Message[], message: Message): Message[] {
  return change(messages, message.id, () => message);
}

/** Changes the message of that id; a list without it stays the same list. */
export function change(messages: Message[], id: string, next: (message: Message) => Message): Message[] {
  const index = messages.findIndex((item) => item.id === id);
  return index < 0 ? messages : messages.with(index, next(messages[index]!));
}

/** Takes the message away; a list without it stays the same list. */
export function remove(messages: Message[], id: string): Message[] {
  return messages.some((item) => item.id === id) ? messages.filter((item) => item.id !== id) : messages;
}

/** An older page in front, without what is there already: a cursor may be inclusive. */
export function prepend(messages: Message[], older: Message[]): Message[] {
  const known = new Set(messages.map((message) => message.id));
  return [...older.filter((message) => !known.has(message.id)), ...messages];
}

/** A newer page behind, without what is there already. */
export function append(messages: Message[], newer: Message[]): Message[] {
  const known = new Set(messages.map((message) => message.id));
  return [...messages, ...newer.filter((message) => !known.has(message.id))];
}

/** Whether a channel's list shows the message: replies stay in their thread unless sent to the channel too. */
export function showsInChannel(message: Message): boolean {
  return !message.threadReplyInfo || message.threadReplyInfo.replySentToChannel === true;
}
