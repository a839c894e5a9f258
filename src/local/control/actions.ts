/** The actions that `POST /control/act` takes. People are named by id, e-mail address or name, channels by id or name. */

import * as z from "zod";
import { emojiCode } from "../../pumble/messages/emoji";
import { maybe } from "../http/input";
import { appActions } from "./app-actions";

/** Id, e-mail address or name of the member who acts. */
const as = z.string().min(1);
/** `channel` takes a name or an id. */
const where = { channelId: maybe(z.string()), channel: maybe(z.string()) };
const text = z.string();

/** Every action with its fields. */
export const action = z.discriminatedUnion("action", [
  ...appActions,
  z.object({
    as,
    action: z.literal("post"),
    ...where,
    text,
    threadRootId: maybe(z.string()),
    alsoSendToChannel: maybe(z.boolean()),
  }),
  z.object({ as, action: z.literal("edit"), messageId: z.string(), text }),
  z.object({ as, action: z.literal("delete"), messageId: z.string() }),
  z.object({ as, action: z.literal("react"), messageId: z.string(), code: emojiCode }),
  z.object({ as, action: z.literal("unreact"), messageId: z.string(), code: emojiCode }),
  z.object({
    as,
    action: z.literal("create_channel"),
    name: z.string(),
    type: maybe(z.enum(["PUBLIC", "PRIVATE"])),
    description: maybe(z.string()),
  }),
  z.object({
    as,
    action: z.literal("change_channel"),
    ...where,
    name: maybe(z.string()),
    type: maybe(z.enum(["PUBLIC", "PRIVATE"])),
    description: maybe(z.string()),
  }),
  z.object({ as, action: z.literal("archive"), ...where }),
  z.object({ as, action: z.literal("unarchive"), ...where }),
  z.object({ as, action: z.literal("delete_channel"), ...where }),
  z.object({ as, action: z.literal("join"), ...where }),
  z.object({ as, action: z.literal("leave"), ...where }),
  z.object({ as, action: z.literal("add_members"), ...where, users: z.array(z.string()).min(1) }),
  z.object({ as, action: z.literal("remove_member"), ...where, user: z.string() }),
  z.object({ as, action: z.literal("open_direct"), users: z.array(z.string()).min(1) }),
  z.object({
    as,
    action: z.literal("set_status"),
    code: emojiCode,
    status: maybe(z.string()),
    expiration: maybe(z.string()),
    expiresAt: z.int(),
  }),
  z.object({ as, action: z.literal("clear_status") }),
  z.object({
    as,
    action: z.literal("create_webhook"),
    ...where,
    /** Shown as the sender where a message brings no `username`. */
    name: maybe(z.string().min(1).max(80)),
  }),
  z.object({ as, action: z.literal("make_file_public"), fileId: z.string() }),
  z.object({
    as,
    action: z.literal("edit_scheduled"),
    scheduledMessageId: z.string(),
    text: maybe(text),
    sendAt: maybe(z.int()),
  }),
  z.object({ as, action: z.literal("cancel_scheduled"), scheduledMessageId: z.string() }),
  z.object({ as, action: z.literal("pin"), messageId: z.string() }),
  z.object({ as, action: z.literal("unpin"), messageId: z.string() }),
  z.object({
    as,
    action: z.literal("add_user"),
    email: z.email(),
    name: z.string().min(1),
    role: maybe(z.string()),
  }),
  z.object({
    as,
    action: z.literal("change_user"),
    user: z.string(),
    name: maybe(z.string().min(1)),
    title: maybe(z.string()),
    role: maybe(z.string()),
    email: maybe(z.email()),
  }),
  z.object({
    as,
    action: z.literal("create_group"),
    handle: z.string(),
    name: z.string(),
    description: maybe(z.string()),
    users: maybe(z.array(z.string())),
  }),
  z.object({
    as,
    action: z.literal("change_group"),
    group: z.string(),
    handle: maybe(z.string()),
    name: maybe(z.string()),
    description: maybe(z.string()),
    disabled: maybe(z.boolean()),
    users: maybe(z.array(z.string())),
  }),
  z.object({ as, action: z.literal("deactivate"), user: z.string() }),
  z.object({ as, action: z.literal("activate"), user: z.string() }),
  z.object({ as, action: z.literal("unauthorize_app"), appId: z.string() }),
  z.object({ as, action: z.literal("uninstall_app"), appId: z.string() }),
]);
export type Action = z.output<typeof action>;
