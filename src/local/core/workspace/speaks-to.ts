/** Whom a message speaks to. */
import type { Block } from "../../../pumble";

/** Whether the blocks name the member, a group of theirs, or everybody. */
export function speaksTo(blocks: readonly Block[], userId: string, groupIds: readonly string[]): boolean {
  const text = JSON.stringify(blocks);
  if (text.includes(`"user_id":"${userId}"`) || text.includes('"type":"broadcast"')) return true;
  return groupIds.some((id) => text.includes(`"usergroup_id":"${id}"`));
}
