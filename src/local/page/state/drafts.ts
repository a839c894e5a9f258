/** Text that has been typed but not sent, kept while the member looks elsewhere. */

const drafts = new Map<string, string>();

/** Where a draft belongs: a member's channel or thread. */
export function draftKey(memberId: string, channelId: string, threadId: string | null): string {
  return [memberId, channelId, threadId].filter(Boolean).join("/");
}

/** The draft, empty when there is none. */
export function draftOf(key: string): string {
  return drafts.get(key) ?? "";
}

/** Keeps or, when it is empty, forgets a draft. */
export function keepDraft(key: string, text: string): void {
  if (text) drafts.set(key, text);
  else drafts.delete(key);
}
