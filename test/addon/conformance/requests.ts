/** How requests are read, whatever they ask for, and what else may come back. */
import { beforeEach, expect, test } from "vitest";
import { expectAnswer } from "./answers";
import { own, platforms } from "./wire";
import type { World } from "./world";

const myInfo = { name: "myInfo", method: "GET" } as const;
const listUsers = { name: "listUsers", method: "GET" } as const;
const listMessages = { name: "listMessages", method: "GET" } as const;

/** Declares the tests of the world that is then running. */
export function testRequests(theWorld: () => World): void {
  beforeEach(() => theWorld().reset());

  const raw = (path: string, init: RequestInit = {}) =>
    fetch(theWorld().url + path, { ...init, headers: { ApiKey: theWorld().key("ada"), ...init.headers } });
  const post = (body: string, headers: Record<string, string> = {}) =>
    raw("/sendMessage", { method: "POST", body, headers });

  test.each(["ApiKey", "apikey", "APIKEY", "Api-Key", "api-key", "API-KEY"])(
    "brings its key in %s",
    async (header) => expect((await theWorld().call(myInfo, {}, { header })).status).toBe(200),
  );

  test("brings no key in its query", async () => {
    const key = theWorld().key("ada");
    const answer = await fetch(`${theWorld().url}/myInfo?ApiKey=${key}&Api-Key=${key}`);
    expect(answer.status).toBe(403);
  });

  test("gets an id where it brings none that is well formed", async () => {
    const ids = await Promise.all(
      ["", "a b", "x".repeat(65)].map(
        async (id) =>
          (await raw("/myInfo", { headers: { "x-request-id": id } })).headers.get("x-request-id")!,
      ),
    );
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(3);
  });

  test.each(["application/x-www-form-urlencoded", "text/plain", "application/json; charset=utf-8"])(
    "has its JSON read under content-type %s",
    async (type) => {
      const body = JSON.stringify({ channel: "general", text: "hi" });
      expect((await post(body, { "content-type": type })).status).toBe(200);
    },
  );

  const bodies: Record<string, [string, string]> = {
    "no JSON": ["{", "must be JSON"],
    "a JSON list": ["[]", "must be a JSON object"],
    "a JSON null": ["null", "must be a JSON object"],
    "deep JSON": [`{"blocks":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "must not nest deeper than 64"],
  };
  for (const [name, [body, problem]] of Object.entries(bodies)) {
    test(`is refused as invalid with a body of ${name}`, async () => {
      const answer = await post(body);
      expect([answer.status, await answer.text()]).toEqual([403, platforms(`[${problem}]`, 400000)]);
      expect(answer.headers.get("x-pumble-error-fields")).toBe(`body ${problem}`);
    });
  }

  test("is refused with a body over 1 MiB, and its connection ended", async () => {
    const answer = await post("x".repeat(1024 * 1024 + 1));
    expect([answer.status, await answer.text()]).toEqual([413, own("The body is larger than 1048576 bytes")]);
    const { headers } = answer;
    expect([headers.get("x-pumble-error"), headers.get("connection")]).toEqual(["invalid", "close"]);
  });

  test("for a path or with a method that is none is answered in words", async () => {
    for (const [path, init, expected] of [
      ["/deleteChannel", {}, [404, own(`There is no GET /deleteChannel; see ${theWorld().url}/api-docs/`)]],
      ["/sendMessage", {}, [405, own("/sendMessage takes POST, not GET")]],
      ["/myInfo", { method: "POST" }, [405, own("/myInfo takes GET and HEAD, not POST")]],
    ] as const) {
      const answer = await raw(path, init);
      expect([answer.status, await answer.text()]).toEqual(expected);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    }
  });

  test("that the platform fails is 502 and names the call", async () => {
    const answer = await theWorld().whilePlatformAnswers({ status: 503 }, () => theWorld().call(listUsers));
    expectAnswer(answer, {
      status: 502,
      body: own("Pumble cannot be reached: GET /v1/workspaceUsers: the platform failed (503)"),
      kind: "unavailable",
    });
  });

  test("that the platform refuses in other words than its own is refused, with the status", async () => {
    const page = { status: 404, body: "<html>" };
    const answer = await theWorld().whilePlatformAnswers(page, () => theWorld().call(listUsers));
    const body = own("Pumble refused the request (404)");
    expectAnswer(answer, { body, kind: "protocol_changed" });
  });

  test("that walks back through pages meets every message once", async () => {
    const world = theWorld();
    const sent = [world.hello];
    for (let number = 0; number < 7; number++) sent.push(await world.post(`${number}`));
    const met: string[] = [];
    for (let cursor = "", hasMore = true; hasMore; cursor = met[0]!) {
      const page = await world.call(listMessages, { channel: "general", limit: 3, cursor });
      const { messages, hasMoreBefore } = JSON.parse(page.text) as {
        messages: { id: string }[];
        hasMoreBefore: boolean;
      };
      met.unshift(...messages.map(({ id }) => id));
      hasMore = hasMoreBefore;
    }
    expect(met).toEqual(sent);
  });
}
