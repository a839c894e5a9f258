/** How each write is settled when nobody knows whether it happened. */
import type { OperationName, Operations } from "../../pumble";
import { addUsersToChannel, createChannel, removeUserFromChannel } from "./channels";
import {
  addReaction,
  deleteMessage,
  dmGroup,
  dmUser,
  editMessage,
  removeReaction,
  sendMessage,
  sendReply,
} from "./messages";
import { createScheduledMessage, deleteScheduledMessage, editScheduledMessage } from "./scheduled";
import type { Recipe } from "./search";

export type { Found, Recipe, Search } from "./search";

/** The operations that change something. */
export type WriteName = {
  [Name in OperationName]: Operations[Name]["kind"] extends "write" ? Name : never;
}[OperationName];

export const recipes: { readonly [Name in WriteName]: Recipe<Name> } = {
  createChannel,
  addUsersToChannel,
  removeUserFromChannel,
  sendMessage,
  sendReply,
  dmUser,
  dmGroup,
  editMessage,
  deleteMessage,
  addReaction,
  removeReaction,
  createScheduledMessage,
  editScheduledMessage,
  deleteScheduledMessage,
  customStatus: { once: false },
};
