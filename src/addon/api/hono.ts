/** Routes that need a key, behind Hono. */
import type { Context } from "hono";
import { bodyBytes, utf8 } from "../http/body";
import { type Env, requestHeader } from "../http/env";
import type { Trace } from "../http/request-log";
import type { ApiAnswer, ApiRequest, Pipeline } from "./exchange";

class HonoRequest implements ApiRequest {
  readonly trace: Trace;
  readonly #context: Context<Env>;

  constructor(context: Context<Env>) {
    this.#context = context;
    this.trace = context.get("trace");
  }

  header(name: string): string | undefined {
    return requestHeader(this.#context, name);
  }

  param(name: string): string {
    return this.#context.req.param(name) ?? "";
  }

  query(): Record<string, string> {
    return this.#context.req.query();
  }

  async text(maxBytes: number): Promise<string> {
    return utf8(await bodyBytes(this.#context, maxBytes));
  }
}

/** An answer as Hono's. Made of a record: the adaptor sends that without building `Headers`. */
export function respond(c: Context<Env>, { status, headers, text }: ApiAnswer): Response {
  c.set("hasRequestId", true);
  const record: Record<string, string> = {};
  for (let at = 0; at < headers.length; at += 2) record[headers[at]!] = headers[at + 1]!;
  return new Response(text, { status, headers: record });
}

/** A handler for Hono. */
export function honoHandler(pipeline: Pipeline) {
  return async function handle(c: Context<Env>): Promise<Response> {
    return respond(c, await pipeline(new HonoRequest(c)));
  };
}
