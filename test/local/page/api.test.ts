import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fetchState, type PageApi, pageApi } from "../../../src/local/page/api";
import type { Message } from "../../../src/pumble";

interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the next call is answered; `null` breaks off in the middle of it. */
let answer: { status?: number; body: string } | null;
let asked: Asked;
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    asked = { method, path: url.replace("/page/api/", ""), headers, body: Buffer.concat(chunks).toString() };
    if (answer === null) {
      response.writeHead(200, { "content-length": "99" });
      response.write("{", () => response.destroy());
    } else response.writeHead(answer.status ?? 200).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  answer = { body: "" };
  // A browser takes addresses without a host for its page's own.
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => fetch(origin + path, init));
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const message = { channelId: "c/1", id: "m?1" } as Message;
const body = { text: "x" };

/** The call, and what the workspace is asked: method, path, and body if there is one. */
type Case = [ask: (api: PageApi) => Promise<unknown>, method: string, path: string, body?: object];

const calls: { [Name in Exclude<keyof PageApi, "upload">]: Case } = {
  unread: [(api) => api.unread(), "GET", "unread"],
  read: [(api) => api.read("c/1"), "POST", "channels/c%2F1/read"],
  messages: [(api) => api.messages("c/1"), "GET", "channels/c%2F1/messages?limit=50"],
  pins: [(api) => api.pins("c/1"), "GET", "channels/c%2F1/pins"],
  pin: [(api) => api.pin("m?1"), "POST", "messages/m%3F1/pin"],
  unpin: [(api) => api.unpin("m?1"), "DELETE", "messages/m%3F1/pin"],
  search: [(api) => api.search({ text: "a b", limit: "5" }), "GET", "search?text=a+b&limit=5"],
  home: [(api) => api.home("a/1"), "GET", "apps/a%2F1/home"],
  replies: [(api) => api.replies("c/1", "m?1"), "GET", "channels/c%2F1/messages/m%3F1/replies"],
  post: [(api) => api.post("c/1", body), "POST", "channels/c%2F1/messages", body],
  source: [(api) => api.source(message), "GET", "channels/c%2F1/messages/m%3F1/source"],
  edit: [(api) => api.edit(message, body), "PUT", "channels/c%2F1/messages/m%3F1", body],
  remove: [(api) => api.remove(message), "DELETE", "channels/c%2F1/messages/m%3F1"],
  react: [
    (api) => api.react(message, { code: ":tea:" }),
    ...(["POST", "messages/m%3F1/reactions", { code: ":tea:" }] as const),
  ],
  unreact: [
    (api) => api.unreact(message, { code: ":tea:" }),
    ...(["DELETE", "messages/m%3F1/reactions", { code: ":tea:" }] as const),
  ],
  command: [
    (api) => api.command({ channelId: "c", text: "/x" }),
    ...(["POST", "commands", { channelId: "c", text: "/x" }] as const),
  ],
  shortcut: [
    (api) => api.shortcut({ appId: "a", name: "n", channelId: "c" }),
    ...(["POST", "shortcuts", { appId: "a", name: "n", channelId: "c" }] as const),
  ],
  interact: [
    (api) =>
      api.interact({ sourceType: "VIEW", sourceId: "v", actionType: "BUTTON", onAction: "go", value: "1" }),
    ...(["POST", "interactions"] as const),
    { sourceType: "VIEW", sourceId: "v", actionType: "BUTTON", onAction: "go", value: "1" },
  ],
  menu: [
    (api) => api.menu({ sourceType: "VIEW", sourceId: "v", onAction: "go", query: "q" }),
    ...(["POST", "menus", { sourceType: "VIEW", sourceId: "v", onAction: "go", query: "q" }] as const),
  ],
  submitView: [(api) => api.submitView("v/1", {}), "POST", "views/v%2F1/submit", {}],
  closeView: [(api) => api.closeView("v/1", {}), "POST", "views/v%2F1/close", {}],
  channels: [(api) => api.channels(), "GET", "channels"],
  createChannel: [
    (api) => api.createChannel({ name: "n", type: "PUBLIC" }),
    ...(["POST", "channels", { name: "n", type: "PUBLIC" }] as const),
  ],
  openDirect: [
    (api) => api.openDirect({ userIds: ["u"] }),
    ...(["POST", "channels/direct", { userIds: ["u"] }] as const),
  ],
  join: [(api) => api.join("c/1"), "POST", "channels/c%2F1/join"],
  changeChannel: [
    (api) => api.changeChannel("c/1", { archived: true }),
    ...(["PUT", "channels/c%2F1", { archived: true }] as const),
  ],
  addMembers: [
    (api) => api.addMembers("c/1", ["u"]),
    ...(["POST", "channels/c%2F1/members", { userIds: ["u"] }] as const),
  ],
  removeMember: [(api) => api.removeMember("c/1", "u/1"), "DELETE", "channels/c%2F1/members/u%2F1"],
  scheduled: [(api) => api.scheduled("c/1"), "GET", "channels/c%2F1/scheduled"],
  schedule: [
    (api) => api.schedule("c/1", { text: "x", sendAt: 5 }),
    ...(["POST", "channels/c%2F1/scheduled", { text: "x", sendAt: 5 }] as const),
  ],
  reschedule: [
    (api) => api.reschedule("c/1", "s/1", { text: "x", sendAt: 5 }),
    ...(["PUT", "channels/c%2F1/scheduled/s%2F1", { text: "x", sendAt: 5 }] as const),
  ],
  unschedule: [(api) => api.unschedule("c/1", "s/1"), "DELETE", "channels/c%2F1/scheduled/s%2F1"],
  requests: [(api) => api.requests(), "GET", "inspector/requests?limit=200"],
  replay: [(api) => api.replay(7), "POST", "inspector/requests/7/replay"],
  tokens: [(api) => api.tokens(), "GET", "inspector/tokens"],
  clock: [(api) => api.clock(), "GET", "inspector/clock"],
  changeClock: [(api) => api.changeClock({ resume: true }), "POST", "inspector/clock", { resume: true }],
  faults: [(api) => api.faults(), "GET", "inspector/faults"],
  addFault: [(api) => api.addFault({ count: 1 }), "POST", "inspector/faults", { count: 1 }],
  removeFault: [(api) => api.removeFault(7), "DELETE", "inspector/faults/7"],
};

