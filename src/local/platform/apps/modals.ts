/** The modals that are open, and for whom. They live in memory, as they do in a member's browser. */
import { type Modal, type ViewState, viewLimits } from "../../../platform";
import { invalid, notFound } from "../../core/failure";
import type { Json } from "../../core/state/records";
import { homeById } from "../../core/workspace/homes";
import type { Workspace } from "../../core/workspace/workspace";

/** An open modal. */
export interface OpenModal {
  view: Modal & { id: string };
  appId: string;
  userId: string;
  /** Where the member was when it opened. */
  channelId: string;
}

/** What an app keeps in a view's state, with what a member typed laid over it. */
export function laidOver(state: ViewState | undefined, typed: ViewState | undefined): ViewState {
  const values = { ...state?.values };
  for (const [blockId, fields] of Object.entries(typed?.values ?? {})) {
    values[blockId] = { ...values[blockId], ...fields };
  }
  return { values };
}

/** Every open modal of one workspace, by view id. */
export class Modals {
  readonly #open = new Map<string, OpenModal>();

  constructor(private readonly workspace: Workspace) {}

  /** The member's open modal of this id; refuses with 404. */
  of(userId: string, viewId: string): OpenModal {
    const modal = this.#open.get(viewId);
    if (modal?.userId !== userId) throw notFound();
    return modal;
  }

  /** The member's open modals, the bottom one first. */
  stackOf(userId: string): OpenModal[] {
    return [...this.#open.values()].filter((modal) => modal.userId === userId);
  }

  /** Starts a new stack for the member; whatever was open before closes. */
  open(modal: Omit<OpenModal, "view">, view: Modal): OpenModal {
    for (const [id, other] of this.#open) if (other.userId === modal.userId) this.#open.delete(id);
    return this.#show("OPEN", { ...modal, view: { ...view, id: this.workspace.ids.next() } });
  }

  /** Puts a modal on top of its parent, at most three deep; on a home view it is the first. */
  push(modal: Omit<OpenModal, "view">, view: Modal): OpenModal {
    const { parentViewId = "" } = view;
    if (homeById(this.workspace, modal.userId, parentViewId)?.appId === modal.appId) {
      return this.open(modal, view);
    }
    const parent = this.of(modal.userId, parentViewId);
    if (this.#depth(parent) >= viewLimits.stackDepth) {
      throw invalid(`at most ${viewLimits.stackDepth} views can be stacked`);
    }
    return this.#show("PUSH", { ...modal, view: { ...view, id: this.workspace.ids.next() } });
  }

  /** Replaces what an open modal of this app shows; it stays on top of what it was on. */
  update({ appId, userId }: Omit<OpenModal, "view">, view: Modal): OpenModal {
    const before = this.of(userId, view.id ?? "");
    if (before.appId !== appId) throw notFound();
    const { id, parentViewId } = before.view;
    return this.#show("UPDATE", { ...before, view: { ...view, id, parentViewId } });
  }

  /** Remembers what the form holds. */
  fill(modal: OpenModal, state: ViewState | undefined): OpenModal {
    const filled = { ...modal, view: { ...modal.view, state: laidOver(modal.view.state, state) } };
    this.#open.set(modal.view.id, filled);
    return filled;
  }

  /** Closes it with everything on top of it. */
  close(modal: OpenModal): void {
    const { id } = modal.view;
    this.#open.delete(id);
    for (const other of [...this.#open.values()]) if (other.view.parentViewId === id) this.close(other);
    this.workspace.emit({ type: "modal.closed", userId: modal.userId, viewId: id });
  }

  /** Closes what this app has opened, for whomever. */
  closeOf(appId: string): void {
    for (const modal of [...this.#open.values()]) if (modal.appId === appId) this.close(modal);
  }

  clear(): void {
    this.#open.clear();
  }

  #depth(modal: OpenModal): number {
    const parent = this.#open.get(modal.view.parentViewId ?? "");
    return parent ? 1 + this.#depth(parent) : 1;
  }

  #show(action: "OPEN" | "UPDATE" | "PUSH", modal: OpenModal): OpenModal {
    this.#open.set(modal.view.id, modal);
    const { appId, userId, view } = modal;
    this.workspace.emit({ type: "modal", appId, userId, action, view: view as Json });
    return modal;
  }
}
