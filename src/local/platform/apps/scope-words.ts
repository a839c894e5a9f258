/** What each permission lets an app do, in a member's words. */
import type { Scope } from "../../../pumble";

export const scopeWords: Readonly<Record<Scope, string>> = {
  "messages:read": "read and search messages",
  "messages:write": "send messages and replies",
  "messages:edit": "edit messages",
  "messages:delete": "delete messages",
  "attachments:write": "change what is attached to messages",
  "user:read": "see the profile",
  "status:write": "set the status",
  "reaction:read": "see reactions",
  "reaction:write": "add and remove reactions",
  "channels:list": "list channels",
  "channels:read": "see what a channel is about and who is in it",
  "channels:write": "make channels, add and remove members",
  "users:list": "list the members of the workspace",
  "workspace:read": "see the workspace's name and settings",
  "calls:write": "start calls",
  "files:write": "upload files",
  "group:read": "see user groups",
};
