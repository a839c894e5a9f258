import { describe, expect, test } from "vitest";
import { WorkspaceClock } from "../../../../src/local";
import {
  api,
  authorize,
  call,
  control,
  exchange,
  installedWorkspace,
  manifestFor,
  startApp,
  startWorkspace,
} from "../../support";

async function registered(manifest = {}) {
  const workspace = await startWorkspace({ clock: WorkspaceClock.frozenAt(Date.UTC(2030, 0, 1)) });
  const server = await startApp();
  const full = manifestFor(server.url, manifest);
  const app = (await control(workspace).post("/apps", { manifest: full })).body;
  const ada = await control(workspace).member("Ada");
  const consent = (fields: Record<string, string>, form?: Record<string, string>) => {
    const query = new URLSearchParams({ clientId: app.id, redirectUrl: full.redirectUrls[0]!, ...fields });
    return fetch(`${workspace.workspaceUrl}/access-request?${query}`, {
      redirect: "manual",
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
  };
  return { workspace, app, manifest: full, ada, consent };
}

describe("the consent screen", () => {
  test("gives nothing to a page of another origin, which a browser tells of by either header", async () => {
    const { workspace, app, manifest, ada } = await registered();
    const query = new URLSearchParams({
      ...{ clientId: app.id, redirectUrl: manifest.redirectUrls[0]!, scopes: "user:read" },
    });
    const allow = (headers: Record<string, string>) =>
      fetch(`${workspace.workspaceUrl}/access-request?${query}`, {
        ...{ redirect: "manual", method: "POST", headers },
        body: new URLSearchParams({ member: ada.id, decision: "allow" }),
      });
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "https://evil.example", "sec-fetch-site": "none" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]) {
      const answer = await allow(headers as Record<string, string>);
      expect([headers, answer.status, answer.headers.get("location")]).toEqual([headers, 403, null]);
    }
    const own = { origin: new URL(workspace.workspaceUrl).origin };
    expect((await allow(own)).status).toBe(302);
  });

  test("sends nobody to a place that only begins like the app's", async () => {
    const { consent, manifest } = await registered({
      redirectUrls: ["http://127.0.0.1:5000", "https://app.example"],
    });
    const answers = async (redirectUrl: string) =>
      (await consent({ scopes: "user:read", redirectUrl })).status;
    for (const redirectUrl of [
      "https://app.example.org/",
      "https://app.example@evil.example/",
      "https://app.example:x@app.example/",
      "https://app.example:444/",
      "http://127.0.0.1:50001/",
      "http://127.0.0.1:5000@evil.example/",
      "https://app.exampl",
      "javascript:alert(1)",
    ]) {
      expect([redirectUrl, await answers(redirectUrl)]).toEqual([redirectUrl, 400]);
    }
    for (const redirectUrl of [...manifest.redirectUrls, "https://app.example/redirect?a=b"]) {
      expect([redirectUrl, await answers(redirectUrl)]).toEqual([redirectUrl, 200]);
    }
  });

  test("is a form in plain HTML that names the app, the scopes and everybody who can consent", async () => {
    const { consent } = await registered({ displayName: "Tom & <b>Jerry</b>" });
    const response = await consent({ scopes: "user:read,bot:messages:write", state: '"><script>' });
    const html = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=UTF-8",
    ]);
    expect(response.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(response.headers.get("referrer-policy")).toBe("same-origin");
    expect(html).toContain("Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;");
    expect(html).not.toContain("<script>");
    expect(html).toMatch(
      /<html lang="en">[\s\S]*<label for="member">[\s\S]*<select id="member" name="member"/,
    );
    for (const text of ["Ada", "Grace", "Linus", "user:read", "messages:write"]) expect(html).toContain(text);
    expect(html).not.toContain("pumblebot");
  });

  test("Allow sends back a code and the state; Deny an error and the state", async () => {
    const { consent, ada, manifest } = await registered();
    const fields = { scopes: "user:read", state: "s 1" };
    const allowed = new URL(
      (await consent(fields, { member: ada.id, decision: "allow" })).headers.get("location")!,
    );
    expect(allowed.href.startsWith(manifest.redirectUrls[0]!)).toBe(true);
    expect([allowed.searchParams.get("state"), allowed.searchParams.get("code")]).toEqual([
      "s 1",
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    const denied = new URL((await consent(fields, { decision: "deny" })).headers.get("location")!);
    expect([...denied.searchParams]).toEqual([
      ["state", "s 1"],
      ["error", "access_denied"],
    ]);
  });

  const wrong: Record<string, [fields: Record<string, string>, message: string]> = {
    "a redirect that the manifest does not list": [
      { redirectUrl: "https://evil.example" },
      "redirectUrl is not one of",
    ],
    "a scope that the manifest does not list": [{ scopes: "user:read,root" }, "does not list root"],
    "an app that does not exist": [{ clientId: "0".repeat(24) }, "Not found"],
    "another workspace": [{ defaultWorkspaceId: "0".repeat(24) }, "is not this workspace"],
  };
  for (const [what, [fields, message]] of Object.entries(wrong)) {
    test(`${what} is refused on a page, without a redirect`, async () => {
      const { consent, ada } = await registered();
      for (const form of [undefined, { member: ada.id, decision: "allow" }]) {
        const response = await consent(fields, form);
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(await response.text()).toContain(message);
      }
    });
  }

  test("a bot cannot consent", async () => {
    const { consent, workspace } = await registered();
    const { body } = await call(`${workspace.pageUrl}page/api/state`, "GET");
    const bot = body.members.find((user: { isPumbleBot: boolean }) => user.isPumbleBot);
    expect((await consent({ scopes: "" }, { member: bot.id, decision: "allow" })).status).toBe(400);
  });
});

describe("exchanging the code", () => {
  test("answers user and bot tokens, once", async () => {
    const { workspace, app, manifest, ada, consent } = await registered();
    const granted = await authorize(workspace, app, manifest, { memberId: ada.id });
    expect(granted.body).toEqual({
      accessToken: expect.any(String),
      botToken: expect.any(String),
      userId: ada.id,
      botId: expect.stringMatching(/^[0-9a-f]{24}$/),
      workspaceId: ada.workspaceId,
    });
    const response = await consent({ scopes: "user:read" }, { member: ada.id, decision: "allow" });
    const code = new URL(response.headers.get("location")!).searchParams.get("code")!;
    expect((await exchange(workspace, app, code)).status).toBe(200);
    expect((await exchange(workspace, app, code)).status).toBe(400);
  });

  test("a code dies after ten minutes, and with a wrong secret it is not spent", async () => {
    const { workspace, app, ada, consent } = await registered();
    const code = async () =>
      new URL(
        (await consent({ scopes: "" }, { member: ada.id, decision: "allow" })).headers.get("location")!,
      ).searchParams.get("code")!;
    const first = await code();
    expect((await exchange(workspace, { ...app, clientSecret: "xpcls-0" }, first)).status).toBe(401);
    expect((await exchange(workspace, app, first)).status).toBe(200);
    const second = await code();
    await control(workspace).post("/clock", { advanceMs: 600_000 });
    expect((await exchange(workspace, app, second)).status).toBe(400);
  });

  test("takes a URL-encoded form as well", async () => {
    const { workspace, app, ada, consent } = await registered();
    const response = await consent({ scopes: "" }, { member: ada.id, decision: "allow" });
    const code = new URL(response.headers.get("location")!).searchParams.get("code")!;
    const body = new URLSearchParams({ "client-id": app.id, "client-secret": app.clientSecret, code });
    const granted = await fetch(`${workspace.workspaceUrl}/oauth2/access`, { method: "POST", body });
    expect(await granted.json()).toMatchObject({ userId: ada.id });
  });

  test("consent for no bot scopes gives no bot", async () => {
    const { workspace, app, manifest, ada } = await registered({
      scopes: { userScopes: ["user:read"], botScopes: [] },
    });
    expect(
      Object.keys((await authorize(workspace, app, manifest, { memberId: ada.id })).body).sort(),
    ).toEqual(["accessToken", "userId", "workspaceId"]);
  });
});

describe("an installed app", () => {
  test("has a bot named after it, with a direct channel to every member and the welcome message in it", async () => {
    const { page, grace, installed } = await installedWorkspace({}, { welcomeMessage: "Hello there" });
    const { body: entries } = await page(grace).get("channels");
    const direct = entries.find((entry: { channel: { isAddonBot: boolean } }) => entry.channel.isAddonBot);
    expect(direct).toMatchObject({ channel: { channelType: "DIRECT", name: "" } });
    expect(direct.users.toSorted()).toEqual([installed.botId, grace.id].toSorted());
    const { body } = await page(grace).get(`channels/${direct.channel.id}/messages`);
    expect(body.messages).toMatchObject([
      { text: "Hello there", author: installed.botId, authorAppId: installed.id },
    ]);
  });

  test("a second member's consent leaves the first one's tokens alone and gives the same bot token", async () => {
    const { workspace, installed, manifest, grace, user } = await installedWorkspace();
    const granted = await authorize(workspace, installed, manifest, { memberId: grace.id });
    expect(granted.body.botToken).toBe(installed.botToken);
    expect(granted.body.accessToken).not.toBe(installed.userToken);
    expect((await user.get("/oauth2/me")).status).toBe(200);
  });

  test("a reinstall makes both tokens anew and ends the old ones; the bot stays the same", async () => {
    const { workspace, installed, manifest, ada, user, bot } = await installedWorkspace();
    const granted = await authorize(workspace, installed, manifest, {
      memberId: ada.id,
      isReinstall: "true",
    });
    expect(granted.body.botId).toBe(installed.botId);
    expect([(await user.get("/oauth2/me")).status, (await bot.get("/oauth2/me")).status]).toEqual([401, 401]);
    expect((await api(workspace, installed, granted.body.botToken).get("/oauth2/me")).status).toBe(200);
  });

  test("taking the authorisation back ends the member's token alone; uninstalling ends all", async () => {
    const { user, bot } = await installedWorkspace();
    expect((await user.delete("/v1/app/authorization")).status).toBe(200);
    expect([(await user.get("/oauth2/me")).status, (await bot.get("/oauth2/me")).status]).toEqual([401, 200]);
    expect((await bot.delete("/v1/app/installation")).status).toBe(200);
    expect((await bot.get("/oauth2/me")).status).toBe(401);
  });

  test("registering the same name again keeps id and secrets and takes the new manifest", async () => {
    const { control, installed, manifest } = await installedWorkspace();
    const again = await control.post("/apps", { manifest: { ...manifest, slashCommands: [] } });
    const { id, appKey, clientSecret, signingSecret } = installed;
    expect(again.body).toEqual({ id, appKey, clientSecret, signingSecret });
    expect([clientSecret, signingSecret]).toEqual([
      expect.stringMatching(/^xpcls-[0-9a-f]{32}$/),
      expect.stringMatching(/^xpss-[0-9a-f]{32}$/),
    ]);
  });

  test("a manifest with a relative address or a foreign command is refused", async () => {
    const { control, manifest } = await installedWorkspace();
    const other = { ...manifest, name: "other" };
    const relative = { ...manifest, blockInteraction: { url: "/hook" } };
    for (const [given, message] of [
      [relative, '"/hook" must be an absolute'],
      [other, "/test belongs to another app"],
    ] as const) {
      const { status, body } = await control.post("/apps", { manifest: given });
      expect([status, body.message]).toEqual([400, expect.stringContaining(message)]);
    }
  });
});
