/** `/api-keys generate [name] | list [page] | delete <name or id> | help`. Anything else gets the help. */
import type { SlashCommand } from "../../platform/triggers";
import { apiKeyId } from "../../pumble/api-keys/api-key-text";
import { type Act, type ApiKey, TriggerRepeated } from "../keys/key-store";
import { cleanKeyName, keyNameProblem } from "../keys/name";
import type { Services } from "../services";
import { asAdmin } from "./admin";
import { consentLink } from "./consent-link";
import { refreshHome } from "./home";
import { issueKey } from "./issue-key";
import {
  ambiguousName,
  askConsent,
  auditList,
  deletedKey,
  deletedKeys,
  everyonesKeys,
  help,
  keyList,
  sentence,
} from "./sayings";
import { type Saying, tell } from "./tell";

/** Does what the command says and answers with an ephemeral message. */
export async function runSlashCommand(services: Services, trigger: SlashCommand): Promise<void> {
  const [, verb = "", rest = ""] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(trigger.text) ?? [];
  const { workspaceId, userId } = trigger;
  const run = Object.hasOwn(verbs, verb.toLowerCase()) ? verbs[verb.toLowerCase()] : undefined;
  if (!run) {
    const unknown = verb && verb.toLowerCase() !== "help" ? verb : undefined;
    return tell(services, trigger, help(`${services.publicUrl}/api-docs/`, unknown));
  }
  if (!(await services.grants.userToken(workspaceId, userId))) {
    return tell(services, trigger, askConsent(consentLink(services, { workspaceId, userId })));
  }
  const saying = await run(services, trigger, rest);
  if (saying) await tell(services, trigger, saying);
}

/** What is no number is the first page. */
function pageIn(rest: string): number {
  return /^\d{1,6}$/.test(rest) ? Number(rest) : 1;
}

type Verb = (services: Services, trigger: SlashCommand, rest: string) => Promise<Saying | null>;

const verbs: Record<string, Verb | undefined> = {
  async generate(services, trigger, rest) {
    const name = cleanKeyName(unquoted(rest));
    const problem = keyNameProblem(name);
    if (problem) return sentence(problem);
    await issueKey(services, trigger, { name }, "slash command");
    return null;
  },

  async list(services, { workspaceId, userId }, rest) {
    return keyList(await services.keys.list(workspaceId, userId), pageIn(rest));
  },

  async all(services, trigger, rest) {
    const admin = await asAdmin(services, trigger);
    if (!admin) return onlyAdmins;
    return everyonesKeys(await services.keys.list(trigger.workspaceId, null), admin.names, pageIn(rest));
  },

  async audit(services, trigger) {
    const admin = await asAdmin(services, trigger);
    if (!admin) return onlyAdmins;
    return auditList(await services.audit.list(trigger.workspaceId, 20), admin.names);
  },

  async sender(services, trigger, rest) {
    const admin = await asAdmin(services, trigger);
    if (!admin) return onlyAdmins;
    const sent = await services.botMessages.find(trigger.workspaceId, unquoted(rest));
    if (!sent)
      return sentence(
        `Nobody sent a message “${shown(unquoted(rest))}” through the bot, as far as is known.`,
      );
    const who = admin.names.get(sent.userId) ?? sent.userId;
    return sentence(`${who} sent that message through the bot, with key ${sent.keyId}.`);
  },

  delete: (services, trigger, rest) =>
    onWantedKey(services, trigger, { verb: "delete", rest }, async (key, act) => {
      await services.keys.revoke(key, act);
      return deletedKey(key);
    }),

  purge: (services, trigger, rest) =>
    onWantedKey(services, trigger, { verb: "purge", rest }, async (key, act) => {
      const deleted = await services.keys.revokeTree(key, act);
      return key.status !== "active" && deleted.length === 0 ? null : deletedKeys(key, deleted);
    }),
};

/**
 * Does something to the key that was named, and says what came of it; nothing where the trigger did so before.
 * @param work null where there was nothing left to do it to
 */
async function onWantedKey(
  services: Services,
  trigger: SlashCommand,
  { verb, rest }: { verb: string; rest: string },
  work: (key: ApiKey, act: Act) => Promise<Saying | null>,
): Promise<Saying | null> {
  const { workspaceId, userId, triggerId } = trigger;
  const wanted = unquoted(rest);
  if (!wanted)
    return sentence(`Which key? Name it: /api-keys ${verb} <name or id>. /api-keys list shows them.`);
  const keys = await services.keys.list(workspaceId, userId);
  const found = matching(keys, wanted);
  // Sent again, it must not find what there is by then.
  const foundNone = async (saying: Saying) => {
    await services.keys.markHandled(workspaceId, triggerId);
    return saying;
  };
  if (found.length > 1) return foundNone(ambiguousName(wanted, found, verb));
  const none = sentence(`You have no key called “${shown(wanted)}”. /api-keys list shows your keys.`);
  const key = found[0] ?? (await keyById(services, trigger, { id: idIn(wanted), verb }));
  if (!key) return foundNone(none);
  try {
    const saying = await work(key, { actor: userId, source: "slash command", triggerId });
    refreshHome(services, workspaceId, key.userId);
    return saying ?? none;
  } catch (error) {
    if (!(error instanceof TriggerRepeated)) throw error;
    // The name may be that of a newer key by now.
    services.log.warn("A trigger came again, and deleted no other key", { workspaceId, userId });
    return null;
  }
}

const onlyAdmins = sentence("Only owners and administrators of the workspace may do that.");

/**
 * A key by its id that is not among the member's working ones: any of the workspace's for an owner or administrator, and
 * one that works no more for a purge, since what it made may work on.
 */
async function keyById(
  services: Services,
  trigger: SlashCommand,
  { id, verb }: { id: string; verb: string },
): Promise<ApiKey | null> {
  const key = await services.keys.find(id);
  if (key?.workspaceId !== trigger.workspaceId) return null;
  if (key.status !== "active" && verb !== "purge") return null;
  if (key.userId === trigger.userId) return key;
  return (await asAdmin(services, trigger)) ? key : null;
}

/** The id in what a list shows of a key, or in the whole key; any other text as it is. */
function idIn(wanted: string): string {
  return apiKeyId(wanted) ?? wanted.replace(/^pmb_([0-9a-f]{12}).*$/, "$1");
}

/** Keys by id, by the whole key, or by name. An id is unique, so it wins. */
function matching(keys: readonly ApiKey[], wanted: string): ApiKey[] {
  const id = idIn(wanted);
  const byId = keys.filter((key) => key.id === id);
  return byId.length > 0 ? byId : keys.filter((key) => key.name.toLowerCase() === wanted.toLowerCase());
}

function unquoted(text: string): string {
  return text.replace(/^["“'‘](.*)["”'’]$/s, "$1").trim();
}

/** What a person typed, short enough to repeat, and never a whole key. */
function shown(text: string): string {
  const hidden = /^pmb_/.test(text) ? `${text.slice(0, 16)}…` : text;
  return hidden.length > 80 ? `${hidden.slice(0, 80)}…` : hidden;
}
