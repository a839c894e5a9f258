/** Doing something as a member, without an app: how a test causes drift, and how a demonstration is driven. */

import { notAllowed, notFound } from "../core/failure";
import { removeAuthorization, uninstallApp } from "../core/workspace/apps";
import * as channels from "../core/workspace/channels";
import { makeFilePublic } from "../core/workspace/files";
import { changeGroup, createGroup } from "../core/workspace/groups";
import * as messages from "../core/workspace/messages";
import { pinMessage, unpinMessage } from "../core/workspace/pins";
import { changeScheduled, deleteScheduled } from "../core/workspace/scheduled";
import {
  changeUser,
  clearCustomStatus,
  findUser,
  joinWorkspace,
  setCustomStatus,
} from "../core/workspace/users";
import { createWebhook } from "../core/workspace/webhooks";
import { channelEntryFor, messageFor, scheduledFor } from "../core/workspace/wire";
import { type Actor, inPerson, type Workspace } from "../core/workspace/workspace";
import type { Action } from "./actions";
import { isAppAction } from "./app-actions";
import type { AppUsers } from "./app-user";

/** Does it, by the rules that hold for that member in Pumble's client. Answers with what came of it. */
export async function act(workspace: Workspace, appUsers: AppUsers, given: Action): Promise<object> {
  const { id, name, status } = findUser(workspace, given.as);
  if (status === "DEACTIVATED") throw notAllowed(`${name} is deactivated`);
  const actor = inPerson(id);
  if (isAppAction(given)) return appUsers.act(actor.userId, given, () => channelId(workspace, given));
  return (
    onScheduled(workspace, actor, given) ??
    onMessage(workspace, actor, given) ??
    onChannel(workspace, actor, given) ??
    onPeople(workspace, actor, given)
  );
}

function onScheduled(workspace: Workspace, actor: Actor, given: Action): object | undefined {
  switch (given.action) {
    case "edit_scheduled": {
      const { text, sendAt, scheduledMessageId: id } = given;
      return scheduledFor(changeScheduled(workspace, actor, id, { text, sendAt }));
    }
    case "cancel_scheduled":
      deleteScheduled(workspace, actor, given.scheduledMessageId);
      return {};
  }
  return undefined;
}

function onMessage(workspace: Workspace, actor: Actor, given: Action): object | undefined {
  const shown = (message: Parameters<typeof messageFor>[1]) => ({
    message: messageFor(workspace, message, actor.userId),
  });
  switch (given.action) {
    case "post":
      return shown(
        messages.postMessage(workspace, actor, { ...given, channelId: channelId(workspace, given) }),
      );
    case "edit": {
      const { messageId, text } = given;
      return shown(messages.editMessage(workspace, actor, placeOf(workspace, messageId), { text }));
    }
    case "delete":
      messages.deleteMessage(workspace, actor, placeOf(workspace, given.messageId));
      return {};
    case "react":
      return shown(messages.addReaction(workspace, actor, given.messageId, given));
    case "unreact":
      return shown(messages.removeReaction(workspace, actor, given.messageId, given.code));
    case "pin":
      return channelEntryFor(workspace, pinMessage(workspace, actor, given.messageId), actor.userId);
    case "unpin":
      return channelEntryFor(workspace, unpinMessage(workspace, actor, given.messageId), actor.userId);
  }
  return undefined;
}

function onChannel(workspace: Workspace, actor: Actor, given: Action): object | undefined {
  const entry = (channel: Parameters<typeof channelEntryFor>[1]) =>
    channelEntryFor(workspace, channel, actor.userId);
  const id = () => channelId(workspace, given);
  switch (given.action) {
    case "create_channel":
      return entry(channels.createChannel(workspace, actor, given));
    case "change_channel": {
      const { name, type, description } = given;
      return entry(channels.changeChannel(workspace, actor, id(), { name, type, description }));
    }
    case "archive":
    case "unarchive": {
      const archived = given.action === "archive";
      return entry(channels.changeChannel(workspace, actor, id(), { archived }));
    }
    case "delete_channel":
      channels.deleteChannel(workspace, actor, id());
      return {};
    case "join":
      return entry(channels.joinChannel(workspace, actor, id()));
    case "leave":
      channels.removeMember(workspace, actor, id(), actor.userId);
      return {};
    case "add_members": {
      const userIds = given.users.map((who) => findUser(workspace, who).id);
      return { addedUserIds: channels.addMembers(workspace, actor, id(), userIds) };
    }
    case "remove_member":
      channels.removeMember(workspace, actor, id(), findUser(workspace, given.user).id);
      return {};
    case "create_webhook":
      return createWebhook(workspace, actor, id(), given.name);
    case "open_direct": {
      const others = given.users.map((who) => findUser(workspace, who).id);
      return entry(channels.openDirect(workspace, actor, others));
    }
  }
  return undefined;
}

function onPeople(workspace: Workspace, actor: Actor, given: Action): object {
  switch (given.action) {
    case "set_status":
      return setCustomStatus(workspace, actor, given);
    case "clear_status":
      return clearCustomStatus(workspace, actor);
    case "make_file_public":
      return makeFilePublic(workspace, actor, given.fileId);
    case "deactivate":
    case "activate": {
      const status = given.action === "activate" ? "ACTIVATED" : "DEACTIVATED";
      return changeUser(workspace, actor, findUser(workspace, given.user).id, { status });
    }
    case "add_user": {
      const { email, name, role = "USER" } = given;
      return joinWorkspace(workspace, { email, name, role, invitedBy: actor.userId });
    }
    case "change_user": {
      const { name, title, role, email } = given;
      const change = Object.entries({ name, title, role, email }).filter(([, value]) => value !== undefined);
      return changeUser(workspace, actor, findUser(workspace, given.user).id, Object.fromEntries(change));
    }
    case "create_group":
      return createGroup(workspace, actor, { ...given, workspaceUserIds: idsOf(workspace, given.users) });
    case "change_group": {
      const { group, handle, name, description, disabled, users } = given;
      const workspaceUserIds = idsOf(workspace, users);
      return changeGroup(workspace, actor, group, { handle, name, description, disabled, workspaceUserIds });
    }
    case "unauthorize_app":
      removeAuthorization(workspace, given.appId, actor.userId);
      return {};
    case "uninstall_app":
      uninstallApp(workspace, given.appId);
      return {};
  }
  throw notFound();
}

function idsOf(workspace: Workspace, users: string[] | undefined): string[] | undefined {
  return users?.map((who) => findUser(workspace, who).id);
}

function channelId(workspace: Workspace, given: object): string {
  const { channelId, channel } = given as { channelId?: string; channel?: string };
  if (channelId) return workspace.channel(channelId).id;
  const found = workspace.db.channelsByName.first(channel ?? "") ?? channel ?? "";
  return workspace.channel(found).id;
}

function placeOf(workspace: Workspace, messageId: string): messages.MessagePlace {
  const message = workspace.db.messages.get(messageId);
  if (!message) throw notFound();
  return { channelId: message.channelId, messageId };
}
