/** What a forge, or what stands before it, answers that is not as it should be. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gitHub, gitLab } from "../../src/review";

type Reply = (request: IncomingMessage, response: ServerResponse) => unknown;
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_request, response) =>
    response.writeHead(status, headers).end(JSON.stringify(body));

let api = "";
let calls: { line: string; headers: IncomingMessage["headers"]; body: string }[];
/** The last one answers all that come after it. */
let replies: Reply[];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  calls.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
  const reply = replies.length > 1 ? replies.shift() : replies[0];
  reply!(request, response);
});
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  calls = [];
  replies = [json(200, {})];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const hub = () => gitHub({ api, repository: "acme/chat", token: "t" });
const lab = () => gitLab({ api, project: "acme/chat", token: "t" });
const pull = { number: 12, title: "Hi", html_url: "https://x.example/12", labels: [], head: { sha: "a" } };

describe("what is wrong and what to do", () => {
  const tooMany = "Too many requests: wait a minute and run it again.";
  const mayNot =
    "The token may not do this, or there is no such thing. It needs the permission pull-requests: write.";
  const cases: Record<string, [Reply, title: string, nextStep: string]> = {
    "a token that is refused": [
      json(401, { message: "Bad credentials" }),
      "GitHub answered 401 to GET /repos/acme/chat/pulls/12: Bad credentials",
      "The token is not valid. It needs the permission pull-requests: write.",
    ],
    "a token that may not": [json(403, { message: "no" }), "answered 403", mayNot],
    "no such request": [json(404, { message: "Not Found" }), ": Not Found", mayNot],
    "403 for what comes too often": [
      json(403, { message: "API rate limit exceeded" }, { "x-ratelimit-remaining": "0" }),
      "API rate limit exceeded",
      tooMany,
    ],
    "403 that says how long to wait": [json(403, {}, { "retry-after": "60" }), "answered 403", tooMany],
    "403 with calls left": [json(403, {}, { "x-ratelimit-remaining": "9" }), "answered 403", mayNot],
    "429": [json(429, { error: "slow down" }), ": slow down", tooMany],
    "a renamed repository": [
      json(301, { message: "Moved Permanently" }, { location: "https://evil.example/" }),
      "GitHub answered 301 to GET /repos/acme/chat/pulls/12: Moved Permanently",
      "It has moved, as a repository does that is renamed: say what it is called now.",
    ],
    "a call that it does not understand": [
      json(422, { message: 1, error: null }),
      '{"message":1,"error":null}',
      "This is a fault of pumble-iac: please report it.",
    ],
    "an empty refusal": [
      (_request, response) => response.writeHead(418).end(),
      "answered 418 to GET /repos/acme/chat/pulls/12: (nothing)",
      "This is a fault of pumble-iac: please report it.",
    ],
    "a refusal that is a page": [
      (_request, response) => response.writeHead(400).end("x".repeat(500)),
      `: ${"x".repeat(200)}`,
      "This is a fault of pumble-iac: please report it.",
    ],
    "a page to log in at": [
      (_request, response) => response.end("<html>"),
      "GitHub answered GET /repos/acme/chat/pulls/12 with what its API does not answer.",
      "Check the address of the API, which is http://127.0.0.1",
    ],
    "an empty answer": [(_request, response) => response.end(), "does not answer.", "Check the address"],
    "a number": [json(200, 1), "does not answer.", "Check the address"],
  };
  it.each(Object.entries(cases))("%s", async (_, [reply, title, nextStep]) => {
    replies = [reply];
    const problem = await hub()
      .review(12)
      .catch((error: unknown) => error);
    expect(problem).toMatchObject({ name: "ForgeProblem" });
    const said = problem as Error & { nextStep: string };
    expect(said.message.endsWith(title) || said.message.includes(title)).toBe(true);
    expect(said.message.length).toBeLessThan(300);
    expect(said.nextStep.slice(0, nextStep.length)).toBe(nextStep);
    expect(calls).toHaveLength(1);
  });

  it("a list that is none", async () => {
    replies = [json(200, { id: 1, login: "x" })];
    await expect(hub().ownComments(12)).rejects.toThrow(
      "GitHub answered GET /repos/acme/chat/issues/12/comments with what its API does not answer.",
    );
    expect(await hub().reviewOfCommit("a")).toBeNull();
    expect(await lab().reviewOfCommit("a")).toBeNull();
  });

  it("a server that fails again and again, tried three times", async () => {
    replies = [json(503, { message: "down" })];
    await expect(lab().review(12)).rejects.toMatchObject({
      message: "GitLab answered 503 to GET /projects/acme%2Fchat/merge_requests/12: down",
      nextStep: "GitLab has a problem: run it again.",
    });
    expect(calls).toHaveLength(3);
  });

  it("an answer that breaks off, tried three times", async () => {
    replies = [
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" }).write("{");
        response.socket!.destroySoon();
      },
    ];
    await expect(hub().review(12)).rejects.toMatchObject({
      message: expect.stringMatching(/^GitHub cannot be reached at http:\/\/127\.0\.0\.1:\d+: \S/),
      nextStep: "Check the address and the network, then run it again.",
    });
    expect(calls).toHaveLength(3);
  });

  it("a connection that is cut while a comment is posted: it may be there, and is not posted twice", async () => {
    replies = [(request) => request.socket.destroy()];
    await expect(hub().create(12, "x")).rejects.toThrow("GitHub cannot be reached at");
    expect(calls).toHaveLength(1);
  });

  it("a closed port", async () => {
    const forge = gitHub({ api: "http://127.0.0.1:1", repository: "a/b", token: "t" });
    await expect(forge.create(1, "x")).rejects.toThrow(
      /^GitHub cannot be reached at http:\/\/127\.0\.0\.1:1: (ECONNREFUSED|bad port)$/,
    );
  });
});

