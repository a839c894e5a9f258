import { isId } from "../../pumble/ids";

/** A channel as operations take it, by its name or its id. */
export function channelNamed(nameOrId: string): { channelId: string } | { channel: string } {
  return isId(nameOrId) ? { channelId: nameOrId } : { channel: nameOrId.replace(/^#/, "") };
}
