/**
 * An app of our own in the shape of those that Pumble's official SDK runs: the same declaration, the same contexts, and
 * the same answers on the wire. It says what the SDK says, no more and no less.
 */
import { type Answer, type Hook, installedWorkspace } from "../support";

/** What the SDK gives a handler of a shortcut, an interaction or a form. */
export interface Context {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it as they like
  payload: any;
  ack(message?: string): void;
  nack(message?: string): void;
  spawnModalView(view: object): void;
  updateView(view: object): void;
  pushModalView(view: object): void;
}

export type Handler = (context: Context) => void;

/** The parts of the SDK's `App` that the tests use. */
export interface App {
  globalShortcuts?: Record<string, Handler>;
  slashCommands?: Record<string, Handler>;
  blockInteraction?: Partial<Record<"VIEW" | "MESSAGE" | "EPHEMERAL_MESSAGE", Record<string, Handler>>>;
  viewAction?: { onSubmit: Record<string, Handler>; onClose?: Record<string, Handler> };
  dynamicMenus?: Record<string, (query: string) => object[]>;
}

function handlerOf(app: App, { json }: Hook): Handler | undefined {
  switch (json.messageType) {
    case "SLASH_COMMAND":
      return app.slashCommands?.[json.slashCommand];
    case "SHORTCUT":
      return app.globalShortcuts?.[json.shortcut];
    case "BLOCK_INTERACTION":
      return app.blockInteraction?.[json.sourceType as "VIEW"]?.[json.onAction];
    case "VIEW_ACTION":
      return app.viewAction?.[json.viewActionType === "SUBMIT" ? "onSubmit" : "onClose"]?.[
        json.view.callbackId
      ];
  }
  return undefined;
}

/** The SDK answers each request once: what comes later is dropped. */
function answerOf(app: App, hook: Hook): Answer {
  const { json } = hook;
  if (json.messageType === "DYNAMIC_MENU") {
    const options = app.dynamicMenus?.[json.onAction]?.(json.query ?? "") ?? [];
    return { body: { onAction: json.onAction, options, triggerId: json.triggerId } };
  }
  let answer: Answer | undefined;
  const first = (given: Answer) => {
    answer ??= given;
  };
  const show = (action: string) => (view: object) => {
    const viewType = "googleAccessToken" in view ? "INTEGRATION" : "NATIVE";
    first({ body: { triggerId: json.triggerId, view, viewType, action } });
  };
  const context: Context = {
    payload: json,
    ack: (message) => first({ body: message === undefined ? {} : { message } }),
    nack: (message) => first({ status: 400, body: { message } }),
    spawnModalView: show("OPEN"),
    updateView: show("UPDATE"),
    pushModalView: show("PUSH"),
  };
  handlerOf(app, hook)?.(context);
  return answer ?? { status: 400, body: { message: "No handlers were found for the given event." } };
}

/** Short texts as the SDK types them. */
export const plain = (text: string) => ({ type: "plain_text", text });
export const option = (value: string) => ({ text: plain(value), value });
export const words = (text: string) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
export const button = (onAction: string, more: object = {}) => ({
  ...{ type: "button", onAction, text: plain(onAction), value: onAction },
  ...more,
});
export const actions = (...elements: object[]) => ({ type: "actions", elements });
export const input = (blockId: string, element: object, more: object = {}) => ({
  ...{ type: "input", blockId, label: plain(blockId), element: { onAction: blockId, ...element } },
  ...more,
});
export const modal = (callbackId: string, blocks: object[], more: object = {}) => ({
  ...{ type: "MODAL", callbackId, title: plain(callbackId || "No callback"), notifyOnClose: false, blocks },
  ...more,
});

/** A workspace with the app installed by Ada, who uses it by the control API, without a browser. */
export async function withApp(app: App, manifest: object = {}) {
  const setup = await installedWorkspace({ acknowledgeWithinMs: 30_000, limits: false }, manifest);
  setup.app.answer = (hook) => answerOf(app, hook);
  const act = (action: string, fields: object = {}) => setup.control.act("Ada", action, fields);
  const problems = async (): Promise<(string | null)[]> => {
    const { body } = await setup.control.get("/requests");
    return (body as { direction: string; problem: string | null }[])
      .filter((entry) => entry.direction === "hook")
      .map((entry) => entry.problem);
  };
  return {
    ...setup,
    act,
    problems,
    shortcut: (name = "open_form") =>
      act("shortcut", { channel: "general", appId: setup.installed.id, name }),
    type: (onAction: string, text: string, more: object = {}) => act("type", { onAction, text, ...more }),
    press: (onAction: string, more: object = {}) => act("press", { onAction, ...more }),
    submit: () => act("submit"),
  };
}
