/** Operations on members and groups. */
import type { Handlers } from "./handler";

export const userHandlers: Handlers<"listUsers" | "listUserGroups" | "myInfo" | "customStatus"> = {
  listUsers: (call) => call.user.listUsers(),

  listUserGroups: (call) => call.user.listUserGroups(),

  myInfo: (call) => call.user.getUser(call.key.userId),

  async customStatus(call, { code, status, expiresAt, expiration = "custom" }) {
    call.checkNotNarrowed();
    await call.user.updateCustomStatus({ code, status, expiresAt, expiration, pausedNotifications: false });
    return null;
  },
};
