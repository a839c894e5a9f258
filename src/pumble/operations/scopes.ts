/** The permissions an app can ask for. On the consent URL a bot's scopes carry the prefix `bot:`. */
export const scopes = [
  "messages:read",
  "messages:write",
  "messages:edit",
  "messages:delete",
  "attachments:write",
  "user:read",
  "status:write",
  "reaction:read",
  "reaction:write",
  "channels:list",
  "channels:read",
  "channels:write",
  "users:list",
  "workspace:read",
  "calls:write",
  "files:write",
  "group:read",
] as const;

export type Scope = (typeof scopes)[number];
