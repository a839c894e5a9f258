/** What stands before the platform API: faults are put in the way, and every call is logged. */
import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { Workspace } from "../core/workspace/workspace";
import { callerOf } from "../platform/api/caller";
import type { FaultRule, Faults } from "./faults";
import type { RequestLog } from "./request-log";

export interface ObserveContext {
  workspace: Workspace;
  faults: Faults;
  log: RequestLog;
}

type Env = { Bindings: Partial<HttpBindings> };

/** Logs the call and does to it what the first fitting rule says. */
export function observe({ workspace, faults, log }: ObserveContext): MiddlewareHandler<Env> {
  return async function observe(c, next) {
    const startedAt = performance.now();
    const isText = /^[^;]*(json|urlencoded|text)/.test(c.req.header("content-type") ?? "");
    const requestBody = isText ? await c.req.text() : "";
    const url = new URL(c.req.url);
    const rule = faults.hit(c.req.method, url.pathname);
    const problem = rule ? `fault: ${rule.fault ?? "latency"}` : null;
    const appId = callerOf(workspace, c.req.header("token") ?? "")?.appId ?? null;
    let status: number | null = null;
    let responseBody = "";
    try {
      if (rule?.latencyMs) await wait(rule.latencyMs, undefined, { ref: false });
      await apply(c, rule, next);
      status = c.res.status;
      responseBody = await textOf(c.res);
    } finally {
      log.add({
        ...{ direction: "in", method: c.req.method, requestBody, appId },
        ...{ origin: url.origin, url: url.pathname + url.search },
        requestHeaders: c.req.header(),
        ...{ status: isCut(rule) ? null : status, responseBody: isCut(rule) ? "" : responseBody, problem },
        durationMs: Math.round(performance.now() - startedAt),
      });
    }
    if (isCut(rule)) cut(c);
  };
}

async function apply(c: Context<Env>, rule: FaultRule | undefined, next: () => Promise<void>): Promise<void> {
  switch (rule?.fault) {
    case "status":
      c.res = answerOf(rule);
      return;
    case "reset_before":
      c.res = new Response(null, { status: 502 });
      return;
    case "status_after":
      await next();
      c.res = undefined;
      c.res = answerOf(rule);
      return;
    case "truncate":
    case "not_json":
    case "empty": {
      await next();
      const { status, headers } = c.res;
      const bytes = await c.res.arrayBuffer();
      const contentType =
        rule.fault === "not_json" ? "text/html" : (headers.get("content-type") ?? "text/plain");
      const spoilt = {
        truncate: bytes.slice(0, bytes.byteLength / 2),
        not_json: "<html>Bad gateway</html>",
        empty: "",
      };
      c.res = undefined;
      c.res = new Response(spoilt[rule.fault], { status, headers: { "content-type": contentType } });
      return;
    }
    default:
      await next();
  }
}

/** What HTTP gives no body. */
const bodiless = new Set([204, 205, 304]);

function answerOf(rule: FaultRule): Response {
  const status = rule.status ?? 503;
  const message = `Fault on purpose (${status})`;
  const body = rule.body ?? { message, localizedMessage: message, code: status * 1000 };
  const isText = typeof body === "string";
  const headers = { "content-type": isText ? "text/plain" : "application/json", ...rule.headers };
  if (bodiless.has(status)) return new Response(null, { status, headers: rule.headers ?? {} });
  return new Response(isText ? body : JSON.stringify(body), { status, headers });
}

function isCut(rule: FaultRule | undefined): boolean {
  return rule?.fault === "reset_before" || rule?.fault === "reset_after";
}

/** Breaks the connection so that the caller sees a reset. */
function cut(c: Context<Env>): void {
  c.env?.incoming?.socket.resetAndDestroy();
}

async function textOf(response: Response): Promise<string> {
  const type = response.headers.get("content-type") ?? "";
  if (response.body === null || !/json|text/.test(type)) return "";
  return response.clone().text();
}