describe("as the member, the page asks", () => {
  for (const [name, [ask, method, path, given]] of Object.entries(calls)) {
    test(`${method} ${path} to ${name}`, async () => {
      await ask(pageApi("ada"));
      expect([asked.method, asked.path]).toEqual([method, path]);
      expect(asked.headers["x-pumble-member"]).toBe("ada");
      expect(asked.headers["content-type"]).toBe(given ? "application/json" : undefined);
      expect(asked.body).toBe(given ? JSON.stringify(given) : "");
    });
  }

  test("for a page of messages at a cursor, before it unless told otherwise", async () => {
    const paths = [];
    for (const strategy of [undefined, "AFTER", "AROUND"] as const) {
      await pageApi("ada").messages("c", "m/1", strategy);
      paths.push(asked.path);
    }
    expect(paths).toEqual(
      ["BEFORE", "AFTER", "AROUND"].map(
        (strategy) => `channels/c/messages?limit=50&cursor=m%2F1&strategy=${strategy}`,
      ),
    );
  });

  test("to keep a file, as a form", async () => {
    await pageApi("ada").upload(new File(["abc"], "a.txt", { type: "text/plain" }));
    expect([asked.method, asked.path]).toEqual(["POST", "files"]);
    expect(asked.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(asked.body).toMatch(/name="file"; filename="a.txt"[\s\S]*abc/);
  });

  test("for the workspace in nobody's name", async () => {
    await fetchState();
    expect([asked.path, asked.headers["x-pumble-member"]]).toEqual(["state", undefined]);
  });
});

describe("an answer", () => {
  test("is what its JSON says, and nothing where there is none", async () => {
    answer = { body: '[{"id":1}]' };
    expect(await pageApi("ada").channels()).toEqual([{ id: 1 }]);
    answer = { body: "" };
    expect(await pageApi("ada").read("c")).toBeUndefined();
  });

  test.each([
    ["the text for the member's language", { localizedMessage: "Nein", message: "No" }, "Nein"],
    ["its text", { message: "Channel is archived" }, "Channel is archived"],
    ["a list without its brackets", { message: "[one, two\nthree]" }, "one, two\nthree"],
    ["its brackets where they end it", { message: "see [docs]" }, "see [docs]"],
    ["its brackets where they begin it", { message: "[docs] has it" }, "[docs] has it"],
    ["its status where it says nothing", { message: "" }, "the workspace answered 418"],
    ["its status where it says no text", { message: 5 }, "the workspace answered 418"],
    ["its status where it is null", null, "the workspace answered 418"],
    ["its status where it is no JSON", undefined, "the workspace answered 418"],
  ])("that refuses says %s", async (_, given, text) => {
    answer = { status: 418, body: given === undefined ? "<html>" : JSON.stringify(given) };
    await expect(pageApi("ada").channels()).rejects.toMatchObject({ message: text, status: 418 });
  });

  test("that breaks off, or none at all, is said to be none", async () => {
    const none = { name: "Error", message: "the workspace does not answer", status: 0 };
    answer = null;
    await expect(pageApi("ada").channels()).rejects.toMatchObject(none);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    await expect(pageApi("ada").channels()).rejects.toMatchObject(none);
  });
});
