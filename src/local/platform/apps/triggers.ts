/** What a member sets off in an app: a signed trigger goes out, and the answer shows to that member. */
import {
  type MenuResponse,
  type ModalResponse,
  menuResponse,
  modalResponse,
  type TriggerInput,
  type ViewState,
} from "../../../platform";
import { textToBlocks } from "../../../pumble";
import { invalid, notFound, Refusal } from "../../core/failure";
import type { AppRecord } from "../../core/state/records";
import { appOf } from "../../core/workspace/apps";
import { findDirect } from "../../core/workspace/channels";
import type { Ephemerals } from "../../core/workspace/ephemerals";
import { visibleChannel } from "../../core/workspace/members";
import { type Actor, inPerson, type Workspace } from "../../core/workspace/workspace";
import type { Delivery, HookAnswer } from "./delivery";
import type { Modals, OpenModal } from "./modals";

export interface TriggersContext {
  workspace: Workspace;
  ephemerals: Ephemerals;
  modals: Modals;
  delivery: Delivery;
}

/** Where an interactive block sits. */
export type InteractionSource =
  | { sourceType: "VIEW"; sourceId: string; channelId?: string }
  | { sourceType: "MESSAGE" | "EPHEMERAL_MESSAGE"; sourceId: string; channelId: string };

/** How the app answered a trigger. */
export interface Acknowledgement {
  /** False when the app refused, failed, or took longer than 3 s. */
  acknowledged: boolean;
  /** The text that the member is shown; it has been sent as an ephemeral event too. */
  notice?: string;
}

/** Where the member is, so that a notice can be shown there. */
interface Place {
  userId: string;
  channelId: string;
  threadRootId?: string | undefined;
}

type ModalAction = ModalResponse["action"];

/** Every kind of trigger that a member can set off. Each refuses what does not exist before anything is sent. */
export class Triggers {
  constructor(private readonly context: TriggersContext) {}

  /** The app and address of a slash command that is installed here, for a line that begins with it; otherwise undefined. */
  commandIn(line: string): { app: AppRecord; url: string; command: string; text: string } | undefined {
    const [command = ""] = line.split(/\s/, 1);
    for (const app of this.#installed()) {
      const found = app.manifest.slashCommands.find((entry) => entry.command === command);
      if (found) return { app, url: found.url, command, text: line.slice(command.length).trim() };
    }
    return undefined;
  }

