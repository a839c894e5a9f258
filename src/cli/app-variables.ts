import type { AppCredentials } from "../platform";

/** The addon's environment as far as the workspace decides it: where it is, and as which app the addon is known there. */
export function appVariables(workspaceUrl: string, app: AppCredentials) {
  return {
    PUMBLE_API_URL: workspaceUrl,
    PUMBLE_CONSENT_SCREEN_URL: `${workspaceUrl}/access-request`,
    PUMBLE_APP_ID: app.id,
    PUMBLE_APP_KEY: app.appKey,
    PUMBLE_APP_CLIENT_SECRET: app.clientSecret,
    PUMBLE_APP_SIGNING_SECRET: app.signingSecret,
  };
}
