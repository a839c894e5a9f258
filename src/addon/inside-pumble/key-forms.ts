/** “Add API key” and “Delete API key”: shortcuts and buttons open modals, modals come back filled in. */
import type { HookResponse, ModalResponse } from "../../platform/responses";
import type {
  BlockInteraction,
  DynamicMenuTrigger,
  GlobalShortcut,
  ViewAction,
} from "../../platform/triggers";
import { type Modal, viewLimits } from "../../platform/views";
import type { ApiKey } from "../keys/key-store";
import { keyNameProblem } from "../keys/name";
import { chooseKeyAction, shortcutNames } from "../manifest";
import type { Services } from "../services";
import { consentLink } from "./consent-link";
import { refreshHome } from "./home";
import type { HookAnswer } from "./hook-answer";
import { inTime } from "./in-time";
import { issueKey } from "./issue-key";
import { askConsent, deletedKey, deletedKeys, keyHint } from "./sayings";
import { tell } from "./tell";
import {
  addKeyModal,
  chooseKeyModal,
  confirmModal,
  keyOption,
  readAddKeyForm,
  readCallback,
  readChosenKey,
  readWithDescendants,
} from "./views";

type Opener = GlobalShortcut | BlockInteraction;

const ok = (body: HookResponse = {}): HookAnswer => ({ status: 200, body });
const refusal = (message: string): HookAnswer => ({ status: 400, body: { message } });
const busy = refusal("The API app is busy. Try again in a moment.");
const gone = refusal("That key no longer exists.");

function opened(triggerId: string, view: Modal): HookAnswer {
  return ok({ triggerId, view, viewType: "NATIVE", action: "OPEN" } satisfies ModalResponse);
}

/** A member's keys, when the store answers in time. */
function keysOf(
  services: Services,
  trigger: { workspaceId: string; userId: string },
): Promise<ApiKey[] | undefined> {
  return inTime(services.keys.list(trigger.workspaceId, trigger.userId));
}

/** Whether the member has authorised the app and, where one is to be chosen, their keys: one wait for both. */
async function ofOpener(services: Services, { workspaceId, userId }: Opener, action: string) {
  const token = await services.grants.userToken(workspaceId, userId);
  const listsKeys = token !== null && action === shortcutNames.remove;
  return { token, keys: listsKeys ? await services.keys.list(workspaceId, userId) : [] };
}

/** A shortcut or a button named `action` was chosen. */
export async function openForm(services: Services, trigger: Opener, action: string): Promise<HookAnswer> {
  if (action !== shortcutNames.add && action !== shortcutNames.remove) {
    return refusal(`The API app has no action ${action}.`);
  }
  const { workspaceId, userId, triggerId } = trigger;
  const channelId = trigger.channelId ?? "";
  const found = await inTime(ofOpener(services, trigger, action));
  if (!found) return busy;
  const { token, keys } = found;
  if (token === null) {
    const saying = askConsent(consentLink(services, { workspaceId, userId }));
    services.tasks.start("Asking for consent", () => tell(services, trigger, saying));
    return ok();
  }
  if (action === shortcutNames.add) return opened(triggerId, addKeyModal(channelId));
  if (keys.length === 0) return ok({ message: "You have no API keys." });
  return opened(triggerId, chooseKeyModal(channelId, keys));
}

/** A modal was submitted. Closing one means nothing here. */
export async function submitForm(services: Services, trigger: ViewAction): Promise<HookAnswer> {
  if (trigger.viewActionType === "CLOSE") return ok();
  const callback = readCallback(trigger.view.callbackId);
  if (!callback) return refusal("The API app does not know this form.");
  const channelId = trigger.channelId || callback.channelId;
  if (callback.form === "add") return addKey(services, trigger, channelId);
  const keys = await keysOf(services, trigger);
  if (!keys) return busy;
  const keyId = callback.form === "confirm" ? callback.keyId : readChosenKey(trigger.view);
  const key = keys.find((candidate) => candidate.id === keyId);
  if (!key) return keyId ? gone : refusal("Choose a key first.");
  if (callback.form === "choose") return opened(trigger.triggerId, confirmModal(channelId, key));
  return deleteKey(services, trigger, channelId, key);
}

function addKey(services: Services, trigger: ViewAction, channelId: string): HookAnswer {
  const { name, days, scopes } = readAddKeyForm(trigger.view);
  const problem = keyNameProblem(name);
  if (problem) return opened(trigger.triggerId, addKeyModal(channelId, { view: trigger.view, problem }));
  const { workspaceId, userId } = trigger;
  const expiresAt = days === null ? null : services.clock.now() + days * 86_400_000;
  services.tasks.start("Making a key", async () => {
    const listener = { workspaceId, userId, channelId, triggerId: trigger.triggerId };
    if (!(await services.grants.userToken(workspaceId, userId))) {
      // The grant ended while the form was open.
      return tell(services, listener, askConsent(consentLink(services, { workspaceId, userId })));
    }
    await issueKey(services, listener, { name, scopes, expiresAt }, "modal");
  });
  return ok();
}

function deleteKey(services: Services, trigger: ViewAction, channelId: string, key: ApiKey): HookAnswer {
  const { workspaceId, userId } = trigger;
  services.tasks.start("Deleting a key", async () => {
    const act = { actor: userId, source: "modal" } as const;
    const listener = { workspaceId, userId, channelId };
    if (readWithDescendants(trigger.view)) {
      const deleted = await services.keys.revokeTree(key, act);
      refreshHome(services, workspaceId, userId);
      return tell(services, listener, deletedKeys(key, deleted));
    }
    await services.keys.revoke(key, act);
    refreshHome(services, workspaceId, userId);
    await tell(services, listener, deletedKey(key));
  });
  return ok();
}

/** The keys whose name, id or last characters hold what was typed so far: names need not differ. */
export async function offerKeys(services: Services, trigger: DynamicMenuTrigger): Promise<HookAnswer> {
  const { onAction, triggerId } = trigger;
  if (onAction !== chooseKeyAction) return refusal(`The API app has no menu ${onAction}.`);
  const keys = await keysOf(services, trigger);
  if (!keys) return busy;
  const query = (trigger.query ?? "").toLowerCase();
  const options = keys
    .filter((key) => `${key.name} ${keyHint(key)}`.toLowerCase().includes(query))
    .slice(0, viewLimits.options)
    .map(keyOption);
  return ok({ onAction, triggerId, value: trigger.value, options });
}
