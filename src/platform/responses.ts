/** What an app answers to a hook, within `acknowledgeWithinMs`. Exactly one answer a request. */
import * as z from "zod";
import { modal, option, optionGroup, shownHome } from "./views";

/** Later answers are not heard: Pumble shows the app's offline message instead. */
export const acknowledgeWithinMs = 3000;

/** A plain acknowledgement (200); `message` is shown to the person. With status 400 the same body is a refusal. */
export const acknowledgement = z.object({ message: z.string().optional() });
export type Acknowledgement = z.infer<typeof acknowledgement>;

const shown = {
  triggerId: z.string(),
  viewType: z.literal("NATIVE"),
  action: z.enum(["OPEN", "UPDATE", "PUSH"]),
};

/** A modal in place of the acknowledgement. UPDATE needs `view.id`, PUSH needs `view.parentViewId`. */
export const modalResponse = z.object({ ...shown, view: modal });
export type ModalResponse = z.infer<typeof modalResponse>;

/** Any view in place of the acknowledgement: a home view can be updated from its own blocks. */
export const viewResponse = z.object({ ...shown, view: z.discriminatedUnion("type", [modal, shownHome]) });
export type ViewResponse = z.infer<typeof viewResponse>;

/** A picker of another company's files, which runs in Pumble's client alone. */
export const integrationResponse = z.looseObject({ viewType: z.literal("INTEGRATION") });

/** The choices of a dynamic menu. */
export const menuResponse = z.object({
  onAction: z.string(),
  triggerId: z.string(),
  value: z.unknown().optional(),
  options: z.union([z.array(option), z.array(optionGroup)]),
});
export type MenuResponse = z.infer<typeof menuResponse>;

/** Any answer to a hook. */
export const hookResponse = z.union([modalResponse, menuResponse, acknowledgement]);
export type HookResponse = z.infer<typeof hookResponse>;
