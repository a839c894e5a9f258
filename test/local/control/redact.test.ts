import { describe, expect, test } from "vitest";
import { redactHeaders, redactText } from "../../../src/local/control/redact";

describe("of what a log shows", () => {
  test.each([
    ["token", "xput-0123abcd", "xput-…"],
    ["X-App-Token", "xpat-0123abcd", "xpat-…"],
    ["authtoken", "0123abcd", "…"],
    ["Authorization", "Bearer 0123abcd", "Bearer …"],
    ["ApiKey", "0123abcd", "…"],
    ["api-key", "0123abcd", "…"],
    ["cookie", "session=0123abcd", "…"],
    ["x-why", "xpss-0123abcd is what it is", "xpss-… is what it is"],
    ["x-why", "0123abcd", "0123abcd"],
  ])("the header %s: %s is %s", (name, value, shown) => {
    expect(redactHeaders({ [name]: value })).toEqual({ [name]: shown });
  });

  test.each([
    ...["accessToken", "botToken", "token", "refreshToken", "exchangeToken", "leadId", "clientSecret"],
    ...["signingSecret", "appKey", "client-secret", "code", "controlToken", "secretSeed"],
  ])("the field %s is cut, whatever it holds", (name) => {
    expect(redactText(JSON.stringify({ a: 1, [name]: 'se"cret' }))).toBe(
      JSON.stringify({ a: 1, [name]: "…" }),
    );
  });

  test.each([
    ["client-secret=abc&code=def&x=y", "client-secret=…&code=…&x=y"],
    ["/websocket-connection?appKey=abc&x=y", "/websocket-connection?appKey=…&x=y"],
    ['name="code"\r\n\r\nabc\r\n--b', 'name="code"\r\n\r\n…\r\n--b'],
    ["/incomingWebhooks/postMessage/abc?x", "/incomingWebhooks/postMessage/…?x"],
    ["/files/public/abc/a.txt?x", "/files/public/…?x"],
    ["/socket?ticket=abc&x=y", "/socket?ticket=…&x=y"],
    ['{"code":":tada:"}', '{"code":":tada:"}'],
  ])("%j is %j", (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  test("a long text is cut", () => {
    expect(redactText("x".repeat(20_000))).toHaveLength(20_000);
    expect(redactText("x".repeat(20_001))).toBe(`${"x".repeat(20_000)}…`);
  });
});
