/** A member who uses apps without a browser, by the same rules as on the page. */
import {
  type FieldValue,
  type FormValues,
  inputsOf,
  type ShownHome,
  stateOf,
  type ViewElement,
  type ViewState,
  valuesOf,
} from "../../platform";
import type { Block } from "../../pumble";
import { invalid, notFound } from "../core/failure";
import type { Ephemerals } from "../core/workspace/ephemerals";
import { homeById, homeFor } from "../core/workspace/homes";
import { visibleChannel } from "../core/workspace/members";
import { inPerson, type Workspace } from "../core/workspace/workspace";
import { laidOver, type Modals, type OpenModal } from "../platform/apps/modals";
import type { Acknowledgement, InteractionSource, Triggers } from "../platform/apps/triggers";
import type { AppAction } from "./app-actions";

export interface AppUsersContext {
  workspace: Workspace;
  triggers: Triggers;
  modals: Modals;
  ephemerals: Ephemerals;
}

type View = OpenModal["view"] | ShownHome;

/** Something that can be pressed, chosen or typed into, and the block that makes it part of a form. */
interface Found {
  element: ViewElement;
  blockId?: string | undefined;
  /** Whether the app hears of it at once. */
  dispatches: boolean;
}

/** Where members are with the apps' forms. */
export class AppUsers {
  /** What was typed into each view, with the blocks that it was typed into. */
  readonly #forms = new Map<string, { blocks: readonly object[]; values: FormValues }>();

  constructor(private readonly context: AppUsersContext) {}

  /** Does it; answers with the app's acknowledgement and the view that is then on top. `channelId` is where one is. */
  async act(userId: string, given: AppAction, channelId: () => string): Promise<object> {
    const { triggers, workspace } = this.context;
    switch (given.action) {
      case "slash_command": {
        const place = { userId, channelId: channelId(), threadRootId: given.threadRootId };
        return this.#after(userId, await triggers.slashCommand(place, given.text));
      }
      case "shortcut": {
        const { appId, name, messageId } = given;
        const place = { userId, channelId: channelId() };
        return this.#after(userId, await triggers.shortcut(place, appId, name, messageId));
      }
      case "open_home":
        return { view: this.#shown(homeFor(workspace, given.appId, userId)) };
      case "submit":
      case "close": {
        const view = this.#view(userId, given.viewId);
        const state = this.#state(view);
        return this.#after(userId, await triggers[given.action](userId, view.id, state));
      }
      default:
        return this.#use(userId, given);
    }
  }

  /** The views that are open for the member, as they stand; the last one is on top. */
  views(userId: string): object[] {
    return this.context.modals.stackOf(userId).map(({ view }) => this.#shown(view));
  }

  async #use(
    userId: string,
    given: Extract<AppAction, { action: "press" | "choose" | "type" | "options" }>,
  ): Promise<object> {
    const { triggers } = this.context;
    const messageId = "messageId" in given ? given.messageId : undefined;
    const view = messageId ? null : this.#view(userId, "viewId" in given ? given.viewId : undefined);
    const { blocks, source } = view ? inView(view) : this.#inMessage(userId, messageId!);
    const found = find(blocks, given.onAction);
    if (given.action === "options") {
      const typed = { onAction: given.onAction, query: given.query ?? "" };
      return triggers.menu(userId, source, { ...typed, state: view ? this.#state(view) : undefined });
    }
    const value = valueFor(given, found.element);
    if (view && found.blockId && given.action !== "press") this.#fill(view, found, value);
    const isEntered = given.action === "type" && given.enter === true;
    if (!hears(found, isEntered)) return this.#after(userId, { acknowledged: true });
    const press = {
      actionType: found.element.type,
      onAction: given.onAction,
      value,
      loadingTimeout: found.element.loadingTimeout ?? 0,
      state: view ? this.#state(view) : undefined,
    };
    return this.#after(userId, await triggers.interaction(userId, source, press));
  }

  #after(userId: string, acknowledgement: Acknowledgement): object {
    const view = this.views(userId).at(-1);
    return { ...acknowledgement, ...(view ? { view } : {}) };
  }

  /** The view of this id, a modal or a home, or the one on top; refuses with 404. */
  #view(userId: string, viewId: string | undefined): View {
    const { workspace, modals } = this.context;
    if (viewId === undefined) {
      const top = modals.stackOf(userId).at(-1);
      if (!top) throw invalid("no view is open for this member");
      return top.view;
    }
    return homeById(workspace, userId, viewId)?.view ?? modals.of(userId, viewId).view;
  }

  #inMessage(userId: string, messageId: string): { blocks: Block[]; source: InteractionSource } {
    const { workspace, ephemerals } = this.context;
    const stored = workspace.db.messages.get(messageId);
    const message = stored ?? ephemerals.shownTo(userId, messageId);
    if (!message) throw notFound();
    visibleChannel(workspace, inPerson(userId), message.channelId);
    const attached = (message.attachments ?? []).flatMap(
      ({ blocks }) => (blocks as Block[] | undefined) ?? [],
    );
    const sourceType = stored ? "MESSAGE" : "EPHEMERAL_MESSAGE";
    return {
      blocks: [...(message.blocks ?? []), ...attached],
      source: { sourceType, sourceId: messageId, channelId: message.channelId },
    };
  }

