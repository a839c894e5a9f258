/** The form of an app's view while it is open: what the app's state says, and what the member types over it. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { type FieldValue, type FormValues, stateOf, valuesOf } from "../../../platform/form";
import type { PageView, ViewState } from "../contract";

/** What the view's blocks are given. */
export interface ViewForm {
  values: FormValues;
  onChange(blockId: string, onAction: string, value: FieldValue): void;
  /** What the form holds when the app is told of something. */
  state(): ViewState;
}

/** Follows the view through its updates. */
export function useViewForm(view: PageView): ViewForm {
  const values = useSignal<FormValues>(valuesOf(view.blocks, view.state));
  useLayoutEffect(() => {
    values.value = valuesOf(view.blocks, view.state, values.value);
  }, [view]);
  return {
    values: values.value,
    onChange: (blockId, onAction, value) => {
      values.value = { ...values.value, [blockId]: { ...values.value[blockId], [onAction]: value } };
    },
    state: () => stateOf(view.blocks, values.value),
  };
}