  /** Types a line that begins with a slash command into a channel. */
  async slashCommand(place: Place, line: string): Promise<Acknowledgement> {
    const { workspace } = this.context;
    this.#check(place);
    const found = this.commandIn(line);
    if (!found) throw invalid(`no installed app has the command ${line.split(/\s/, 1)[0]}`);
    return this.#send(found.app, found.url, place, {
      messageType: "SLASH_COMMAND",
      slashCommand: found.command,
      text: found.text,
      blocks: textToBlocks(found.text),
      ...this.#ids(place),
      channelId: place.channelId,
      threadRootId: place.threadRootId ?? "",
      workspaceId: workspace.record.id,
    });
  }

  /** Chooses a shortcut of an app, on a message when it is of that kind. */
  async shortcut(place: Place, appId: string, name: string, messageId?: string): Promise<Acknowledgement> {
    this.#check(place);
    const app = this.#installedApp(appId);
    const shortcut = app.manifest.shortcuts.find((entry) => entry.name === name);
    if (!shortcut) throw notFound();
    const common = { shortcut: name, channelId: place.channelId, ...this.#ids(place) };
    if (shortcut.shortcutType === "GLOBAL") {
      const threadRootId = place.threadRootId ?? "";
      return this.#send(app, shortcut.url, place, {
        ...{ messageType: "SHORTCUT", type: "GLOBAL", threadRootId },
        ...common,
      });
    }
    const message = this.context.workspace.db.messages.get(messageId ?? "");
    if (message?.channelId !== place.channelId) throw notFound();
    return this.#send(app, shortcut.url, place, {
      ...{ messageType: "SHORTCUT", type: "ON_MESSAGE", messageId: message.id },
      ...common,
    });
  }

  /** Presses a button or makes a choice in a message, an ephemeral message or a modal. */
  async interaction(
    userId: string,
    source: InteractionSource,
    press: {
      actionType: string;
      onAction: string;
      value: string | string[];
      loadingTimeout?: number | undefined;
      state?: ViewState | undefined;
    },
  ): Promise<Acknowledgement> {
    const { app, place, modal } = this.#source(userId, source, press.state);
    const url = app.manifest.blockInteraction?.url;
    if (!url) throw invalid("the app's manifest has no blockInteraction");
    const { value } = press;
    return this.#send(
      app,
      url,
      place,
      {
        messageType: "BLOCK_INTERACTION",
        ...this.#ids(place),
        channelId: place.channelId,
        sourceType: source.sourceType,
        sourceId: source.sourceId,
        actionType: press.actionType.toUpperCase(),
        onAction: press.onAction,
        payload: JSON.stringify(Array.isArray(value) ? { values: value } : { value }),
        loadingTimeout: press.loadingTimeout ?? 0,
        ...(modal ? { view: modal.view } : {}),
      },
      modal ? ["UPDATE", "PUSH"] : ["OPEN"],
    );
  }

  /** Submits a modal: it closes when the app takes it, and stays when the app answers with another view or refuses. */
  async submit(userId: string, viewId: string, state: ViewState | undefined): Promise<Acknowledgement> {
    return this.#viewAction(
      "SUBMIT",
      this.context.modals.fill(this.context.modals.of(userId, viewId), state),
    );
  }

  /** Closes a modal; the app hears of it when the view asked for that. */
  async close(userId: string, viewId: string, state: ViewState | undefined): Promise<Acknowledgement> {
    const modal = this.context.modals.fill(this.context.modals.of(userId, viewId), state);
    if (modal.view.notifyOnClose) return this.#viewAction("CLOSE", modal);
    this.context.modals.close(modal);
    return { acknowledged: true };
  }

  /** Asks the app for the options of a dynamic menu. */
  async menu(
    userId: string,
    source: InteractionSource,
    typed: { onAction: string; query: string; state?: ViewState | undefined },
  ): Promise<{ options: MenuResponse["options"] }> {
    const { app, place, modal } = this.#source(userId, source, typed.state);
    const menu = app.manifest.dynamicMenus?.find((entry) => entry.onAction === typed.onAction);
    if (!menu) throw invalid(`the app's manifest has no dynamic menu ${typed.onAction}`);
    const answer = await this.context.delivery.send(app, menu.url, {
      messageType: "DYNAMIC_MENU",
      onAction: typed.onAction,
      query: typed.query,
      ...this.#ids(place),
      sourceType: source.sourceType,
      sourceId: source.sourceId,
      ...(modal ? { view: modal.view } : {}),
    } satisfies TriggerInput);
    const response = menuResponse.safeParse(jsonOf(answer));
    return { options: response.success ? response.data.options : [] };
  }

  async #viewAction(viewActionType: "SUBMIT" | "CLOSE", modal: OpenModal): Promise<Acknowledgement> {
    const { modals } = this.context;
    const app = this.#installedApp(modal.appId);
    const url = app.manifest.viewAction?.url;
    const isClosing = viewActionType === "CLOSE";
    if (isClosing || !url) modals.close(modal);
    if (!url) return { acknowledged: true };
    const place = { userId: modal.userId, channelId: modal.channelId };
    let answeredWithView = false;
    const answer = await this.#send(
      app,
      url,
      place,
      {
        messageType: "VIEW_ACTION",
        viewActionType,
        ...this.#ids(place),
        channelId: modal.channelId,
        view: modal.view,
      },
      ["OPEN", "UPDATE", "PUSH"],
      () => (answeredWithView = true),
    );
    if (!isClosing && answer.acknowledged && !answeredWithView) modals.close(modal);
    return answer;
  }

  async #send(
    app: AppRecord,
    url: string,
    place: Place,
    trigger: TriggerInput,
    mayShow: readonly ModalAction[] = ["OPEN"],
    onView?: () => void,
  ): Promise<Acknowledgement> {
    const answer = await this.context.delivery.send(app, url, trigger);
    const json = jsonOf(answer);
    if ("problem" in answer || answer.status >= 300) return this.#failed(app, place, answer, json);
    const modal = modalResponse.safeParse(json);
    if (modal.success) {
      if (!mayShow.includes(modal.data.action)) return this.#failed(app, place, answer, null);
      onView?.();
      return this.#show(app, place, modal.data, answer);
    }
    const message = (json as { message?: unknown } | null)?.message;
    if (typeof message !== "string" || message === "") return { acknowledged: true };
    this.#notice(app, place, message);
    return { acknowledged: true, notice: message };
  }

  #show(app: AppRecord, place: Place, response: ModalResponse, answer: HookAnswer): Acknowledgement {
    const { modals } = this.context;
    const modal = { appId: app.id, userId: place.userId, channelId: place.channelId };
    try {
      if (response.action === "OPEN" && response.view.id) modals.update(place.userId, response.view);
      else if (response.action === "OPEN") modals.open(modal, response.view);
      else if (response.action === "PUSH") modals.push(modal, response.view);
      else modals.update(place.userId, response.view);
      return { acknowledged: true };
    } catch (error) {
      if (error instanceof Refusal) return this.#failed(app, place, answer, null);
      throw error;
    }
  }

  /** A refusal's own words, or the app's offline message, shown to the member alone. */
  #failed(app: AppRecord, place: Place, answer: HookAnswer, json: unknown): Acknowledgement {
    const own = "status" in answer ? (json as { message?: unknown } | null)?.message : undefined;
    const { offlineMessage, displayName } = app.manifest;
    const notice =
      typeof own === "string" && own !== "" ? own : (offlineMessage ?? `${displayName} is not available`);
    this.#notice(app, place, notice);
    return { acknowledged: false, notice };
  }

  #notice(app: AppRecord, place: Place, text: string): void {
    const { workspace, ephemerals } = this.context;
    const botId = workspace.db.installations.get(app.id)?.botId ?? null;
    const author: Actor = { userId: botId ?? place.userId, appId: app.id, isBot: botId !== null };
    ephemerals.show(author, { ...place, text }, [place.userId]);
  }

  #source(userId: string, source: InteractionSource, state: ViewState | undefined) {
    const { workspace, modals, ephemerals } = this.context;
    if (source.sourceType === "VIEW") {
      const home = [...workspace.db.homeViews.values()].find(
        (entry) => entry.userId === userId && entry.view.id === source.sourceId,
      );
      if (home) {
        const app = this.#installedApp(home.appId);
        const botId = workspace.db.installations.get(app.id)?.botId ?? "";
        const channelId = source.channelId ?? findDirect(workspace, [userId, botId])?.id ?? "";
        return { app, place: { userId, channelId }, modal: null };
      }
      const modal = modals.fill(modals.of(userId, source.sourceId), state);
      return { app: this.#installedApp(modal.appId), place: { userId, channelId: modal.channelId }, modal };
    }
    const place = { userId, channelId: source.channelId };
    this.#check(place);
    const message =
      source.sourceType === "MESSAGE"
        ? workspace.db.messages.get(source.sourceId)
        : ephemerals.get(source.sourceId)?.message;
    if (message?.channelId !== source.channelId || !message.viaAppId) throw notFound();
    return { app: this.#installedApp(message.viaAppId), place, modal: null };
  }

  #ids(place: Place): { userId: string; workspaceId: string; triggerId: string } {
    const { workspace } = this.context;
    return {
      userId: place.userId,
      workspaceId: workspace.record.id,
      triggerId: workspace.ids.secret("trigger"),
    };
  }

  #check(place: Place): void {
    visibleChannel(this.context.workspace, inPerson(place.userId), place.channelId);
  }

  #installed(): AppRecord[] {
    const { apps, installations } = this.context.workspace.db;
    return apps.all([...installations.values()].map((entry) => entry.id));
  }

  #installedApp(appId: string): AppRecord {
    if (!this.context.workspace.db.installations.has(appId)) throw notFound();
    return appOf(this.context.workspace, appId);
  }
}

function jsonOf(answer: HookAnswer): unknown {
  if ("problem" in answer) return null;
  try {
    return JSON.parse(answer.body);
  } catch {
    return null;
  }
}
