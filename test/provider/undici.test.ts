// What the plugin's bundle has in place of undici's own request.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { Agent, request } from "../../src/provider/undici";

it("asks for a whole address, with its path, its query and what goes with it", async () => {
  const server = createServer(async (incoming, response) => {
    const body = await incoming.setEncoding("utf8").toArray();
    const { method, url, headers } = incoming;
    response.end(JSON.stringify({ method, url, key: headers["x-key"], body: body.join("") }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const dispatcher = new Agent();
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await request(`http://127.0.0.1:${port}/a/b?limit=2&cursor=x%20y#part`, {
      ...{ dispatcher, method: "POST", headers: { "x-key": "k" }, body: "{}" },
    });
    expect(answer.statusCode).toBe(200);
    expect(await answer.body.json()).toEqual({
      ...{ method: "POST", url: "/a/b?limit=2&cursor=x%20y", key: "k", body: "{}" },
    });
  } finally {
    await dispatcher.close();
    server.close();
  }
});
