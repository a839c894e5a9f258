/** What a member sets off in an app: a signed trigger goes out, and the answer shows to that member. */
import {
  type MenuResponse,
  menuResponse,
  type ShownHome,
  type TriggerInput,
  type ViewResponse,
  type ViewState,
} from "../../../platform";
import { textToBlocks } from "../../../pumble";
import { invalid, notFound, Refusal } from "../../core/failure";
import type { AppRecord } from "../../core/state/records";
import { appOf } from "../../core/workspace/apps";
import { findDirect } from "../../core/workspace/channels";
import type { Ephemerals } from "../../core/workspace/ephemerals";
import { homeById, publishHome } from "../../core/workspace/homes";
import { visibleChannel } from "../../core/workspace/members";
import { type Actor, inPerson, type Workspace } from "../../core/workspace/workspace";
import { type AppAnswer, jsonOf, readAnswer } from "./app-answer";
import type { Delivery } from "./delivery";
import { laidOver, type Modals, type OpenModal } from "./modals";

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

type ViewAction = ViewResponse["action"];

/** What the answer to a trigger may do, and whom to tell that it did. */
interface Expected {
  may: readonly ViewAction[];
  onView?: () => void;
}

/** Where a trigger came from: the view that it sits in, or none for a message. */
interface Origin {
  app: AppRecord;
  place: Place;
  view: (OpenModal["view"] | ShownHome) | null;
}

