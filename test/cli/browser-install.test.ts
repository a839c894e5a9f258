// An app is installed the way a browser does it; a step that answers something else is told by what it answered.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { installApp } from "../../src/cli/browser-install";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Answer = [status: number, location: string | null, text?: string];

/** An addon and a consent screen that answer so, and what they were asked. */
async function installing(answers: { install?: Answer; allow?: Answer; callback?: Answer } = {}) {
  const seen: string[] = [];
  const {
    install = [302, "/consent?client=app&state=s%201"],
    allow = [303, "callback?code=c"],
    callback = [200, null, "Done"],
  } = answers;
  const url = await serving((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      seen.push(`${request.method} ${request.url}${body === "" ? "" : ` ${body}`}`);
      const path = new URL(request.url!, "http://x").pathname;
      const [status, location, text = ""] =
        path === "/install" ? install : path === "/consent" ? allow : callback;
      response.writeHead(status, location === null ? {} : { location }).end(text);
    });
  });
  return { seen, url, done: installApp(url, "m1") };
}

it("the link is followed, Allow is pressed as that member, and the code is delivered", async () => {
  const { seen, done } = await installing();
  await done;
  expect(seen).toEqual([
    "GET /install",
    "POST /consent client=app&state=s+1&member=m1&decision=allow",
    "GET /callback?code=c",
  ]);
});

describe("what the flow does not need is told", () => {
  it.each([
    ["no redirect", [200, "/consent", "Hello"], "Expected the install link to redirect, got 200: Hello"],
    [
      "a failure with a place",
      [404, "/consent", "None"],
      "Expected the install link to redirect, got 404: None",
    ],
    [
      "a redirect to nowhere",
      [302, null, "Where?"],
      "Expected the install link to redirect, got 302: Where?",
    ],
    ["a status below", [299, "/consent", "Odd"], "Expected the install link to redirect, got 299: Odd"],
    ["a status above", [400, "/consent", "Odd"], "Expected the install link to redirect, got 400: Odd"],
  ] satisfies [string, Answer, string][])("%s of the install link", async (_, install, says) => {
    const { seen, done } = await installing({ install });
    await expect(done).rejects.toThrow(says);
    expect(seen).toHaveLength(1);
  });

  it.each([300, 399])("any redirect will do: %d", async (status) => {
    const { seen, done } = await installing({ install: [status, "/consent"] });
    await done;
    expect(seen).toHaveLength(3);
  });

  it("of the consent screen", async () => {
    const { seen, done } = await installing({ allow: [403, null, "Denied"] });
    await expect(done).rejects.toThrow("Expected the consent screen to redirect, got 403: Denied");
    expect(seen).toHaveLength(2);
  });

  it("of the addon, which does not take the code", async () => {
    const { done } = await installing({ callback: [400, null, "Bad code"] });
    await expect(done).rejects.toThrow("The addon did not take the authorisation: 400 Bad code");
  });
});
