/** `POST /hook`: every trigger that Pumble sends, its signature checked over the raw body. */
import { Hono } from "hono";
import { signatureHeader, timestampHeader, verify } from "../../platform/signature";
import { trigger } from "../../platform/triggers";
import { BodyTooLarge, bodyBytes } from "../http/body";
import type { Env } from "../http/env";
import { dispatch } from "../inside-pumble/dispatch";
import type { Services } from "../services";

/** Longest hook body, in bytes. */
const hookBodyMax = 1024 * 1024;

function tooLarge(error: unknown): null {
  if (error instanceof BodyTooLarge) return null;
  throw error;
}

export function hookRoute(services: Services): Hono<Env> {
  const route = new Hono<Env>();
  route.post("/hook", async (c) => {
    const body = await bodyBytes(c, hookBodyMax).catch(tooLarge);
    if (!body) return c.text("The body is too large", 413, { connection: "close" });
    const signed = {
      body,
      timestamp: c.req.header(timestampHeader),
      signature: c.req.header(signatureHeader),
    };
    const problem = verify(signed, services.config.platform.signingSecret, services.clock.now());
    if (problem) {
      services.log.warn("Hook refused", { reason: problem, requestId: c.get("trace").requestId });
      return c.text("Invalid signature!", 403);
    }
    let payload: unknown;
    try {
      payload = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    } catch {
      return c.json({ message: "The body is not JSON" }, 400);
    }
    const read = trigger.safeParse(payload);
    if (!read.success) {
      const fields = read.error.issues.map((issue) => issue.path.join(".")).filter(Boolean);
      services.log.warn("Hook not understood", { fields, requestId: c.get("trace").requestId });
      return c.json({ message: `The trigger is not understood: ${fields.join(", ") || "messageType"}` }, 400);
    }
    c.get("trace").trigger = read.data.messageType;
    const answer = await dispatch(services, read.data, signed.signature);
    return c.json(answer.body, answer.status);
  });
  return route;
}
