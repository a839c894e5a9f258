/** Stand-ins for the HTTP APIs of GitHub and GitLab: what they take is exactly what is listed here, the rest is refused. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  method: string;
  /** Path and query. */
  path: string;
  body: unknown;
}

export interface StandIn {
  url: string;
  /** Every call that came, in order. */
  calls: Call[];
  /** Comments by id, in order. */
  comments: { id: number; body: string; author: string }[];
  labels: string[];
  /** Answers the next call with this status instead. */
  fail(status: number): void;
  /** Calls as `METHOD path`, then forgets them. */
  taken(): string[];
  close(): Promise<void>;
}

export const repository = "acme/chat";
export const token = "forge-token-1";
export const headSha = "0123456789abcdef0123456789abcdef01234567";

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}
type Route = [method: string, path: RegExp, handle: (match: RegExpExecArray, body: never) => Answer];

const ok = (body: unknown, headers?: Record<string, string>): Answer => ({
  ...{ status: 200, body },
  ...(headers ? { headers } : {}),
});

async function serve(
  routes: (standIn: StandIn) => Route[],
  { accepts, page }: { accepts(request: IncomingMessage): boolean; page: number },
): Promise<StandIn> {
  const failures: number[] = [];
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: StandIn = {
    url,
    calls: [],
    comments: [],
    labels: [],
    fail: (status) => failures.push(status),
    taken: () => standIn.calls.splice(0).map(({ method, path }) => `${method} ${path}`),
    close: () => new Promise((done) => server.close(() => done())),
  };
  const table = routes(standIn);
  server.on("request", async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const path = request.url ?? "";
    const body = text === "" ? null : JSON.parse(text);
    standIn.calls.push({ method: request.method ?? "", path, body });
    const status = failures.shift();
    if (status) return answer(response, { status, body: { message: `told to answer ${status}` } });
    if (!accepts(request)) return answer(response, { status: 401, body: { message: "Bad credentials" } });
    for (const [method, pattern, handle] of table) {
      const match = pattern.exec(path);
      if (method === request.method && match) return answer(response, handle(match, body as never));
    }
    answer(response, { status: 404, body: { message: `no such call: ${request.method} ${path}` } });
  });
  void page;
  return standIn;
}

