/** Takes triggers over a WebSocket, for development where Pumble cannot reach the hook. */
import { TriggerSocket } from "../../platform/socket";
import { trigger } from "../../platform/triggers";
import type { Services } from "../services";
import { dispatch } from "./dispatch";

/** Connects in the background; `close` ends it. */
export function openTriggerSocket(services: Services): TriggerSocket {
  const { appId, appKey } = services.config.platform;
  const socket = new TriggerSocket({
    transport: services.platform.transport,
    appId,
    appKey,
    onTrigger: async (payload) => {
      const read = trigger.safeParse(payload);
      if (!read.success) return { status: 400, body: { message: "The trigger is not understood." } };
      return dispatch(services, read.data);
    },
    onFailure: (what, error) => services.log.error(`${what} failed`, { error }),
    onChange: (state, reason) => services.log.info("socket mode", { state, reason }),
  });
  services.tasks.start("Connecting in socket mode", () => socket.connect());
  return socket;
}
