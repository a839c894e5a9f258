/** How a workspace is asked to do what members do, by what goes over the wire. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Control } from "../../src/testing/control";

interface Asked {
  readonly asked: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const all: Asked[] = [];
let answer: { status: number; body: string };
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  all.push({ asked: `${request.method} ${request.url}`, headers: request.headers, body });
  response.writeHead(answer.status).end(answer.body);
});
let control: Control;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  control = new Control(`http://127.0.0.1:${(server.address() as AddressInfo).port}/control`, "secret");
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  all.length = 0;
  answer = { status: 200, body: "" };
});

test("what is asked without a body has the token and says of no type", async () => {
  answer.body = '{"now":5}';
  expect(await control.call("GET", "/clock")).toEqual({ now: 5 });
  const [{ asked, headers, body }] = all as [Asked];
  expect([asked, headers.authorization, body]).toEqual(["GET /control/clock", "Bearer secret", ""]);
  expect(headers).not.toHaveProperty("content-type");
});

test("a body is JSON and says so, and an empty answer is nothing", async () => {
  expect(await control.call("POST", "/act", { as: "ada" })).toBeUndefined();
  const [{ asked, headers, body }] = all as [Asked];
  expect([asked, headers["content-type"], body]).toEqual([
    "POST /control/act",
    "application/json",
    '{"as":"ada"}',
  ]);
});

test.each([
  ['{"message":"Not found"}', "Not found"],
  ['{"error":"odd"}', '{"error":"odd"}'],
  ["<html>", "<html>"],
])("a refusal is told with what was asked and the sentence in it: %s", async (body, sentence) => {
  answer = { status: 404, body };
  const refused = (asked: string) => new Error(`The local workspace refused ${asked}: ${sentence}`);
  await expect(control.call("DELETE", "/faults")).rejects.toEqual(refused("DELETE /faults"));
  await expect(control.call("POST", "/act", { as: "x" })).rejects.toEqual(refused('POST /act {"as":"x"}'));
});