/** What may be shown from a home view, a modal and a message. */
function mayShow(view: Origin["view"]): readonly ViewAction[] {
  if (view?.type === "HOME") return ["OPEN", "PUSH", "UPDATE"];
  return view ? ["UPDATE", "PUSH"] : ["OPEN"];
}

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
    return this.#send(
      { ...found, place },
      {
        messageType: "SLASH_COMMAND",
        slashCommand: found.command,
        text: found.text,
        blocks: textToBlocks(found.text),
        ...this.#ids(place),
        channelId: place.channelId,
        threadRootId: place.threadRootId ?? "",
        workspaceId: workspace.record.id,
      },
    );
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
      return this.#send(
        { app, url: shortcut.url, place },
        {
          ...{ messageType: "SHORTCUT", type: "GLOBAL", threadRootId },
          ...common,
        },
      );
    }
    const message = this.context.workspace.db.messages.get(messageId ?? "");
    if (message?.channelId !== place.channelId) throw notFound();
    return this.#send(
      { app, url: shortcut.url, place },
      {
        ...{ messageType: "SHORTCUT", type: "ON_MESSAGE", messageId: message.id },
        ...common,
      },
    );
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
    const { app, place, view } = this.#source(userId, source, press.state);
    const url = app.manifest.blockInteraction?.url;
    if (!url) throw invalid("the app's manifest has no blockInteraction");
    const { value } = press;
    return this.#send(
      { app, url, place },
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
        ...(view ? { view } : {}),
      },
      { may: mayShow(view) },
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
    const { app, place, view } = this.#source(userId, source, typed.state);
    const menu = app.manifest.dynamicMenus?.find((entry) => entry.onAction === typed.onAction);
    if (!menu) throw invalid(`the app's manifest has no dynamic menu ${typed.onAction}`);
    const trigger = {
      messageType: "DYNAMIC_MENU",
      onAction: typed.onAction,
      query: typed.query,
      ...this.#ids(place),
      sourceType: source.sourceType,
      sourceId: source.sourceId,
      ...(view ? { view } : {}),
    } satisfies TriggerInput;
    let options: MenuResponse["options"] = [];
    await this.context.delivery.send(app, menu.url, trigger, (answer) => {
      const response = menuResponse.safeParse(jsonOf(answer));
      if (!response.success) return "the options were not taken: they do not fit the documented shape";
      options = response.data.options;
      return null;
    });
    return { options };
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
      { app, url, place },
      {
        messageType: "VIEW_ACTION",
        viewActionType,
        ...this.#ids(place),
        channelId: modal.channelId,
        view: modal.view,
      },
      { may: ["OPEN", "UPDATE", "PUSH"], onView: () => (answeredWithView = true) },
    );
    if (!isClosing && answer.acknowledged && !answeredWithView) modals.close(modal);
    return answer;
  }

  /** Sends an app again what it was sent, signed anew. Its answer is for the log alone. */
  async resend({ appId, url, body }: { appId: string; url: string; body: string }): Promise<void> {
    const app = this.context.workspace.db.apps.get(appId);
    if (!app) throw notFound();
    await this.context.delivery.send(app, url, JSON.parse(body) as TriggerInput);
  }

  async #send(
    { app, url, place }: { app: AppRecord; url: string; place: Place },
    trigger: TriggerInput,
    expected: Expected = { may: ["OPEN"] },
  ): Promise<Acknowledgement> {
    let acknowledgement: Acknowledgement = { acknowledged: false };
    await this.context.delivery.send(app, url, trigger, (answer) => {
      const read = readAnswer(answer);
      const problem =
        read.kind === "view" ? this.#show(app, place, read.response, expected) : problemOf(read);
      acknowledgement = this.#acknowledge(app, place, read, problem);
      return problem;
    });
    return acknowledgement;
  }

  /** What the member is told of the answer. */
  #acknowledge(app: AppRecord, place: Place, read: AppAnswer, problem: string | null): Acknowledgement {
    const { offlineMessage, displayName } = app.manifest;
    const offline = offlineMessage ?? `${displayName} is not available`;
    const refused = read.kind === "refusal" || problem !== null;
    const own = read.kind === "message" || read.kind === "refusal" ? read.text : "";
    const notice = own || (refused ? offline : "");
    if (notice === "") return { acknowledged: !refused };
    this.#notice(app, place, notice);
    return { acknowledged: !refused, notice };
  }

  /** Shows the view; otherwise says why not. */
  #show(app: AppRecord, place: Place, { action, view }: ViewResponse, expected: Expected): string | null {
    if (!expected.may.includes(action)) return `the view was not taken: ${action} is not possible from here`;
    const { modals, workspace } = this.context;
    const { userId, channelId } = place;
    const modal = { appId: app.id, userId, channelId };
    try {
      if (view.type === "HOME") {
        const home = homeById(workspace, userId, view.id);
        if (action !== "UPDATE" || home?.appId !== app.id) throw invalid("a home view can only be updated");
        publishHome(workspace, app.id, userId, view);
      } else if (action === "PUSH") modals.push(modal, view);
      else if (action === "UPDATE" || view.id) modals.update(modal, view);
      else modals.open(modal, view);
      expected.onView?.();
      return null;
    } catch (error) {
      if (error instanceof Refusal) return `the view was not taken: ${error.message}`;
      throw error;
    }
  }

  #notice(app: AppRecord, place: Place, text: string): void {
    const { workspace, ephemerals } = this.context;
    const botId = workspace.db.installations.get(app.id)?.botId ?? null;
    const author: Actor = { userId: botId ?? place.userId, appId: app.id, isBot: botId !== null };
    ephemerals.show(author, { ...place, text }, [place.userId]);
  }

  #source(userId: string, source: InteractionSource, state: ViewState | undefined): Origin {
    const { workspace, modals, ephemerals } = this.context;
    if (source.sourceType === "VIEW") {
      const home = homeById(workspace, userId, source.sourceId);
      if (home) {
        const app = this.#installedApp(home.appId);
        const botId = workspace.db.installations.get(app.id)?.botId ?? "";
        const channelId = source.channelId ?? findDirect(workspace, [userId, botId])?.id ?? "";
        const view = { ...home.view, state: laidOver(home.view.state, state) };
        return { app, place: { userId, channelId }, view };
      }
      const { appId, channelId, view } = modals.fill(modals.of(userId, source.sourceId), state);
      return { app: this.#installedApp(appId), place: { userId, channelId }, view };
    }
    const place = { userId, channelId: source.channelId };
    this.#check(place);
    const message =
      source.sourceType === "MESSAGE"
        ? workspace.db.messages.get(source.sourceId)
        : ephemerals.shownTo(userId, source.sourceId);
    if (message?.channelId !== source.channelId || !message.viaAppId) throw notFound();
    return { app: this.#installedApp(message.viaAppId), place, view: null };
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

/** Why the inspector should know of this answer. */
function problemOf(read: AppAnswer): string | null {
  return read.kind === "unusable" ? read.problem : null;
}
