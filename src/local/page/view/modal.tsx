/** The view that an app has opened for the member: a form in a dialog. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dropModal, modals, type OpenView } from "../state/modals";
import { api, apps } from "../state/workspace";
import { type FieldValue, type FormValues, stateOf, valuesOf } from "../text/form";
import { Blocks } from "./blocks";
import { Dialog } from "./dialog";

function View({ appId, view }: OpenView) {
  const values = useSignal<FormValues>(valuesOf(view.blocks, view.state));
  useEffect(() => {
    values.value = valuesOf(view.blocks, view.state, values.value);
  }, [view]);
  const app = apps.value.find((entry) => entry.id === appId);
  const state = () => stateOf(view.blocks, values.value);
  const change = (blockId: string, onAction: string, value: FieldValue) => {
    values.value = { ...values.value, [blockId]: { ...values.value[blockId], [onAction]: value } };
  };
  const submit = async () => {
    const { acknowledged, notice } = await api.value.submitView(view.id, { state: state() });
    if (!acknowledged) throw new Error(notice ?? `${app?.name ?? "The app"} is not available`);
  };
  const close = () => {
    dropModal(view.id);
    api.value.closeView(view.id, { state: state() }).catch(() => {});
  };
  const hasInput = view.blocks.some((block) => block.type === "input");
  const submitText = view.submit?.text ?? (hasInput ? "Submit" : undefined);
  return (
    <Dialog
      title={view.title?.text ?? app?.name ?? "App"}
      {...(submitText ? { submit: submitText } : {})}
      cancel={view.close?.text ?? "Close"}
      onSubmit={submit}
      onClose={close}
    >
      {app && <p class="hint">{app.name}</p>}
      <Blocks
        blocks={view.blocks}
        source={{ sourceType: "VIEW", sourceId: view.id }}
        values={values.value}
        onChange={change}
        state={state}
      />
    </Dialog>
  );
}

/** The top of the stack, once in the page. */
export function Modal() {
  const top = modals.value.at(-1);
  return top ? <View key={top.view.id} {...top} /> : null;
}
