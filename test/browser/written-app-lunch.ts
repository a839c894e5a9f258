/**
 * What the written app does: a slash command opens a form with a menu that the app fills, the order is posted with a
 * button, the button counts who joins, and whoever is hungry is answered in a thread.
 */
import { type AppSettings, callPlatform, type Grant } from "./written-app-platform";

/** A trigger with the fields that this app reads. */
export interface Trigger {
  messageType: string;
  triggerId: string;
  userId: string;
  channelId: string;
  text?: string;
  query?: string;
  onAction?: string;
  sourceId?: string;
  payload?: string;
  viewActionType?: string;
  view?: View;
  eventType?: string;
  /** Of an event: JSON. */
  body?: string;
}

interface View {
  id: string;
  state: { values: Record<string, Record<string, { value?: string; values?: string[] }>> };
}

/** What the app says to a trigger, whichever way it came. */
export interface Reply {
  status: number;
  body: object;
}

const dishes = ["Lasagne", "Lentil soup", "Salad", "Sushi"];
const plain = (text: string) => ({ type: "plain_text", text });
const acknowledged: Reply = { status: 200, body: {} };

/** The app's form; `problem` is shown at the note. */
function form(place: string, problem?: string) {
  return {
    type: "MODAL",
    callbackId: "order",
    title: plain("Order lunch"),
    submit: plain("Order"),
    notifyOnClose: true,
    blocks: [
      { type: "section", text: plain(`From ${place}`) },
      {
        type: "input",
        blockId: "dish",
        label: plain("Dish"),
        element: {
          type: "dynamic_select_menu",
          onAction: "dish",
          placeholder: plain("Type a letter"),
          min_query_length: 1,
        },
      },
      {
        type: "input",
        blockId: "note",
        label: plain("Note"),
        optional: true,
        ...(problem ? { validationError: problem } : {}),
        element: { type: "plain_text_input", onAction: "note" },
      },
    ],
  };
}

function orderBlocks(text: string, joined: number) {
  const label = joined === 0 ? "Me too" : `Me too (${joined})`;
  const inline = { type: "rich_text_section", elements: [{ type: "text", text, style: { bold: true } }] };
  const button = { type: "button", onAction: "join", text: plain(label), value: String(joined) };
  return [
    { type: "rich_text", elements: [inline] },
    { type: "actions", elements: [button] },
  ];
}

/** The app's mind in one workspace. */
export class Lunch {
  grant: Grant | undefined;
  /** Events in the order in which they came. */
  readonly events: string[] = [];
  closed = 0;
  readonly #orders = new Map<string, string>();

  constructor(private readonly settings: AppSettings) {}

  /** Answers a trigger; an event is answered before anything is done about it. */
  async handle(trigger: Trigger): Promise<Reply> {
    const { triggerId } = trigger;
    const show = (action: string, view: object): Reply => ({
      status: 200,
      body: { triggerId, viewType: "NATIVE", action, view },
    });
    switch (trigger.messageType) {
      case "SLASH_COMMAND":
        if (trigger.text === "help") return { status: 200, body: { message: "Name a place, or nothing." } };
        if (trigger.text === "closed") return { status: 400, body: { message: "They are closed today." } };
        return show("OPEN", form(trigger.text || "anywhere"));
      case "DYNAMIC_MENU":
        return { status: 200, body: this.#menu(trigger) };
      case "VIEW_ACTION": {
        if (trigger.viewActionType === "CLOSE") this.closed += 1;
        if (trigger.viewActionType !== "SUBMIT" || !trigger.view) return acknowledged;
        const { values } = trigger.view.state;
        if (values.note?.note?.value === "nothing") {
          return show("OPEN", { ...form("anywhere", "Then order nothing"), id: trigger.view.id });
        }
        await this.#order(trigger.channelId, values.dish?.dish?.value ?? "?");
        return { status: 200, body: { message: "Your order is in." } };
      }
      case "BLOCK_INTERACTION":
        await this.#join(trigger);
        return acknowledged;
      default:
        return acknowledged;
    }
  }

  /** Takes an event, after it was answered. */
  async hear({ eventType = "", body = "{}" }: Trigger): Promise<void> {
    this.events.push(eventType);
    const event = JSON.parse(body) as { mId: string; cId: string; aId: string; tx: string; trId: string };
    if (eventType !== "NEW_MESSAGE" || event.aId === this.grant?.botId || event.trId) return;
    if (!/hungry/i.test(event.tx)) return;
    await this.#call("POST", `/v1/messages/${event.mId}/reactions`, { code: ":fork_and_knife:" });
    const path = `/v1/channels/${event.cId}/messages/${event.mId}`;
    await this.#call("POST", path, { text: `<<@${event.aId}>> try a slash command`, files: [] });
  }

  #menu({ query = "", onAction, triggerId }: Trigger): object {
    const fitting = dishes.filter((dish) => dish.toLowerCase().startsWith(query.toLowerCase()));
    const options = fitting.map((dish) => ({ text: plain(dish), value: dish }));
    return { onAction, triggerId, options };
  }

  async #order(channelId: string, dish: string): Promise<void> {
    const text = `Lunch: ${dish}`;
    const posted = await this.#call<{ id: string }>("POST", `/v1/channels/${channelId}/messages`, {
      text,
      blocks: orderBlocks(text, 0),
      files: [],
    });
    this.#orders.set(posted.id, text);
  }

  async #join({ channelId, sourceId = "", payload = "{}" }: Trigger): Promise<void> {
    const text = this.#orders.get(sourceId) ?? "";
    const { value } = JSON.parse(payload) as { value: string };
    const path = `/v1/channels/${channelId}/messages/${sourceId}`;
    await this.#call("PUT", path, { text, blocks: orderBlocks(text, Number(value) + 1) });
  }

  #call<Answer = void>(method: string, path: string, body: object): Promise<Answer> {
    return callPlatform<Answer>(this.settings, this.grant?.botToken ?? "", [method, path], body);
  }
}
