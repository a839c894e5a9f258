import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fetchWithKey } from "../../src/scripts/held-key";

const seen: { url: string | undefined; key: unknown; other: unknown; method: string | undefined }[] = [];
const server = createServer((request, response) => {
  const { apikey: key, other } = request.headers;
  seen.push({ url: request.url, key, other, method: request.method });
  response.end("ok");
});
let base = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterAll(() => server.close());
beforeEach(() => {
  seen.length = 0;
});

describe("a fetch that holds the key", () => {
  test("puts it into each request below the API's address, whatever else is sent", async () => {
    const send = fetchWithKey("the-key", `${base}//`);
    const init = { method: "POST", headers: { other: "x", ApiKey: "mine" } };
    expect(await (await send(`${base}/sendMessage?a=b`, init)).text()).toBe("ok");
    await send(`${base}/x`);
    expect(seen).toEqual([
      { url: "/api/sendMessage?a=b", key: "the-key", other: "x", method: "POST" },
      { url: "/api/x", key: "the-key", other: undefined, method: "GET" },
    ]);
  });

  test.each([
    ["another host", () => "https://evil.example/api/x"],
    ["a host that begins like it", () => base.replace("/api", ".evil.example/api/x")],
    ["beside it", () => base.replace("/api", "/other")],
    ["a name that begins like it", () => `${base}-other/x`],
    ["above it", () => `${base}/../other`],
    ["above it, in other signs", () => `${base}/%2e%2E/other`],
    ["above it, by another slash", () => `${base}/..\\other`],
    ["it without a path", () => base],
  ])("sends it nowhere else: %s", async (_, url) => {
    await expect(fetchWithKey("the-key", base)(url())).rejects.toThrow("the key is for the API alone");
    expect(seen).toEqual([]);
  });

  test("takes an address as text alone", async () => {
    const send = fetchWithKey("the-key", base);
    for (const url of [new URL(`${base}/x`), new Request(`${base}/x`)]) {
      await expect(send(url as unknown as string)).rejects.toThrow(TypeError);
    }
    expect(seen).toEqual([]);
  });

  test("asks nobody whom a script has put in the place of what it needs", async () => {
    const send = fetchWithKey("the-key", base);
    const stolen: unknown[] = [];
    const steal = (...given: unknown[]) => {
      stolen.push(given);
      return true as never;
    };
    const spies = [
      vi.spyOn(globalThis, "fetch").mockImplementation(steal),
      vi.spyOn(String.prototype, "startsWith").mockImplementation(steal),
      vi.spyOn(URL.prototype, "href", "get").mockImplementation(steal),
      vi.spyOn(globalThis, "URL").mockImplementation(steal),
    ];
    try {
      await expect(send(`${base}/../other`)).rejects.toThrow("the key is for the API alone");
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    expect(stolen).toEqual([]);
    expect(seen).toEqual([]);
  });
});
