/** What became of a message's content: the form in state where the meaning is the same, what is there now where not. */
import type { Block } from "../../pumble/messages/blocks";
import { broadcastIn } from "../../pumble/messages/broadcast";
import { canonicalBlocks } from "../../pumble/messages/markdown/canonical-blocks";
import type { PrivateState } from "../../terraform";
import type { Workspace } from "../reads/workspace";
import { type Content, type Prints, plainText, printsKey, printsOf, type Shown, sameBlocks } from "./content";
import { asMarkdown, importedBody } from "./imported";
import { tidyJson } from "./json";

type Observed = Content & { attachments: string | null };

/** Compares what is in state with what a search or a page shows; what it is shown twice it looks at once. */
export class ContentReader {
  private last: { found: Shown; now: Prints; content: Promise<Observed> } | null = null;

  /** @param workspace that knows what mentions are called, where an import may ask for Markdown */
  constructor(
    private readonly state: Content,
    private readonly privateState: PrivateState,
    private readonly workspace?: Workspace,
  ) {}

  /** Whether a message shows what is in state. Remembers nothing. */
  async isUnchanged(found: Shown): Promise<boolean> {
    const observed = await this.look(found).content;
    const forms = ["text", "markdown", "blocks", "attachments"] as const;
    return forms.every((form) => observed[form] === (this.state[form] ?? null));
  }

  /** The content as it is now. Remembers whether it is another one. */
  read(found: Shown): Promise<Observed> {
    const { now, content } = this.look(found);
    noteChange(this.privateState, this.known, { ...now, isText: this.state.text !== null });
    return content;
  }

  private get known(): Prints | undefined {
    return this.privateState.get(printsKey) as Prints | undefined;
  }

  private look(found: Shown) {
    if (this.last?.found !== found) {
      const now = printsOf(found);
      this.last = { found, now, content: this.compared(found, now) };
    }
    return this.last;
  }

  private async compared(found: Shown, now: Prints): Promise<Observed> {
    const { state, workspace } = this;
    const { known } = this;
    const { allow_broadcast, text, markdown, blocks } = state;
    const attachments = observedAttachments(
      state.attachments ?? null,
      found,
      known?.attachments === now.attachments,
    );
    const body = text ?? markdown ?? blocks;
    if (!body) {
      const names = body === asMarkdown.markdown && workspace ? workspace : null;
      const { says, ...imported } = await importedBody(found, names);
      return { ...imported, allow_broadcast: allow_broadcast || broadcastIn(says) !== null, attachments };
    }
    const kept = { text, markdown, blocks, allow_broadcast, attachments };
    if (text !== null)
      return plainText(text) === plainText(found.text) ? kept : { ...kept, text: found.text };
    if (known?.body === now.body) return kept;
    const shown = blocksText(found);
    if (blocks !== null) return { ...kept, blocks: sameBlocks(blocks, shown) ? blocks : shown };
    return { ...kept, markdown: found.text === markdown ? shown : found.text };
  }
}

/** A message that is as it was leaves private state alone: a refresh right after an apply must find nothing to write. */
function noteChange(
  privateState: PrivateState,
  known: Prints | undefined,
  { isText, ...now }: Prints & { isText: boolean },
): void {
  if (!known) {
    privateState.set(printsKey, now);
    return;
  }
  // Plain text is compared as it stands in state.
  const changed = !isText && known.body !== now.body;
  if (changed === (known.changed ?? false)) return;
  const { changed: _, ...same } = known;
  privateState.set(printsKey, changed ? { ...same, changed } : same);
}

function observedAttachments(declared: string | null, found: Shown, same: boolean): string | null {
  const list = Array.isArray(found.attachments) ? found.attachments : [];
  if (same || (declared === null && list.length === 0)) return declared;
  return list.length === 0 ? null : JSON.stringify(tidyJson(list));
}

function blocksText({ blocks }: Shown): string {
  return JSON.stringify(canonicalBlocks(Array.isArray(blocks) ? (blocks as Block[]) : []));
}