  /** What the form holds: what was typed, as far as the app has not replaced it. */
  #values({ id, blocks, state }: View): FormValues {
    const form = this.#forms.get(id);
    if (form?.blocks === blocks) return form.values;
    const values = valuesOf(blocks, state, form?.values);
    this.#forms.set(id, { blocks, values });
    return values;
  }

  #state(view: View): ViewState {
    return stateOf(view.blocks, this.#values(view));
  }

  #fill(view: View, { blockId = "", element }: Found, value: FieldValue): void {
    const values = this.#values(view);
    const fields = { ...values[blockId], [element.onAction]: value };
    this.#forms.set(view.id, { blocks: view.blocks, values: { ...values, [blockId]: fields } });
  }

  #shown(view: View): object {
    return { ...view, state: laidOver(view.state, this.#state(view)) };
  }
}

function inView(view: View): { blocks: Block[]; source: InteractionSource } {
  return { blocks: view.blocks, source: { sourceType: "VIEW", sourceId: view.id } };
}

/** The element of this `onAction`; refuses with what there is instead. */
function find(blocks: Block[], onAction: string): Found {
  const loose = blocks
    .flatMap((block) =>
      block.type === "actions" ? ((block.elements as ViewElement[] | undefined) ?? []) : [],
    )
    .map((element): Found => ({ element, dispatches: true }));
  const fields = inputsOf(blocks).map(({ blockId, element, dispatchAction }): Found => {
    return { element, blockId, dispatches: dispatchAction === true || element.type === "button" };
  });
  const all = [...loose, ...fields];
  const found = all.find(({ element }) => element.onAction === onAction);
  if (found) return found;
  const known = all.flatMap(({ element }) => element.onAction || []);
  throw invalid(
    `nothing here has the onAction ${onAction}; there is ${known.join(", ") || "nothing to act on"}`,
  );
}

/** What the app is told and the form holds then. Refuses a choice that the element does not offer. */
function valueFor(
  given: Extract<AppAction, { action: "press" | "choose" | "type" }>,
  element: ViewElement,
): FieldValue {
  if (given.action === "type") return given.text;
  if (given.action === "press")
    return given.value ?? (element.type === "button" ? (element.value ?? "") : "");
  const offered = offeredBy(element);
  for (const value of [given.value].flat()) {
    if (offered && !offered.includes(value)) {
      throw invalid(`${element.onAction} does not offer ${value}; it offers ${offered.join(", ")}`);
    }
  }
  return given.value;
}

/** The values that can be chosen, or undefined where they are not known beforehand. */
function offeredBy(element: ViewElement): string[] | undefined {
  if (element.type === "checkboxes") return element.options.map((option) => option.value);
  if (element.type !== "static_select_menu") return undefined;
  const grouped = (element.option_groups ?? []).flatMap((group) => group.options);
  return [...(element.options ?? []), ...grouped].map((option) => option.value);
}

function hears({ element, dispatches }: Found, isEntered: boolean): boolean {
  if (element.type !== "plain_text_input") return dispatches;
  const triggers = element.interaction_triggers ?? [];
  return triggers.includes("on_input") || (isEntered && triggers.includes("on_enter_pressed"));
}
