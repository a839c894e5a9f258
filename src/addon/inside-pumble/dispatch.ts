/** One trigger in, one answer out, in time. */
import type { EventTrigger, SlashCommand, Trigger } from "../../platform/triggers";
import { slashCommandName } from "../manifest";
import type { Services } from "../services";
import { eventWork } from "./grant-ends";
import type { HookAnswer } from "./hook-answer";
import { inTime, onceAvailable } from "./in-time";
import { offerKeys, openForm, submitForm } from "./key-forms";
import { runSlashCommand } from "./slash-command";

const acknowledged: HookAnswer = { status: 200, body: {} };

async function onSlashCommand(services: Services, trigger: SlashCommand): Promise<HookAnswer> {
  if (trigger.slashCommand !== slashCommandName) {
    return { status: 400, body: { message: `The API app has no command ${trigger.slashCommand}.` } };
  }
  if ((await inTime(services.grants.installation(trigger.workspaceId))) === null) {
    const message = `The API app has to be installed again: ${services.publicUrl}/install`;
    return { status: 200, body: { message } };
  }
  services.tasks.start("A slash command", async () => {
    await onceAvailable(() => services.grants.installation(trigger.workspaceId));
    await runSlashCommand(services, trigger);
  });
  return acknowledged;
}

/** Answered after the work, so that a failure is told and the event may come again. */
async function onEvent(services: Services, trigger: EventTrigger, deliveryId?: string): Promise<HookAnswer> {
  const begin = eventWork(services, trigger, deliveryId);
  if (!begin) {
    services.log.warn("An event is not understood", {
      event: trigger.eventType,
      fields: ["body.workspaceUser"],
    });
    return { status: 400, body: { message: "The trigger is not understood: body.workspaceUser" } };
  }
  const work = begin().then(() => true);
  work.catch((error: unknown) => services.log.error("An event failed", { error, event: trigger.eventType }));
  if (await inTime(work)) return acknowledged;
  return { status: 500, body: { message: "The event is not handled yet." } };
}

/**
 * Answers a trigger; what takes longer goes on after the answer.
 * @param deliveryId tells this delivery from every other one, where it could be sent again by somebody else
 */
export async function dispatch(
  services: Services,
  trigger: Trigger,
  deliveryId?: string,
): Promise<HookAnswer> {
  switch (trigger.messageType) {
    case "SLASH_COMMAND":
      return onSlashCommand(services, trigger);
    case "PUMBLE_EVENT":
    case "APP_EVENT":
      return onEvent(services, trigger, deliveryId);
    case "SHORTCUT":
      if (trigger.type === "GLOBAL") return openForm(services, trigger, trigger.shortcut);
      return { status: 400, body: { message: `The API app has no shortcut ${trigger.shortcut}.` } };
    case "BLOCK_INTERACTION":
      return openForm(services, trigger, trigger.onAction);
    case "VIEW_ACTION":
      return submitForm(services, trigger);
    case "DYNAMIC_MENU":
      return offerKeys(services, trigger);
  }
}
