import { once } from "node:events";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { startLocalWorkspace } from "../../../src/local";
import { inBatches } from "../support";

const fileMax = 11 * 1024 * 1024;

for (const path of [
  "/v1/channels",
  "/oauth2/access",
  "/upload/files",
  "/page/api/channels",
  "/access-request",
]) {
  test(`a body that is too large is refused at ${path} before anybody asks who sent it`, async () => {
    const workspace = await startLocalWorkspace();
    try {
      const said = await fetch(workspace.workspaceUrl + path, {
        method: "POST",
        body: "x".repeat(fileMax + 1),
      });
      expect(said.status).toBe(413);
      const body = inBatches(200, 1024 * 1024);
      const unsaid = await fetch(workspace.workspaceUrl + path, {
        method: "POST",
        body,
        duplex: "half",
      } as RequestInit)
        .then(({ status }) => status)
        .catch(() => "cut off");
      expect([413, "cut off"]).toContain(unsaid);
      expect((await fetch(workspace.pageUrl)).status).toBeLessThan(500);
    } finally {
      await workspace.close();
    }
  });
}

test("the control API reads no body of somebody without its token", async () => {
  const workspace = await startLocalWorkspace();
  try {
    const body = inBatches(2_000, 1024 * 1024);
    const answer = await fetch(`${workspace.controlUrl}/restore`, {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit)
      .then(({ status }) => status)
      .catch(() => "cut off");
    expect([401, "cut off"]).toContain(answer);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(500_000_000);
  } finally {
    await workspace.close();
  }
});

test("a page of another origin changes nothing, by whichever header its browser tells of it", async () => {
  const workspace = await startLocalWorkspace();
  const post = async (headers: Record<string, string>) => {
    const answer = await fetch(`${workspace.pageUrl}page/api/channels`, {
      method: "POST",
      headers,
      body: "{}",
    });
    return { status: answer.status, text: await answer.text() };
  };
  try {
    const { host } = new URL(workspace.pageUrl);
    const foreign = /Another site's page cannot do this/;
    expect((await post({ origin: "https://evil.example" })).text).toMatch(foreign);
    expect((await post({ origin: "null" })).text).toMatch(foreign);
    expect((await post({ "sec-fetch-site": "cross-site" })).text).toMatch(foreign);
    for (const origin of [`http://${host}`, `https://${host}`]) {
      expect((await post({ origin })).text).not.toMatch(foreign);
    }
    expect((await post({})).text).not.toMatch(foreign);
    expect((await post({ origin: "null", "sec-fetch-site": "same-origin" })).text).not.toMatch(foreign);
  } finally {
    await workspace.close();
  }
});

test("who goes away in the middle of a body is no failure of the workspace, and nothing is printed", async () => {
  const workspace = await startLocalWorkspace();
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  try {
    for (const path of ["/oauth2/access", "/lead", "/access-request"]) {
      const socket = connect(Number(new URL(workspace.workspaceUrl).port), "127.0.0.1");
      const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json`;
      socket.write(`${head}\r\ncontent-length: 99\r\n\r\n{`);
      await fetch(workspace.pageUrl);
      socket.destroy();
      await once(socket, "close");
      for (let turn = 0; turn < 5; turn++) await fetch(workspace.pageUrl);
    }
    expect(printed.mock.calls).toEqual([]);
  } finally {
    printed.mockRestore();
    await workspace.close();
  }
});
