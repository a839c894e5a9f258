/** Modals and home views: what an app sends, and what comes back with a person's input in it. */

import * as z from "zod";
import { anyBlock, type Block } from "../pumble/messages/blocks";

/** Longest labels and texts of view parts, in characters. */
export const viewLimits = {
  title: 75,
  label: 75,
  optionText: 75,
  optionValue: 100,
  options: 100,
  sectionText: 1500,
  confirmText: 300,
  validationError: 75,
  stackDepth: 3,
} as const;

/** A short text without formatting. One vendor example says `type: "text"`, so the type is read leniently. */
export const textElement = z.object({
  type: z.string(),
  text: z.string().max(viewLimits.title),
  emoji: z.boolean().optional(),
});
export type TextElement = z.infer<typeof textElement>;

/** A `TextElement` of this text. */
export function plainText(text: string): TextElement {
  return { type: "plain_text", text };
}

/** One choice of a menu or of checkboxes. `value` is unique in its list. */
export const option = z.object({
  text: z.object({
    type: z.string(),
    text: z.string().max(viewLimits.optionText),
    emoji: z.boolean().optional(),
  }),
  value: z.string().max(viewLimits.optionValue),
  description: textElement.optional(),
});
export type Option = z.infer<typeof option>;

export const optionGroup = z.object({ label: textElement, options: z.array(option).max(viewLimits.options) });
export type OptionGroup = z.infer<typeof optionGroup>;

/** The “are you sure” of a button or a menu. */
export const confirm = z.object({
  title: textElement,
  text: z.object({
    type: z.string(),
    text: z.string().max(viewLimits.confirmText),
    emoji: z.boolean().optional(),
  }),
  confirm: textElement,
  deny: textElement,
  style: z.string().optional(),
});
export type Confirm = z.infer<typeof confirm>;

/** `onAction` may be left out, as a button that only opens its `url` does: then the app hears of nothing. */
const interactive = { onAction: z.string().default(""), loadingTimeout: z.int().min(0).max(15).optional() };
const choices = {
  options: z.array(option).max(viewLimits.options).optional(),
  option_groups: z.array(optionGroup).max(viewLimits.options).optional(),
  initial_option: z.union([option, optionGroup]).optional(),
};

/** An element that a person can act on. `loadingTimeout` is in seconds, 0 shows no spinner. */
export const viewElement = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("button"),
    ...interactive,
    text: textElement,
    value: z.string().optional(),
    url: z.string().optional(),
    style: z.enum(["primary", "secondary", "warning", "danger"]).optional(),
    confirm: confirm.optional(),
  }),
  z.object({
    type: z.literal("plain_text_input"),
    ...interactive,
    initial_value: z.string().optional(),
    placeholder: textElement.optional(),
    line_mode: z.enum(["singleline", "multiline"]).optional(),
    min_length: z.int().min(0).optional(),
    max_length: z.int().min(0).optional(),
    interaction_triggers: z.array(z.enum(["on_enter_pressed", "on_input"])).optional(),
    autofocused: z.boolean().optional(),
  }),
  z.object({
    type: z.literal("static_select_menu"),
    ...interactive,
    placeholder: textElement,
    ...choices,
    confirm: confirm.optional(),
  }),
  z.object({
    type: z.literal("dynamic_select_menu"),
    ...interactive,
    placeholder: textElement,
    min_query_length: z.int().min(0).optional(),
    initial_option: z.union([option, optionGroup]).optional(),
    value: z.string().optional(),
    confirm: confirm.optional(),
  }),
  z.object({
    type: z.literal("checkboxes"),
    ...interactive,
    options: z.array(option).max(viewLimits.options),
    initial_options: z.array(option).optional(),
    confirm: confirm.optional(),
  }),
  z.object({
    type: z.literal("date_picker"),
    ...interactive,
    initial_date: z.string().optional(),
    placeholder: textElement.optional(),
    confirm: confirm.optional(),
  }),
  z.object({
    type: z.literal("date_range_picker"),
    ...interactive,
    initial_date_range: z.object({ start: z.string(), end: z.string() }).optional(),
    placeholder: textElement.optional(),
    confirm: confirm.optional(),
  }),
]);
export type ViewElement = z.infer<typeof viewElement>;

