import { describe, expect, test } from "vitest";
import { WorkspaceClock } from "../../../../src/local";
import { type RateClass, requestsPerMinute, scopes } from "../../../../src/pumble";
import { call, installApp, installedWorkspace, manifestFor } from "../../support";

describe("both headers are needed", () => {
  const wrong: Record<string, (headers: { token: string; "x-app-token": string }) => Record<string, string>> =
    {
      "no token": ({ "x-app-token": key }) => ({ "x-app-token": key }),
      "a wrong token": (headers) => ({ ...headers, token: `${headers.token}0` }),
      "no app key": ({ token }) => ({ token }),
      "a wrong app key": (headers) => ({ ...headers, "x-app-token": "xpat-0" }),
      "the token as a bearer": ({ token, "x-app-token": key }) => ({
        authorization: `Bearer ${token}`,
        "x-app-token": key,
      }),
    };
  for (const [what, change] of Object.entries(wrong)) {
    test(`${what} answers 401 with the platform's error body`, async () => {
      const { workspace, installed } = await installedWorkspace();
      const headers = change({ token: installed.userToken, "x-app-token": installed.appKey });
      const { status, body } = await call(`${workspace.workspaceUrl}/v1/channels`, "GET", headers);
      expect([status, Object.keys(body)]).toEqual([401, ["message", "localizedMessage", "code"]]);
    });
  }

  test("the key of another app does not go with the token", async () => {
    const { workspace, installed, app } = await installedWorkspace();
    const other = await installApp(workspace, manifestFor(app.url, { name: "other", slashCommands: [] }));
    const headers = { token: installed.userToken, "x-app-token": other.appKey };
    expect((await call(`${workspace.workspaceUrl}/v1/channels`, "GET", headers)).status).toBe(401);
  });

  test("the token of a deactivated member stops working", async () => {
    const { user, control } = await installedWorkspace();
    await control.act("Grace", "deactivate", { user: "Ada" });
    expect((await user.get("/v1/channels")).status).toBe(401);
  });
});

describe("a call without its scope answers 403 and names the scope", () => {
  const id = "0".repeat(24);
  const calls: [method: "get" | "post" | "put" | "delete", path: string, scope: (typeof scopes)[number]][] = [
    ["get", "/v1/channels", "channels:list"],
    ["get", `/v1/channels/${id}`, "channels:read"],
    ["post", "/v1/channels", "channels:write"],
    ["get", `/v1/channels/direct?participantIds=${id}`, "channels:read"],
    ["post", "/v1/channels/direct", "channels:write"],
    ["post", `/v1/channels/${id}/users`, "channels:write"],
    ["delete", `/v1/channels/${id}/users/${id}`, "channels:write"],
    ["get", `/v1/channels/${id}/messages`, "channels:read"],
    ["get", `/v1/channels/${id}/messages/${id}`, "messages:read"],
    ["get", `/v1/channels/${id}/messages/${id}/replies`, "channels:read"],
    ["post", `/v1/channels/${id}/messages`, "messages:write"],
    ["post", `/v1/channels/${id}/messages/${id}`, "messages:write"],
    ["put", `/v1/channels/${id}/messages/${id}`, "messages:edit"],
    ["put", `/v1/channels/${id}/messages/${id}/attachments`, "attachments:write"],
    ["delete", `/v1/channels/${id}/messages/${id}`, "messages:delete"],
    ["delete", `/v1/channels/${id}/messages/${id}/ephemeral`, "messages:delete"],
    ["post", "/v1/messages/search", "messages:read"],
    ["post", "/v1/messages/search", "channels:list"],
    ["post", `/v1/messages/${id}/reactions`, "reaction:write"],
    ["delete", `/v1/messages/${id}/reactions`, "reaction:write"],
    ["get", "/v1/messages/scheduled", "messages:read"],
    ["post", "/v1/messages/scheduled", "messages:write"],
    ["get", `/v1/messages/scheduled/${id}`, "messages:read"],
    ["put", `/v1/messages/scheduled/${id}`, "messages:edit"],
    ["put", `/v1/messages/scheduled/${id}/attachments`, "attachments:write"],
    ["delete", `/v1/messages/scheduled/${id}`, "messages:delete"],
    ["get", "/v1/workspaceUsers", "users:list"],
    ["get", "/v1/workspaceUsers/groups", "users:list"],
    ["get", `/v1/workspaceUsers/${id}`, "user:read"],
    ["put", "/v1/workspaceUsers/customStatus", "status:write"],
    ["post", `/v1/app/homeView/workspaceUsers/${id}`, "channels:write"],
    ["get", "/v1/workspace", "workspace:read"],
    ["post", "/v1/calls/permanent", "calls:write"],
    ["post", "/v1/files/upload/token", "files:write"],
    ["post", "/v1/files/upload/complete", "files:write"],
    ["post", `/v1/files/${id}/public`, "files:write"],
    ["get", `/files/${id}/a.txt`, "messages:read"],
    ["get", "/oauth2/me", "user:read"],
  ];
  for (const [method, path, scope] of calls) {
    test(`${method.toUpperCase()} ${path.replaceAll(id, "…")} needs ${scope}`, async () => {
      const granted = scopes.filter((one) => one !== scope);
      const { user } = await installedWorkspace({}, { scopes: { userScopes: granted, botScopes: [] } });
      const answer = await user[method](path, method === "get" ? undefined : {});
      expect([answer.status, answer.body.message]).toEqual([403, `Missing scope: ${scope}`]);
    });
  }
});

