/** What the addon declares to Pumble. */

import type { Manifest } from "../platform/manifest";
import { operations } from "../pumble/operations/operations";
import { type Scope, scopes } from "../pumble/operations/scopes";

/** The slash command that people type. */
export const slashCommandName = "/api-keys";
/** The menu of the “Delete API key” modal, for members with more keys than a menu holds. */
export const chooseKeyAction = "choose_key";
/** The two shortcuts; also the callback ids of their modals and the actions of the home view's buttons. */
export const shortcutNames = { add: "add_api_key", remove: "delete_api_key" } as const;

/** What the operations need of a member, in the order of the scope table. */
function userScopes(): Scope[] {
  const needed = new Set(Object.values(operations).flatMap((operation) => operation.scopes));
  return scopes.filter((scope) => needed.has(scope));
}

/** What the bot needs: to answer people, to post for `asBot` and to correct what it posted. */
const botScopes: Scope[] = [
  "messages:read",
  "messages:write",
  "messages:edit",
  "messages:delete",
  "user:read",
  "channels:list",
  "channels:read",
  "channels:write",
];

/**
 * The manifest of an addon that is reached at this URL. Holds no secret.
 * @param options `socketMode`: triggers come over a WebSocket instead, for development
 */
export function addonManifest(publicUrl: string, options: { socketMode?: boolean } = {}): Manifest {
  const base = publicUrl.replace(/\/+$/, "");
  const url = `${base}/hook`;
  const shortcut = (name: string, displayName: string, description: string) =>
    ({ shortcutType: "GLOBAL", url, name, displayName, description }) as const;
  return {
    name: "API",
    displayName: "API",
    bot: true,
    botTitle: "API keys",
    ...(options.socketMode ? { socketMode: true } : {}),
    scopes: { userScopes: userScopes(), botScopes },
    shortcuts: [
      shortcut(shortcutNames.add, "Add API key", "Make a key for Pumble's API. It is shown once."),
      shortcut(shortcutNames.remove, "Delete API key", "Delete one of your keys. It stops working at once."),
    ],
    slashCommands: [
      {
        command: slashCommandName,
        url,
        description: "Make, list and delete your API keys",
        usageHint: "generate [name] | list | delete <name or id> | help",
      },
    ],
    eventSubscriptions: { url, events: ["APP_UNAUTHORIZED", "APP_UNINSTALLED"] },
    blockInteraction: { url },
    viewAction: { url },
    dynamicMenus: [{ url, onAction: chooseKeyAction }],
    defaultHomeView: { enabled: true, blocks: [] },
    redirectUrls: [`${base}/redirect`],
    helpUrl: `${base}/api-docs/`,
    welcomeMessage: `Type ${slashCommandName} help to make a key for Pumble's API.`,
    offlineMessage: "The API app did not answer. Try again in a minute.",
  };
}
