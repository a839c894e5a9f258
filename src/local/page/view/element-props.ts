import type { ViewElement } from "../../../platform";
import type { FieldValue } from "../../../platform/form";
import type { MenuOptions } from "../contract";

/** How an element stands in its block. */
export interface ElementProps {
  element: ViewElement;
  /** Name for screen readers, where the block shows none. */
  label: string;
  value: FieldValue;
  required: boolean;
  /** Element id of the line that says what is wrong, when something is. */
  errorId?: string | undefined;
  /** The value has changed. */
  onChange(value: FieldValue): void;
  /** The app asked to hear of it at once. */
  onAct(value: FieldValue): void;
  loadOptions(onAction: string, query: string): Promise<MenuOptions>;
}
