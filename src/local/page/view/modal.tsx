/** The view that an app has opened for the member: a form in a dialog. */

import { inputsOf } from "../../../platform/form";
import { dropModal, modals, type OpenView } from "../state/modals";
import { useViewForm } from "../state/view-form";
import { api, apps } from "../state/workspace";
import { Blocks } from "./blocks";
import { Dialog } from "./dialog";

function View({ appId, view }: OpenView) {
  const form = useViewForm(view);
  const { state } = form;
  const app = apps.value.find((entry) => entry.id === appId);
  const submit = async () => {
    const { acknowledged, notice } = await api.value.submitView(view.id, { state: state() });
    if (!acknowledged) throw new Error(notice ?? `${app?.name ?? "The app"} is not available`);
  };
  const close = () => {
    dropModal(view.id);
    api.value.closeView(view.id, { state: state() }).catch(() => {});
  };
  const hasInput = inputsOf(view.blocks).length > 0;
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
      <Blocks blocks={view.blocks} source={{ sourceType: "VIEW", sourceId: view.id }} {...form} />
    </Dialog>
  );
}

/** The top of the stack, once in the page. */
export function Modal() {
  const top = modals.value.at(-1);
  return top ? <View key={top.view.id} {...top} /> : null;
}
