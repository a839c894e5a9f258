/** One trigger in, one answer out, in time. */
import type { HookResponse } from "../../platform/responses";
import type { SlashCommand, Trigger } from "../../platform/triggers";
import { slashCommandName } from "../manifest";
import type { Services } from "../services";
import { runEvent } from "./events";
import { runSlashCommand } from "./slash-command";

/** What is answered to a hook. */
export interface HookAnswer {
  status: 200 | 400 | 500;
  body: HookResponse;
}

const acknowledged: HookAnswer = { status: 200, body: {} };

/** Longest wait for the store before the answer goes out without it; Pumble gives up at three seconds. */
const patienceMs = 2_000;

/** The value when it comes in time, otherwise undefined. A failure counts as not in time. */
async function inTime<Value>(value: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([value.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function onSlashCommand(services: Services, trigger: SlashCommand): Promise<HookAnswer> {
  if (trigger.slashCommand !== slashCommandName) {
    return { status: 400, body: { message: `The API app has no command ${trigger.slashCommand}.` } };
  }
  if ((await inTime(services.grants.installation(trigger.workspaceId))) === null) {
    const message = `The API app has to be installed again: ${services.publicUrl}/install`;
    return { status: 200, body: { message } };
  }
  services.tasks.start("A slash command", () => runSlashCommand(services, trigger));
  return acknowledged;
}

/** Answers a trigger; what takes longer goes on after the answer. */
export async function dispatch(services: Services, trigger: Trigger): Promise<HookAnswer> {
  switch (trigger.messageType) {
    case "SLASH_COMMAND":
      return onSlashCommand(services, trigger);
    case "PUMBLE_EVENT":
    case "APP_EVENT":
      // Answered after the work, so that a failure is told and the event may come again.
      await runEvent(services, trigger);
      return acknowledged;
    default:
      return acknowledged;
  }
}