describe("what is sent", () => {
  it("a comment is JSON, an edit is tried again, and neither answer is read", async () => {
    replies = [(_request, response) => response.writeHead(201).end("<html>")];
    await hub().create(12, "hello");
    replies = [json(502, {}), (_request, response) => response.end()];
    await hub().update(12, 7, "again");
    expect(calls.map(({ line }) => line)).toEqual([
      "POST /repos/acme/chat/issues/12/comments",
      "PATCH /repos/acme/chat/issues/comments/7",
      "PATCH /repos/acme/chat/issues/comments/7",
    ]);
    expect(calls[0]).toMatchObject({
      headers: { "content-type": "application/json", authorization: "Bearer t", "user-agent": "pumble-iac" },
      body: '{"body":"hello"}',
    });
  });

  it("a read has no body and no type of one", async () => {
    replies = [json(200, pull)];
    expect(await hub().review(12)).toEqual({
      number: 12,
      title: "Hi",
      url: "https://x.example/12",
      labels: [],
    });
    expect(calls[0]!.body).toBe("");
    expect(calls[0]!.headers).not.toHaveProperty("content-type");
  });

  it("a name is one part of a path", async () => {
    replies = [json(200, [])];
    await gitHub({ api, repository: "a?b/c#d", token: "t" }).reviewOfCommit("../x");
    await gitLab({ api, project: "a/b", token: "t" }).reviewOfCommit("../x");
    expect(calls.map(({ line }) => line)).toEqual([
      "GET /repos/a%3Fb/c%23d/commits/..%2Fx/pulls",
      "GET /projects/a%2Fb/repository/commits/..%2Fx/merge_requests",
    ]);
  });
});

describe("pages of a list", () => {
  const page = (link: string, ...bodies: string[]): Reply =>
    json(
      200,
      bodies.map((body, id) => ({ id, body, system: false, author: { id: 7 } })),
      { link },
    );
  const me = json(200, { id: 7 });
  const read = async (link: string) => {
    replies = [me, page(link, "one"), page("", "two")];
    return (await lab().ownComments(12)).map(({ body }) => body);
  };

  it.each([
    ["a whole address", () => `<${api}/next?page=2>; rel="next", <${api}/x>; rel="last"`],
    ["a relative one", () => '</next?page=2>; rel="next"'],
  ])("%s leads on", async (_, link) => {
    expect(await read(link())).toEqual(["one", "two"]);
    expect(calls.at(-1)).toMatchObject({ line: "GET /next?page=2", headers: { "private-token": "t" } });
  });

  it.each([
    ["elsewhere, where the token does not go", () => '<https://evil.example/next>; rel="next"'],
    ["to another port", () => '<http://127.0.0.1:1/next>; rel="next"'],
    ["nowhere", () => '<http://[>; rel="next"'],
    ["back", () => `<${api}/next>; rel="prev"`],
  ])("one that leads %s does not", async (_, link) => {
    expect(await read(link())).toEqual(["one"]);
  });

  it("end after 50", async () => {
    replies = [me, page(`<${api}/next>; rel="next"`, "again")];
    expect(await lab().ownComments(12)).toHaveLength(50);
  });
});

describe("which request a commit came with", () => {
  const merge = { iid: 12, title: "Hi", web_url: "https://x.example/12", labels: ["a"] };
  const found = { number: 12, title: "Hi", url: "https://x.example/12", labels: ["a"] };
  const another = { ...merge, iid: 9, labels: ["of another"], sha: "b" };
  it.each([
    ["its merge", [another, { ...merge, merge_commit_sha: "a" }], found],
    ["its squash", [another, { ...merge, squash_commit_sha: "a" }], found],
    ["its head", [another, { ...merge, sha: "a" }], found],
    ["the only one that holds it", [{ ...merge, sha: "c" }], found],
    ["none of several that only hold it", [another, { ...merge, sha: "c" }], null],
    ["none", [], null],
  ])("on GitLab %s", async (_, all, review) => {
    replies = [json(200, all)];
    expect(await lab().reviewOfCommit("a")).toEqual(review);
  });

  const ours = { ...pull, head: { sha: "c" } };
  const theirs = { ...pull, number: 9, labels: [{ name: "of another" }], head: { sha: "b" } };
  it.each([
    ["its merge", [theirs, { ...ours, merge_commit_sha: "a" }], 12],
    ["its head", [theirs, pull], 12],
    [
      "its merge before a head",
      [
        { ...theirs, head: { sha: "a" } },
        { ...ours, merge_commit_sha: "a" },
      ],
      12,
    ],
    ["the only one that holds it", [ours], 12],
    ["none of several that only hold it", [theirs, ours], undefined],
    ["none", [], undefined],
  ])("on GitHub %s", async (_, all, number) => {
    replies = [json(200, all)];
    expect((await hub().reviewOfCommit("a"))?.number).toBe(number);
  });

  it("on GitLab none where there is no such commit, and none by a head", async () => {
    replies = [json(404, { message: "Not Found" })];
    expect(await lab().reviewOfCommit("a")).toBeNull();
    expect(await lab().reviewOfHead({ repository: "a/b", branch: "c", sha: "a" })).toBeNull();
    replies = [json(403, {})];
    await expect(lab().reviewOfCommit("a")).rejects.toThrow("answered 403");
  });
});

it("on GitLab only the token's own notes are ours, and none that GitLab wrote in its name", async () => {
  const note = { id: 1, body: "ours", system: false, author: { id: 7 } };
  const system = { ...note, system: true };
  replies = [json(200, { id: 7 }), json(200, [note, system, { ...note, author: { id: 8 } }])];
  expect(await lab().ownComments(12)).toEqual([{ id: 1, body: "ours" }]);
});
