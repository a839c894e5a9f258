// What the doctor finds of addresses, clocks, keys, proxies and plugins, and the next step for each.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkApi } from "../../src/cli/doctor/api";
import { checkFrameworks } from "../../src/cli/doctor/framework";
import { checkProxies } from "../../src/cli/doctor/proxies";
import { findings } from "../../src/cli/finding";
import { type LocalStack, startLocalStack } from "../../src/cli/local-stack";

const folder = mkdtempSync(join(tmpdir(), "pumble-doctor-"));
let stack: LocalStack;
let key: string;
const servers: Server[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, "addon"));
  stack = await startLocalStack({ port: 0, dataDir: null, addonDir: join(folder, "addon") });
  key = await stack.issueKey("doctor");
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A server of whatever kind. */
async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Two servers on ports beside each other. */
async function beside(first: RequestListener, second: RequestListener): Promise<[string, string]> {
  for (;;) {
    const one = await serving(first);
    const port = Number(new URL(one).port) + 1;
    const server = createServer(second);
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    servers.push(server);
    return [one, `http://127.0.0.1:${port}`];
  }
}

async function looked(env: Record<string, string | undefined>) {
  const found = findings.parse(await checkApi(env));
  return Object.fromEntries(found.map((one) => [one.what, one]));
}

const at = (PUMBLE_BASE_URL: string) => looked({ PUMBLE_API_KEY: key, PUMBLE_BASE_URL });

describe("an address", () => {
  it("of an addon is right, and the key acts", async () => {
    const { Address, Clock, "API key": apiKey } = await at(stack.addonUrl);
    expect(Address).toMatchObject({ state: "right", found: `${stack.addonUrl} answers` });
    expect(Clock).toMatchObject({ state: "right" });
    expect(apiKey).toMatchObject({
      state: "right",
      found: `acts as ${stack.member.name} (OWNER) at ${stack.addonUrl}`,
    });
  });

  it.each(["/api-docs", "/api-docs/", "/v1", "/myInfo"])(
    "with the path %s leads to the one without",
    async (path) => {
      const { Address, "API key": apiKey } = await at(`${stack.addonUrl}${path}`);
      expect(Address).toMatchObject({
        ok: false,
        nextStep: `The API is at: export PUMBLE_BASE_URL=${stack.addonUrl}`,
      });
      expect(apiKey).toMatchObject({ state: "skipped" });
    },
  );

  it("that redirects leads to where it redirects to", async () => {
    const redirecting = await serving((request, response) => {
      response.writeHead(308, { location: `${stack.addonUrl}${request.url}` }).end();
    });
    expect((await at(redirecting)).Address).toMatchObject({
      found: `${redirecting} leads elsewhere: ${stack.addonUrl}/myInfo`,
      nextStep: `The API is at: export PUMBLE_BASE_URL=${stack.addonUrl}`,
    });
  });

  it("of the workspace itself, as pumble dev starts it, leads to the addon on the port after it", async () => {
    const answer =
      (status: number): RequestListener =>
      (_, response) =>
        response.writeHead(status).end("{}");
    const [workspace, addon] = await beside(answer(404), answer(403));
    expect((await at(workspace)).Address).toMatchObject({
      found: `${workspace} has no API: status 404`,
      nextStep: `The API is at: export PUMBLE_BASE_URL=${addon}`,
    });
  });

  it("of a page says so", async () => {
    const page = await serving((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Hello</h1>");
    });
    expect((await at(page)).Address).toMatchObject({
      found: `${page} is a page for people, not the API`,
      nextStep: "Give the addon's own address, without a path. For the hosted one: unset PUMBLE_BASE_URL",
    });
  });

  it("of a server in trouble, or of none, says so", async () => {
    const broken = await serving((_, response) => response.writeHead(503).end());
    expect((await at(broken)).Address).toMatchObject({ found: `${broken} answers with status 503` });
    expect((await at("http://127.0.0.1:9")).Address).toMatchObject({
      found: "http://127.0.0.1:9 does not answer",
    });
  });

  it("that is none is told without asking anybody", async () => {
    expect((await at("pumble")).Address).toMatchObject({
      ok: false,
      found: 'The base URL "pumble" is no web address',
    });
  });
});

describe("a clock", () => {
  const hourMs = 3_600_000;
  it.each([
    [-hourMs, "60 minutes ahead of the server's"],
    [hourMs, "60 minutes behind the server's"],
  ])("that differs by %d ms is told", async (difference, says) => {
    const other = await serving((_, response) => {
      response.writeHead(403, { date: new Date(Date.now() + difference).toUTCString() }).end("{}");
    });
    expect((await at(other)).Clock).toMatchObject({ state: "wrong", found: says });
  });
});

describe("a key", () => {
  it("that is not set is what is missing, and the address is looked at all the same", async () => {
    const { Address, "API key": apiKey } = await looked({ PUMBLE_BASE_URL: stack.addonUrl });
    expect(Address).toMatchObject({ ok: true });
    expect(apiKey).toMatchObject({ ok: false, found: "PUMBLE_API_KEY is not set" });
  });

  it("that is wrong is never repeated", async () => {
    const bad = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`;
    const { "API key": apiKey } = await looked({ PUMBLE_API_KEY: bad, PUMBLE_BASE_URL: stack.addonUrl });
    expect(apiKey).toMatchObject({ ok: false });
    expect(JSON.stringify(apiKey)).not.toContain(bad);
  });
});

it("proxies are named by their variables, and one that is none is told without its value", () => {
  expect(checkProxies({})).toMatchObject({ state: "right" });
  expect(checkProxies({ HTTPS_PROXY: "http://ada:secret@proxy:3128", no_proxy: "a" })).toMatchObject({
    found: "HTTPS_PROXY, no_proxy are followed",
  });
  const none = checkProxies({ HTTPS_PROXY: "secret stuff" });
  expect(none).toMatchObject({ ok: false });
  expect(JSON.stringify(none)).not.toContain("secret");
});

describe("the command line of a framework", () => {
  const project = join(folder, "project");
  const install = (name: string, manifest: object) => {
    mkdirSync(join(project, "node_modules", name), { recursive: true });
    writeFileSync(join(project, "node_modules", name, "package.json"), JSON.stringify(manifest));
  };

  it("is a note where it is for a newer Node, with what deploys the app nonetheless", () => {
    install("cdktf-cli", { version: "0.21.0" });
    install("cdktn-cli", { version: "0.24.0", engines: { node: ">=22.19.0" } });
    expect(checkFrameworks(project, "20.20.2")).toEqual([
      {
        what: "cdktn-cli",
        ok: true,
        state: "note",
        found: "0.24.0 is for Node 22.19.0 and newer, and this is 20.20.2",
        nextStep: "pumble plan and pumble apply deploy the app without it.",
      },
    ]);
    expect(checkFrameworks(project, "22.19.0")).toEqual([]);
    expect(checkFrameworks(join(project, "node_modules"), "18.0.0").map(({ what }) => what)).toEqual([
      "cdktn-cli",
    ]);
  });

  it("is nothing to speak of where there is none", () => {
    expect(checkFrameworks(folder, "18.0.0")).toEqual([]);
  });
});
