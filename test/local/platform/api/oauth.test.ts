import { describe, expect, test } from "vitest";
import { uninstallApp } from "../../../../src/local/core/workspace/apps";
import { oauthRoutes } from "../../../../src/local/platform/api/oauth";
import { RateLimits } from "../../../../src/local/platform/api/rate-limits";
import type { Manifest } from "../../../../src/platform";
import { planted } from "../../core/workspace/planted";
import { installed, served } from "../../core/workspace/served";

function oauth(change: Partial<Manifest> = {}) {
  const { workspace, clock, as } = planted();
  const app = installed(workspace, as("Grace").userId, change);
  const routes = served(oauthRoutes({ workspace, limits: new RateLimits(clock, true) }));
  const ask = async (path: string, init: RequestInit) => {
    const answer = await routes.request(path, init);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const access = (body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = {}) =>
    ask("/access", { method: "POST", body, headers });
  const given = () => ({ "client-id": app.id, "client-secret": app.clientSecret, code: app.allow() });
  const me = (token: string, appKey = app.appKey) =>
    ask("/me", { headers: { token, "x-app-token": appKey } });
  return { workspace, clock, app, access, given, me, grace: as("Grace").userId };
}

const json = { "content-type": "application/json; charset=utf-8" };

describe("a code is turned into tokens", () => {
  const forms: Record<
    string,
    (fields: Record<string, string>) => [NonNullable<RequestInit["body"]>, object?]
  > = {
    "in a multipart form, as the SDK sends it": (fields) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      return [form];
    },
    "in a URL-encoded form": (fields) => [new URLSearchParams(fields)],
    "in JSON": (fields) => [JSON.stringify(fields), json],
  };
  for (const [how, form] of Object.entries(forms)) {
    test(how, async () => {
      const { access, given, app, grace, workspace } = oauth();
      const [body, headers = {}] = form(given());
      expect(await access(body, headers as Record<string, string>)).toEqual({
        status: 200,
        body: {
          ...{ accessToken: app.tokens.accessToken, botToken: app.tokens.botToken },
          ...{ userId: grace, botId: app.tokens.botId, workspaceId: workspace.record.id },
        },
      });
    });
  }

  test("once, within ten minutes", async () => {
    const { access, given, clock } = oauth();
    const fields = new URLSearchParams(given());
    expect((await access(fields)).status).toBe(200);
    expect((await access(fields)).status).toBe(400);
    const [late, inTime] = [new URLSearchParams(given()), new URLSearchParams(given())];
    clock.advance(10 * 60_000 - 1);
    expect((await access(inTime)).status).toBe(200);
    clock.advance(1);
    expect(await access(late)).toMatchObject({ status: 400, body: { message: "[code is not valid]" } });
  });

  test("no more once the app was taken out of the workspace, also when it came back", async () => {
    const { access, given, workspace, app } = oauth();
    const before = new URLSearchParams(given());
    uninstallApp(workspace, app.id);
    const now = new URLSearchParams(given());
    expect([(await access(before)).status, (await access(now)).status]).toEqual([400, 200]);
  });

  test("for the app alone that the member allowed, though another one was allowed too", async () => {
    const { access, given, workspace, grace } = oauth();
    const other = installed(workspace, grace, { name: "other", slashCommands: [] });
    const { code } = given();
    const asOther = { "client-id": other.id, "client-secret": other.clientSecret, code };
    expect(await access(new URLSearchParams(asOther))).toMatchObject({
      status: 400,
      body: { message: "[code is not valid]" },
    });
    expect((await access(new URLSearchParams({ ...given(), code }))).status).toBe(200);
  });

  test.each([
    ["an unknown client", { "client-id": "0".repeat(24) }],
    ["a wrong secret", { "client-secret": "xpcls-0" }],
  ])("for nobody with %s", async (_, change) => {
    const { access, given } = oauth();
    const refused = await access(new URLSearchParams({ ...given(), ...change }));
    expect([refused.status, refused.body.message]).toEqual([401, "Invalid client"]);
  });

  test.each([
    ["JSON that is none", "{", json],
    ["a form that is none", "x", { "content-type": "multipart/form-data; boundary=b" }],
    ["no fields", "{}", json],
    ["no body", "", {}],
  ])("and %s is refused with what is missing", async (_, body, headers) => {
    const { access } = oauth();
    const missing = Array.from({ length: 3 }, () => "must not be null").join(", ");
    expect(await access(body, headers as Record<string, string>)).toMatchObject({
      status: 400,
      body: { message: `[${missing}]` },
    });
  });
});

describe("who a token is", () => {
  test("a member or the app's bot, by id and name, and the workspace", async () => {
    const { me, app, grace, workspace } = oauth();
    const workspaceFields = { workspaceId: workspace.record.id, workspaceName: "Acme" };
    expect((await me(app.tokens.accessToken)).body).toEqual({
      ...{ ...workspaceFields, workspaceUserId: grace, workspaceUserName: "Grace" },
    });
    expect((await me(app.tokens.botToken!)).body).toEqual({
      ...{ ...workspaceFields, workspaceUserId: app.tokens.botId, workspaceUserName: "Test app" },
    });
  });

  test("is told to nobody without the app's key, nor without the scope", async () => {
    const { me, app } = oauth({ scopes: { userScopes: ["messages:read"], botScopes: ["user:read"] } });
    expect((await me(app.tokens.botToken!)).status).toBe(200);
    expect((await me(app.tokens.botToken!, "xpat-0")).status).toBe(401);
    expect(await me(app.tokens.accessToken)).toMatchObject({
      status: 403,
      body: { message: "Missing scope: user:read" },
    });
  });
});
