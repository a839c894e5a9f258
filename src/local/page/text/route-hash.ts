/** Places of the page as they stand in its address. */

/** An open channel and, beside it, an open thread; or an open app. */
export interface Route {
  channelId: string | null;
  threadId: string | null;
  /** The message to bring into view, in the thread when one is open. */
  messageId?: string | null;
  /** An app's home; there is no channel then. */
  appId?: string | null;
}

const channelHash = /^#\/([0-9a-f]{24})(?:\/([0-9a-f]{24}))?(?:@([0-9a-f]{24}))?$/;

/** Reads a location hash; anything that is not an id is left out. */
export function parseHash(hash: string): Route {
  const appId = /^#\/app\/([0-9a-f]{24})$/.exec(hash)?.[1];
  if (appId) return { channelId: null, threadId: null, appId };
  const [channelId = null, threadId = null, messageId = null] = channelHash.exec(hash)?.slice(1) ?? [];
  return { channelId, threadId, ...(messageId ? { messageId } : {}) };
}

/** The hash of a route, `#/` for none. */
export function formatHash({ channelId, threadId, messageId, appId }: Route): string {
  if (appId) return `#/app/${appId}`;
  const place = [channelId, threadId].filter(Boolean).join("/");
  return `#/${place}${place && messageId ? `@${messageId}` : ""}`;
}