describe("limits per minute", () => {
  test("the 81st message in a minute answers 429; after the minute it goes again, and other writes go meanwhile", async () => {
    const { user, random, control } = await installedWorkspace({
      clock: WorkspaceClock.frozenAt(Date.UTC(2030, 0, 1)),
    });
    const path = `/v1/channels/${random}/messages`;
    const statuses = new Set<number>();
    for (let at = 0; at < requestsPerMinute.sendMessage; at += 1)
      statuses.add((await user.post(path, { text: "x" })).status);
    expect([...statuses]).toEqual([200]);
    const refused = await user.post(path, { text: "x" });
    expect([refused.status, refused.body.code]).toEqual([429, 429_000]);
    expect((await user.post("/v1/channels", { name: "other" })).status).toBe(200);
    await control.post("/clock", { advanceMs: 60_000 });
    expect((await user.post(path, { text: "x" })).status).toBe(200);
  });

  test("member and bot of one app share the limit of a write", async () => {
    const { user, bot, random } = await installedWorkspace({
      clock: WorkspaceClock.frozenAt(Date.UTC(2030, 0, 1)),
    });
    const path = `/v1/channels/${random}/messages`;
    for (let at = 0; at < requestsPerMinute.sendMessage; at += 1) await user.post(path, { text: "x" });
    expect((await bot.post(path, { text: "x" })).status).toBe(429);
  });

  const id = "0".repeat(24);
  test.each<[rate: RateClass, path: string]>([
    ["sendMessage", `/v1/channels/${id}/messages`],
    ["sendReply", `/v1/channels/${id}/messages/${id}`],
    ["scheduleMessage", "/v1/messages/scheduled"],
    ["createChannel", "/v1/channels"],
    ["addReaction", `/v1/messages/${id}/reactions`],
    ["publishHomeView", `/v1/app/homeView/workspaceUsers/${id}`],
  ])("hold for %s, also for calls that come to nothing", async (rate, path) => {
    const { user } = await installedWorkspace({ clock: WorkspaceClock.frozenAt(Date.UTC(2030, 0, 1)) });
    const statuses: number[] = [];
    for (let at = 0; at <= requestsPerMinute[rate]; at += 1)
      statuses.push((await user.post(path, { text: "" })).status);
    expect(statuses.indexOf(429)).toBe(requestsPerMinute[rate]);
  });

  test("switched off, nothing is refused", async () => {
    const { user, random } = await installedWorkspace({ limits: false });
    const path = `/v1/channels/${random}/messages`;
    let last = 0;
    for (let at = 0; at <= requestsPerMinute.sendMessage; at += 1)
      last = (await user.post(path, { text: "x" })).status;
    expect(last).toBe(200);
  });
});

test("an address that does not exist answers 404 in the platform's shape, with and without a token", async () => {
  const { user, workspace } = await installedWorkspace();
  expect((await user.get("/v1/nothing")).body.code).toBe(404_100);
  expect((await call(`${workspace.workspaceUrl}/nothing`, "GET")).status).toBe(404);
});

test("a body that is no JSON is refused as invalid", async () => {
  const { workspace, installed } = await installedWorkspace();
  const headers = {
    token: installed.userToken,
    "x-app-token": installed.appKey,
    "content-type": "application/json",
  };
  const { status, body } = await call(`${workspace.workspaceUrl}/v1/channels`, "POST", headers, "{nope");
  expect([status, body.message]).toEqual([400, "[body must be JSON]"]);
});
