/** Text that has been typed but not sent, kept while the member looks elsewhere and through a reload. */
import { keepValue, keptValue } from "./kept";

const storeKey = "pumble.drafts";

let drafts: Map<string, string> | undefined;

function all(): Map<string, string> {
  drafts ??= new Map(keptValue<[string, string][]>("localStorage", storeKey) ?? []);
  return drafts;
}

/** Where a draft belongs: a member's channel or thread. */
export function draftKey(memberId: string, channelId: string, threadId: string | null): string {
  return [memberId, channelId, threadId].filter(Boolean).join("/");
}

/** The draft, empty when there is none. */
export function draftOf(key: string): string {
  return all().get(key) ?? "";
}

/** Keeps or, when it is empty, forgets a draft. */
export function keepDraft(key: string, text: string): void {
  if (text) all().set(key, text);
  else all().delete(key);
  keepValue("localStorage", storeKey, [...all()]);
}
