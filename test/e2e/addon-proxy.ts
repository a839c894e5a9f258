/** Stands between the provider and the addon: notes every request, and breaks those that a test wants broken. */
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a request. `before`: the addon never sees it; `after`: it does, but its answer is not passed on. */
export interface Fault {
  when: "before" | "after";
  /** Answer instead; without it the connection is reset. */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Send half of the addon's answer, then break off. */
  truncate?: boolean;
  /** Never answer. */
  silent?: boolean;
}

export interface AddonProxy {
  url: string;
  /** `GET /listChannels` and so on, in order. */
  requests: string[];
  /** The bodies of what was passed on and of what the addon answered, in order of the answers. */
  exchanges: { request: string; sent: string; answer: string }[];
  /** Asked for each request. */
  fault: (request: string) => Fault | null;
  /** Resolves when so many requests wait for an answer that never comes. */
  silentOn(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startAddonProxy(addonUrl: string): Promise<AddonProxy> {
  const proxy = { requests: [] as string[], exchanges: [], fault: () => null } as unknown as AddonProxy;
  const silence = new EventEmitter();
  let waiting = 0;
  const keepSilent = () => {
    waiting += 1;
    silence.emit("more");
  };
  proxy.silentOn = async (count) => {
    while (waiting < count) await once(silence, "more");
  };
  const server = createServer((request, response) => {
    void pass(request, response).catch(() => request.socket.destroy());
  });
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const line = `${request.method} ${request.url}`;
    proxy.requests.push(line);
    const fault = proxy.fault(line);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (fault?.when === "before" && fault.silent) return keepSilent();
    if (fault?.when === "before") return breakOff(request, response, fault);
    const answer = await fetch(`${addonUrl}${request.url}`, {
      method: request.method!,
      headers: { apikey: request.headers.apikey as string, "content-type": "application/json" },
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    if (fault?.silent) return keepSilent();
    const body = Buffer.from(await answer.arrayBuffer());
    proxy.exchanges.push({ request: line, sent: Buffer.concat(chunks).toString(), answer: body.toString() });
    const contentType = answer.headers.get("content-type");
    if (fault?.truncate && body.length > 1) {
      response.writeHead(answer.status, { "content-length": body.length });
      response.write(body.subarray(0, body.length / 2), () => request.socket.resetAndDestroy());
      return;
    }
    if (fault) return breakOff(request, response, fault);
    response.writeHead(answer.status, contentType ? { "content-type": contentType } : {});
    response.end(body);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return proxy;
}

function breakOff(request: IncomingMessage, response: ServerResponse, fault: Fault): void {
  if (fault.status === undefined) request.socket.resetAndDestroy();
  else response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
}
