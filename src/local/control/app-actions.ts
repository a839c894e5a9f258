/** The actions of `POST /control/act` by which a member uses an app. */
import * as z from "zod";
import { maybe } from "../http/input";

const as = z.string().min(1);
const where = { channelId: maybe(z.string()), channel: maybe(z.string()) };
const onAction = z.string().min(1);

/** Where the element sits: in a message, an ephemeral one too, or in a view; by default the view on top of the member's. */
const source = { messageId: maybe(z.string()), viewId: maybe(z.string()) };

/** Every action with its fields. */
export const appActions = [
  z.object({
    as,
    action: z.literal("slash_command"),
    ...where,
    text: z.string(),
    threadRootId: maybe(z.string()),
  }),
  z.object({
    as,
    action: z.literal("shortcut"),
    ...where,
    appId: z.string(),
    name: z.string(),
    messageId: maybe(z.string()),
  }),
  z.object({ as, action: z.literal("open_home"), appId: z.string() }),
  z.object({ as, action: z.literal("press"), ...source, onAction, value: maybe(z.string()) }),
  z.object({
    as,
    action: z.literal("choose"),
    ...source,
    onAction,
    /** The option's value, or a day as YYYY-MM-DD; a list for checkboxes and date ranges. */
    value: z.union([z.string(), z.array(z.string())]),
  }),
  z.object({
    as,
    action: z.literal("type"),
    viewId: maybe(z.string()),
    onAction,
    text: z.string(),
    /** Presses Enter after it. */
    enter: maybe(z.boolean()),
  }),
  z.object({ as, action: z.literal("options"), ...source, onAction, query: maybe(z.string()) }),
  z.object({ as, action: z.literal("submit"), viewId: maybe(z.string()) }),
  z.object({ as, action: z.literal("close"), viewId: maybe(z.string()) }),
] as const;

const appAction = z.discriminatedUnion("action", appActions);
export type AppAction = z.output<typeof appAction>;

const names = new Set<string>(appActions.map((schema) => schema.shape.action.value));

/** Whether it is one of these. */
export function isAppAction(given: { action: string }): given is AppAction {
  return names.has(given.action);
}
