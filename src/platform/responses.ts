/** What an app answers to a hook, within `acknowledgeWithinMs`. Exactly one answer a request. */
import { z } from "zod";
import { modal, option, optionGroup } from "./views";

/** Later answers are not heard: Pumble shows the app's offline message instead. */
export const acknowledgeWithinMs = 3000;

/** A plain acknowledgement (200); `message` is shown to the person. With status 400 the same body is a refusal. */
export const acknowledgement = z.object({ message: z.string().optional() });
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** A modal in place of the acknowledgement. UPDATE needs `view.id`, PUSH needs `view.parentViewId`. */
export const modalResponse = z.object({
  triggerId: z.string(),
  view: modal,
  viewType: z.enum(["NATIVE", "INTEGRATION"]),
  action: z.enum(["OPEN", "UPDATE", "PUSH"]),
});
export type ModalResponse = z.infer<typeof modalResponse>;

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
