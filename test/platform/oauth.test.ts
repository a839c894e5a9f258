import { describe, expect, test } from "vitest";
import {
  consentScopes,
  consentUrl,
  exchangeCode,
  type Manifest,
  PlatformAnswer,
  type Transport,
} from "../../src/platform";

const request = {
  ...{ consentScreenUrl: "https://app.example.com/access?x=1", clientId: "id", state: "s&t" },
  ...{ redirectUrl: "https://addon.example.com/redirect?a=b&c", userScopes: [], botScopes: [] },
};
const asked = (more: Partial<Parameters<typeof consentUrl>[0]>) =>
  Object.fromEntries(new URL(consentUrl({ ...request, ...more })).searchParams);
const bare = { x: "1", redirectUrl: request.redirectUrl, clientId: "id", scopes: "", state: "s&t" };

describe("the consent link", () => {
  test("keeps what the screen's address has, and says no more than it is told", () => {
    expect(asked({})).toEqual(bare);
    expect(asked({ isReinstall: false, defaultWorkspaceId: "" })).toEqual(bare);
  });

  test("names the workspace and a reinstallation", () => {
    const more = { defaultWorkspaceId: "w", isReinstall: true };
    expect(asked(more)).toEqual({ ...bare, defaultWorkspaceId: "w", isReinstall: "true" });
  });

  test("asks for what the manifest says", () => {
    const scopes = { userScopes: ["user:read" as const], botScopes: ["messages:write" as const] };
    expect(consentScopes({ scopes } as unknown as Manifest)).toEqual(scopes);
    expect(asked(scopes).scopes).toBe("user:read,bot:messages:write");
  });
});

describe("the exchange of a code", () => {
  const sent: { method: string; path: string; headers?: readonly string[]; body?: string }[] = [];
  const exchange = (answer: unknown, code = "c") =>
    exchangeCode(
      {
        send: async (call: (typeof sent)[number]) => {
          sent.push(call);
          return new PlatformAnswer("POST /oauth2/access", JSON.stringify(answer));
        },
      } as unknown as Transport,
      { clientId: "id", clientSecret: "shh" },
      code,
    );
  const grant = { accessToken: "a", userId: "u", workspaceId: "w" };

  test.each([
    ["a grant without a bot", grant],
    ["one whose bot is null", { ...grant, botToken: null, botId: null }],
  ])("takes %s", async (_, answer) => {
    expect(await exchange({ ...answer, surprise: 1 })).toEqual(answer);
  });

  test.each([
    ["no token", { ...grant, accessToken: "" }, "accessToken"],
    ["nobody", { ...grant, userId: "", workspaceId: null }, "userId, workspaceId"],
    ["a bot of another kind", { ...grant, botToken: 1 }, "botToken"],
    ["a list", [], "its fields"],
    ["null", null, "its fields"],
  ])("refuses %s", async (_, answer, lacks) => {
    await expect(exchange(answer)).rejects.toThrow(`POST /oauth2/access: the answer lacks ${lacks} (200)`);
  });

  test("a code that looks like a form stays one field, and no two exchanges have the same border", async () => {
    sent.length = 0;
    const code = '"\r\n--x\r\ncontent-disposition: form-data; name="client-id"\r\n\r\nother';
    await exchange(grant, code);
    await exchange(grant, code);
    const [one, two] = sent;
    expect(one).toMatchObject({ method: "POST", path: "/oauth2/access" });
    expect(one!.headers![0]).toBe("content-type");
    const form = await new Response(one!.body!, {
      headers: { "content-type": one!.headers![1]! },
    }).formData();
    expect([...form.keys()]).toEqual(["client-id", "client-secret", "code"]);
    expect(form.get("client-id")).toBe("id");
    expect(one!.headers![1]).not.toBe(two!.headers![1]);
  });
});
