import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { call } from "../terraform/rpc/harness";
import { InProcess } from "./in-process";

it("a call that nobody answers is given up after request_timeout_seconds, not after the default of 30", async () => {
  const silent = createServer(() => {});
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const base_url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const requested = once(silent, "request") as Promise<[IncomingMessage]>;
  const asked = new InProcess(provider);
  const rest = { max_requests_per_minute: null, request_timeout_seconds: 1 };
  const configuring = asked.configure({ api_key: generateApiKey(randomBytes).text, base_url, ...rest });
  try {
    const [request] = await requested;
    const startedMs = performance.now();
    await once(request.socket, "close");
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  } finally {
    await asked.server.stopProvider({}, call);
    expect(await configuring).toHaveLength(1);
    silent.close();
    silent.closeAllConnections();
  }
});
