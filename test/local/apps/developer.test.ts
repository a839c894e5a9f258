import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { api, call, control, exchange, manifestFor, startWorkspace } from "../support";

/** The steps of `pumble-cli login`, in its words. */
async function signIn(url: string, email: string) {
  const post = (path: string, body: object) => call(`${url}${path}`, "POST", {}, body);
  const { id: leadId } = (await post("/lead", { email })).body;
  await post("/lead/activate", { email, code: "123456", leadId });
  const [item] = (await post("/lead/login", { leadId })).body.items;
  const { exchangeToken, workspace, workspaceUser } = item;
  const tokens = (await post(`/workspaces/${workspace.id}/exchange`, { exchangeToken })).body;
  return { ...tokens, workspace, workspaceUser } as {
    token: string;
    refreshToken: string;
    workspace: { id: string; name: string };
    workspaceUser: { id: string };
  };
}

async function developer(options: { dataDir?: string } = {}) {
  const workspace = await startWorkspace(options);
  const url = workspace.workspaceUrl;
  const session = await signIn(url, "ada@example.com");
  const base = `${url}/workspaces/${session.workspace.id}`;
  const mine = `${base}/workspaceUsers/${session.workspaceUser.id}`;
  const send = (method: string, path: string, body?: unknown) =>
    call(`${mine}${path}`, method, { authtoken: session.token }, body);
  return { workspace, url, session, base, mine, send };
}

const manifest = manifestFor("http://127.0.0.1:9", { name: "from-cli" });

describe("signing in", () => {
  test("gives tokens whose end the command line can read, and a workspace with its member", async () => {
    const { session, base, mine } = await developer();
    const claims = JSON.parse(Buffer.from(session.token.split(".")[1]!, "base64").toString());
    expect(claims.exp * 1000).toBeGreaterThan(Date.now());
    expect((await call(`${base}/info`, "GET")).body).toEqual(session.workspace);
    expect((await call(mine, "GET")).body).toMatchObject({ name: "Ada", email: "ada@example.com" });
  });

  test("is refused to an address that no member has, to a token of another kind and to a changed one", async () => {
    const { url, session, base, mine } = await developer();
    expect((await call(`${url}/lead`, "POST", {}, { email: "nobody@example.com" })).status).toBe(400);
    const refresh = (refreshToken: string) => call(`${base}/refresh`, "POST", {}, { refreshToken });
    expect((await refresh(session.refreshToken)).status).toBe(200);
    expect((await refresh(session.token)).status).toBe(401);
    for (const authtoken of ["", session.refreshToken, session.token.slice(0, -1), "a.b.c"]) {
      expect((await call(`${mine}/apps/mine`, "GET", { authtoken })).status).toBe(401);
    }
    const grace = await signIn(url, "grace@example.com");
    expect((await call(`${mine}/apps/mine`, "GET", { authtoken: grace.token })).status).toBe(401);
  });

  test("ends for a member who is deactivated", async () => {
    const { workspace, base, session, send } = await developer();
    await control(workspace).act("Grace", "deactivate", { user: "Ada" });
    expect((await send("GET", "/apps/mine")).status).toBe(401);
    const { refreshToken } = session;
    expect((await call(`${base}/refresh`, "POST", {}, { refreshToken })).status).toBe(401);
  });

  test("outlives a restart of a workspace that is kept in a folder", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "pumble-developer-"));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const { workspace, session } = await developer({ dataDir });
    await workspace.close();
    const again = await startWorkspace({ dataDir });
    const mine = `${again.workspaceUrl}/workspaces/${session.workspace.id}/workspaceUsers/${session.workspaceUser.id}`;
    expect((await call(`${mine}/apps/mine`, "GET", { authtoken: session.token })).status).toBe(200);
  });
});

describe("an app", () => {
  test("is created with its secrets, changed without new ones, and listed without any", async () => {
    const { send } = await developer();
    const created = (await send("POST", "/apps", manifest)).body;
    expect(created).toMatchObject({ name: "from-cli", dynamicMenus: manifest.dynamicMenus });
    const { id, appKey, clientSecret, signingSecret } = created;
    const changed = await send("PUT", `/apps/${id}`, { ...manifest, name: "renamed", displayName: "New" });
    expect(changed.body).toMatchObject({ id, appKey, clientSecret, signingSecret, displayName: "New" });
    const listed = await send("GET", "/apps/mine");
    expect(listed.body).toEqual([expect.objectContaining({ id, name: "renamed" })]);
    expect(JSON.stringify(listed.body)).not.toMatch(/xp(at|cls|ss)-/);
    expect((await send("GET", `/apps/mine/${id}`)).body.signingSecret).toBe(signingSecret);
    const rotated = (await send("PUT", `/apps/${id}/secrets/rotate`)).body;
    expect((await send("GET", `/apps/mine/${id}`)).body).toMatchObject(rotated);
    expect(rotated.signingSecret).not.toBe(signingSecret);
    expect((await send("DELETE", `/apps/${id}`)).status).toBe(200);
    expect((await send("GET", "/apps/mine")).body).toEqual([]);
  });

  test("is authorised by a grant whose code the app turns into tokens", async () => {
    const { workspace, send } = await developer();
    const app = (await send("POST", "/apps", manifest)).body;
    const scopes = "messages:read,bot:messages:write";
    const redirectUrl = manifest.redirectUrls[0]!;
    const query = new URLSearchParams({ clientId: app.id, scopes, redirectUrl, isReinstall: "false" });
    expect((await send("GET", "/apps/authorizations")).body).toEqual([]);
    const grant = (await send("GET", `/oauth2/grant?${query}`)).body;
    expect(new URL(grant.redirectUrl).searchParams.get("code")).toBe(grant.code);
    const tokens = (await exchange(workspace, app, grant.code)).body;
    const bot = api(workspace, { ...app, ...tokens }, tokens.botToken);
    const { id } = await control(workspace).member("Ada");
    expect(tokens.userId).toBe(id);
    expect((await bot.get("/v1/workspaceUsers")).status).toBe(403);
    expect((await send("GET", "/apps/authorizations")).body).toMatchObject([{ app: { id: app.id } }]);
  });

  test("leaves no token and no secret in the log of requests", async () => {
    const { workspace, send, session } = await developer();
    const app = (await send("POST", "/apps", manifest)).body;
    const log = JSON.stringify((await control(workspace).get("/requests")).body);
    for (const secret of [
      session.token,
      session.refreshToken,
      app.clientSecret,
      app.signingSecret,
      app.appKey,
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});