function answer(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** One page of a list, with the link to the next. */
function paged<T>(standIn: StandIn, items: T[], path: string): Answer {
  const query = new URL(path, standIn.url).searchParams;
  const size = Number(query.get("per_page"));
  const page = Number(query.get("page") ?? 1);
  const url = new URL(path, standIn.url);
  url.searchParams.set("page", String(page + 1));
  const link = page * size < items.length ? { link: `<${url}>; rel="next"` } : undefined;
  return ok(items.slice((page - 1) * size, page * size), link);
}

function tooLong(body: string, limit: number): Answer | null {
  return [...body].length > limit
    ? { status: 422, body: { message: `Body is too long (maximum is ${limit} characters)` } }
    : null;
}

/** GitHub with one pull request, number 12, from a branch of a fork, seen by a workflow's token. */
export function standInGitHub(login = "github-actions[bot]"): Promise<StandIn> {
  const repo = `/repos/${repository}`;
  return serve(
    (standIn) => {
      const pull = () => ({
        ...{
          number: 12,
          title: "Welcome everybody",
          html_url: `https://github.example/${repository}/pull/12`,
        },
        ...{ labels: standIn.labels.map((name) => ({ name })), head: { sha: headSha } },
      });
      const another = {
        ...pull(),
        number: 9,
        labels: [{ name: "of another" }],
        head: { sha: "e".repeat(40) },
      };
      const shown = (one: StandIn["comments"][number]) => ({
        ...one,
        user: { login: one.author, type: one.author.endsWith("[bot]") ? "Bot" : "User" },
      });
      return [
        [
          "GET",
          /^\/user$/,
          () =>
            login.endsWith("[bot]")
              ? { status: 403, body: { message: "Resource not accessible by integration" } }
              : ok({ login }),
        ],
        ["GET", new RegExp(`^${repo}/pulls/12$`), () => ok(pull())],
        ["GET", new RegExp(`^${repo}/commits/${headSha}/pulls$`), () => ok([another, pull()])],
        [
          "GET",
          new RegExp(`^${repo}/pulls\\?state=open&per_page=100&head=fork%3Atopic$`),
          () => ok([pull()]),
        ],
        [
          "GET",
          new RegExp(`^(${repo}/issues/12/comments\\?per_page=100.*)$`),
          (match) => paged(standIn, standIn.comments.map(shown), match[1]!),
        ],
        [
          "POST",
          new RegExp(`^${repo}/issues/12/comments$`),
          (_, { body }: { body: string }) => {
            const refused = tooLong(body, 65_536);
            if (refused) return refused;
            standIn.comments.push({ id: 100 + standIn.comments.length, body, author: login });
            return { status: 201, body: {} };
          },
        ],
        [
          "PATCH",
          new RegExp(`^${repo}/issues/comments/(\\d+)$`),
          (match, { body }: { body: string }) => {
            const found = standIn.comments.find(({ id }) => id === Number(match[1]));
            if (!found) return { status: 404, body: { message: "Not Found" } };
            const refused = tooLong(body, 65_536);
            if (refused) return refused;
            found.body = body;
            return ok({});
          },
        ],
      ];
    },
    {
      accepts: ({ headers }) =>
        headers.authorization === `Bearer ${token}` &&
        headers.accept === "application/vnd.github+json" &&
        headers["x-github-api-version"] === "2022-11-28" &&
        headers["user-agent"] !== undefined,
      page: 100,
    },
  );
}

/** GitLab with one merge request, number 12, seen by a project's bot. */
export function standInGitLab(): Promise<StandIn> {
  const project = `/projects/${encodeURIComponent(repository)}`;
  const requests = `${project}/merge_requests`;
  return serve(
    (standIn) => {
      const request = () => ({
        ...{ iid: 12, title: "Welcome everybody", labels: standIn.labels, sha: headSha },
        web_url: `https://gitlab.example/${repository}/-/merge_requests/12`,
      });
      const shown = ({ id, body, author }: StandIn["comments"][number]) => ({
        ...{ id, body, system: author === "system" },
        author: { id: author === "bot" || author === "system" ? 7 : 8 },
      });
      return [
        ["GET", /^\/user$/, () => ok({ id: 7, username: "project_1_bot" })],
        ["GET", new RegExp(`^${requests}/12$`), () => ok(request())],
        [
          "GET",
          new RegExp(`^${project}/repository/commits/${headSha}/merge_requests$`),
          () => ok([{ ...request(), iid: 9, labels: ["of another"], sha: "e".repeat(40) }, request()]),
        ],
        [
          "GET",
          new RegExp(`^(${requests}/12/notes\\?per_page=100&sort=asc&order_by=created_at.*)$`),
          (match) => paged(standIn, standIn.comments.map(shown), match[1]!),
        ],
        [
          "POST",
          new RegExp(`^${requests}/12/notes$`),
          (_, { body }: { body: string }) => {
            const refused = tooLong(body, 1_000_000);
            if (refused) return refused;
            standIn.comments.push({ id: 100 + standIn.comments.length, body, author: "bot" });
            return { status: 201, body: {} };
          },
        ],
        [
          "PUT",
          new RegExp(`^${requests}/12/notes/(\\d+)$`),
          (match, { body }: { body: string }) => {
            const found = standIn.comments.find(({ id }) => id === Number(match[1]));
            if (!found) return { status: 404, body: { message: "Not Found" } };
            found.body = body;
            return ok({});
          },
        ],
      ];
    },
    { accepts: ({ headers }) => headers["private-token"] === token, page: 100 },
  );
}
