/** Pages and files for browsers, from the addon's application, without a server. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addonApp } from "../../src/addon/app";
import { page } from "../../src/addon/http/page";
import { version } from "../../src/pumble/version";
import { openTestServices, type TestServices } from "./services";

let at: TestServices;
let app: ReturnType<typeof addonApp>;

beforeEach(async () => {
  at = await openTestServices();
  app = addonApp(at.services, []);
});

afterEach(() => at.close());

const get = async (path: string) => app.request(path);

/** What a page may do at all: no script but our own, nothing from elsewhere, in nobody's frame. */
async function policyOf(path: string): Promise<Record<string, string>> {
  const { headers } = await get(path);
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  const policy = headers.get("content-security-policy")!;
  return Object.fromEntries(policy.split("; ").map((each) => each.split(/ (.*)/) as [string, string]));
}

describe("the front page", () => {
  test("says what this is, how it is added, and where the rest is", async () => {
    const response = await get("/");
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain("<title>API keys for Pumble</title>");
    expect(text).toContain("<h1>API keys for Pumble</h1>");
    expect(text).toContain('<a class="button" href="https://addon.test/install">Add it to Pumble</a>');
    expect(text).toContain("<p>Then type <code>/api-keys generate</code> in Pumble to make a key.</p>");
    expect(text).toContain('href="https://addon.test/api-docs/"');
    expect(text).toContain(`href="https://addon.test/healthz">Health</a> · pumble-iac ${version}</p>`);
    expect(text).toMatch(/<p>Programs send messages, .+ acts as the member who made it\.<\/p>/);
    expect(text.match(/<p>/g)).toHaveLength(4);
  });

  test("runs no script, loads nothing, is framed by nobody and kept nowhere", async () => {
    expect(await policyOf("/")).toEqual({
      "default-src": "'none'",
      "style-src": "'unsafe-inline'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
    });
    expect((await get("/")).headers.get("cache-control")).toBe("no-store");
  });

  test("a page shows text as text, wherever it stands", async () => {
    const text = String(await page("<b>title</b>", ["<img src=x onerror=alert(1)>", "two"]));
    expect(text).not.toMatch(/<b>|<img/);
    expect(text).toContain("<h1>&lt;b&gt;title&lt;/b&gt;</h1>");
    expect(text).toMatch(/<p>&lt;img [^<]*&gt;<\/p>\s*<p>two<\/p>\s*<\/main>/);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text).toMatch(/<style>[\s\S]*:root[\s\S]*<\/style>/);
  });
});

describe("the documentation of the API", () => {
  test("is found without its slash", async () => {
    const { status, headers } = await get("/api-docs");
    expect([status, headers.get("location")]).toEqual([301, "/api-docs/"]);
  });

  test("runs its own scripts and no others, talks to this addon alone, and is framed by nobody", async () => {
    expect(await policyOf("/api-docs/")).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data:",
      "connect-src": "'self'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
    });
  });

  test("has every file that its page names, each of its type", async () => {
    const text = await (await get("/api-docs/")).text();
    const named = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name!);
    const types: Record<string, string | null> = {};
    for (const name of named) {
      const response = await get(`/api-docs/${name}`);
      expect([name, response.status]).toEqual([name, 200]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
      types[name] = response.headers.get("content-type");
    }
    expect(types).toEqual({
      "favicon-32x32.png": "image/png",
      "swagger-ui.css": "text/css; charset=utf-8",
      "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
      "start.js": "text/javascript; charset=utf-8",
    });
    const { headers } = await get("/api-docs/swagger-ui.css");
    expect(headers.get("cache-control")).toBe("public, max-age=3600");
  });

  test("shows the description of this addon, and keeps no key over a reload", async () => {
    const text = await (await get("/api-docs/start.js")).text();
    const given: Record<string, unknown>[] = [];
    new Function("SwaggerUIBundle", text)((options: Record<string, unknown>) => given.push(options));
    expect(given).toMatchObject([
      { url: "../openapi.json", dom_id: "#api", persistAuthorization: false, validatorUrl: null },
    ]);
    const document = await get("/openapi.json");
    expect(document.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await document.json()).toMatchObject({ servers: [{ url: "https://addon.test" }] });
  });

  test.each(["package.json", "..%2fpackage.json", "constructor", "swagger-ui.js", "%2e%2e%2f%2e%2e%2fx"])(
    "gives no %s",
    async (name) => {
      const response = await get(`/api-docs/${name}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        error: expect.stringMatching(
          /^There is no GET \/api-docs\/.+; see https:\/\/addon\.test\/api-docs\/$/,
        ),
      });
    },
  );
});
