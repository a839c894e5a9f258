/** Messages as the page shows them: with the skin tones of their reactions, which the platform's API does not tell. */
import type { MessageRecord } from "../../core/state/records";
import { messageFor } from "../../core/workspace/wire";
import type { Workspace } from "../../core/workspace/workspace";
import type { PageMessage } from "../contract";

/** A message as this member sees it. */
export function pageMessage(
  workspace: Workspace,
  message: MessageRecord,
  userId: string,
): PageMessage["message"] {
  return { ...messageFor(workspace, message, userId), reactions: message.reactions };
}

/** A message that was made for the API, with the tones. */
export function withTones(workspace: Workspace, message: PageMessage["message"]): PageMessage["message"] {
  const reactions = workspace.db.messages.get(message.id)?.reactions;
  return reactions ? { ...message, reactions } : message;
}