export const inputBlock = z.object({
  type: z.literal("input"),
  blockId: z.string().min(1),
  label: textElement,
  element: viewElement,
  optional: z.boolean().optional(),
  dispatchAction: z.boolean().optional(),
  validationError: z.string().max(viewLimits.validationError).optional(),
});
export type InputBlock = z.infer<typeof inputBlock>;

export const actionsBlock = z.object({ type: z.literal("actions"), elements: z.array(viewElement) });
export type ActionsBlock = z.infer<typeof actionsBlock>;

export const sectionBlock = z.object({
  type: z.literal("section"),
  text: z.object({
    type: z.string(),
    text: z.string().max(viewLimits.sectionText),
    emoji: z.boolean().optional(),
  }),
  accessory: inputBlock.optional(),
  text_position: z.enum(["left", "right"]).optional(),
});
export type SectionBlock = z.infer<typeof sectionBlock>;

export const dividerBlock = z.object({ type: z.literal("divider") });

const richTextBlock = z.looseObject({ type: z.literal("rich_text"), elements: z.array(z.unknown()) });

/** A block of a modal or a home view. */
export const viewBlock = z.discriminatedUnion("type", [
  richTextBlock,
  inputBlock,
  actionsBlock,
  sectionBlock,
  dividerBlock,
]);
export type ViewBlock = z.infer<typeof viewBlock>;

/** What one element holds: `values` for checkboxes and date ranges ([start, end]), `value` for the others. */
export const stateValue = z.looseObject({
  type: z.string().optional(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
});

/**
 * A view's input by block id, then by `onAction`: of input blocks and of the accessories of sections. What an app put in
 * that has no block stays.
 */
export const viewState = z.object({
  values: z.record(z.string(), z.record(z.string(), stateValue.nullable())).default({}),
});
export type ViewState = z.infer<typeof viewState>;

/** A modal as an app sends it. */
export const modal = z.object({
  id: z.string().optional(),
  type: z.literal("MODAL"),
  callbackId: z.string(),
  title: textElement,
  submit: textElement.optional(),
  close: textElement.optional(),
  notifyOnClose: z.boolean(),
  blocks: z.array(viewBlock),
  state: viewState.optional(),
  parentViewId: z.string().optional(),
});
export type Modal = z.infer<typeof modal>;

/** A home view as an app publishes it. */
export const homeView = z.object({
  title: textElement.optional(),
  blocks: z.array(viewBlock),
  state: viewState.optional(),
});
export type HomeView = z.infer<typeof homeView>;

/** A home view that is there, as an app sends it back to change it. */
export const shownHome = homeView.extend({ id: z.string(), type: z.literal("HOME") });
export type ShownHome = z.infer<typeof shownHome>;

/** A view as it comes back in a trigger: identified, with state; the rest is not promised. */
export const viewInTrigger = z.looseObject({
  id: z.string().optional(),
  type: z.string().optional(),
  callbackId: z.string().optional(),
  title: z.unknown().optional(),
  blocks: z.array(anyBlock).nullish(),
  state: viewState.nullish(),
  parentViewId: z.string().nullish(),
});
export type ViewInTrigger = z.infer<typeof viewInTrigger>;

/** The single value that a person gave, or null when there is none. */
export function stateValueOf(
  view: ViewInTrigger | null | undefined,
  blockId: string,
  onAction: string,
): string | null {
  return view?.state?.values[blockId]?.[onAction]?.value ?? null;
}

/** The values that a person gave to checkboxes or a date range; empty when there are none. */
export function stateValuesOf(
  view: ViewInTrigger | null | undefined,
  blockId: string,
  onAction: string,
): string[] {
  return view?.state?.values[blockId]?.[onAction]?.values ?? [];
}

/** What an app can put into a message: rich text, and `actions` with buttons and menus. */
export type MessageBlock = Block | ActionsBlock;
