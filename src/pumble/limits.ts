/**
 * Documented request limits per minute. `user` counts every call of one user; `app` every call of the app; the others
 * count one kind of write, per app and workspace.
 */
export const requestsPerMinute = {
  app: 3000,
  user: 1000,
  sendMessage: 80,
  sendReply: 80,
  createChannel: 60,
  addReaction: 60,
  scheduleMessage: 60,
  publishHomeView: 20,
} as const;

/** Longest text of a message, in UTF-16 code units. */
export const textMax = 100_000;

/** A kind of write with a limit of its own. */
export type RateClass = Exclude<keyof typeof requestsPerMinute, "app" | "user">;
