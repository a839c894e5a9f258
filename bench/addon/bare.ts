/**
 * The floor: Hono on Node that passes a call on over kept-alive connections, and passes the answer back. No key, no
 * validation, no limits, no log. Argument: the platform's URL. Prints its port.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { Agent } from "undici";

const id = "0123456789abcdef01234567";
const agent = new Agent({ connections: 64, keepAliveTimeout: 10_000 });
const origin = process.argv[2]!;
const headers = { token: "token", "x-app-token": "key" };

const app = new Hono();
app.get("/fetchMessage", async (c) => {
  const path = `/v1/channels/${c.req.query("channelId")}/messages/${c.req.query("messageId")}`;
  const answer = await agent.request({ origin, path, method: "GET", headers });
  return c.body(await answer.body.text(), 200, { "content-type": "application/json; charset=utf-8" });
});
app.post("/sendMessage", async (c) => {
  const answer = await agent.request({
    origin,
    path: `/v1/channels/${id}/messages`,
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: await c.req.text(),
  });
  return c.body(await answer.body.text(), 200, { "content-type": "application/json; charset=utf-8" });
});
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => console.log(port));
