/** What the form of an app's view holds, in the shape that the app gets back. */
import type { Block } from "../pumble/messages/blocks";
import type { InputBlock, Option, OptionGroup, SectionBlock, ViewElement, ViewState } from "./views";

/** What one element holds: one value, or several for checkboxes and date ranges. */
export type FieldValue = string | string[];

/** Field values by block and then by element. */
export type FormValues = Record<string, Record<string, FieldValue>>;

/** Whether the element holds a list. */
export function holdsList(element: ViewElement): boolean {
  return element.type === "checkboxes" || element.type === "date_range_picker";
}

/** What the element holds before anybody touches it. */
export function initialValue(element: ViewElement): FieldValue {
  switch (element.type) {
    case "button":
      return element.value ?? "";
    case "plain_text_input":
      return element.initial_value ?? "";
    case "static_select_menu":
      return chosenValue(element.initial_option) ?? "";
    case "dynamic_select_menu":
      return chosenValue(element.initial_option) ?? element.value ?? "";
    case "checkboxes":
      return (element.initial_options ?? []).map((option) => option.value);
    case "date_picker":
      return element.initial_date ?? "";
    case "date_range_picker": {
      const range = element.initial_date_range;
      return range ? [range.start, range.end] : [];
    }
    default:
      return "";
  }
}

/** What is chosen: an option, or the first one of a group. */
export function chosenOption(initial: Option | OptionGroup | undefined): Option | undefined {
  return initial && "options" in initial ? initial.options[0] : initial;
}

function chosenValue(initial: Option | OptionGroup | undefined): string | undefined {
  return chosenOption(initial)?.value;
}

/** The blocks that take input: those of the form, and the accessories of sections. */
export function inputsOf(blocks: Block[]): InputBlock[] {
  return blocks.flatMap((block) => {
    if (block.type === "input") return block as unknown as InputBlock;
    const { accessory } = block as unknown as SectionBlock;
    return block.type === "section" && accessory ? accessory : [];
  });
}

function isEmpty(value: FieldValue): boolean {
  return value.length === 0;
}

/** The values of a view: what the app's state says, else the initial ones, else what was typed before an update. */
export function valuesOf(blocks: Block[], state: ViewState | undefined, typed: FormValues = {}): FormValues {
  const values: FormValues = {};
  for (const { blockId, element } of inputsOf(blocks)) {
    const given = state?.values[blockId]?.[element.onAction];
    const fromState = holdsList(element) ? given?.values : given?.value;
    const initial = initialValue(element);
    const before = typed[blockId]?.[element.onAction];
    const value = fromState ?? (isEmpty(initial) ? (before ?? initial) : initial);
    values[blockId] = { ...values[blockId], [element.onAction]: value };
  }
  return values;
}

/** The state that goes to the app; a single value that is empty is null. */
export function stateOf(blocks: Block[], values: FormValues): ViewState {
  const state: ViewState = { values: {} };
  for (const { blockId, element } of inputsOf(blocks)) {
    const value = values[blockId]?.[element.onAction] ?? initialValue(element);
    const { type, onAction } = element;
    const field = Array.isArray(value) ? { type, values: value } : { type, value: value || null };
    state.values[blockId] = { ...state.values[blockId], [onAction]: field };
  }
  return state;
}
