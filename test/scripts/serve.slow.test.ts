/** The script's side of the conversation, in this process: a Deno of its own makes it take what a runner says. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Order, Report } from "../../src/scripts/messages";
import type { Script } from "../../src/scripts/script";

const printed = { ...console };
let gone: (() => void) | undefined;
afterEach(() => {
  gone?.();
  vi.unstubAllGlobals();
  vi.resetModules();
  Object.assign(console, printed);
});

interface Served {
  reports: Report[];
  written: unknown[];
  code: number;
}

/**
 * Defines a script as its file does, where a runner gives this order.
 * @param file what the script's file holds besides, as JavaScript
 */
async function serve(script: object, order: Partial<Order> & object, file = ""): Promise<Served> {
  const lines: string[] = [];
  const written: unknown[] = [];
  let pieces = [`${JSON.stringify(order)}\n`];
  const code = await new Promise<number>((exit) => {
    const open = new Promise<void>((resolve) => {
      gone = resolve;
    });
    vi.stubGlobal("Deno", {
      args: ["other", "--pumble-iac-script=token", `data:text/javascript,${encodeURIComponent(file)}`],
      env: { get: () => undefined },
      stdin: {
        readSync(into: Uint8Array) {
          const bytes = Buffer.from(pieces.join(""));
          pieces = [];
          into.set(bytes);
          return bytes.length;
        },
        readable: { [Symbol.asyncIterator]: () => ({ next: () => open.then(() => ({ done: true })) }) },
      },
      stdout: {
        write: async (bytes: Uint8Array) => {
          lines.push(Buffer.from(bytes).toString());
          return bytes.length;
        },
      },
      readTextFile: async (path: string) => `text of ${path}`,
      writeTextFile: async (...given: unknown[]) => written.push(given),
      exit,
    });
    vi.resetModules();
    void import("../../src/scripts/define-script").then(({ defineScript }) => {
      expect(defineScript(script as never)).toBe(script);
      defineScript({ run: () => "another" } as never);
    });
  });
  const reports = lines
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      expect(line.startsWith("token ")).toBe(true);
      return JSON.parse(line.slice("token ".length)) as Report;
    });
  return { reports, written, code };
}

const access = { baseUrl: "http://127.0.0.1:1" };
const run = (script: Partial<Script>, order: object = {}) =>
  serve(script, { mode: "run", input: undefined, dryRun: false, access, ...order });
const doing = (work: Script["run"], order: object = {}) => run({ run: work }, order);
const last = ({ reports }: Served) => reports.at(-1);

describe("what a script declares", () => {
  const declare = (script: object, input?: unknown) => serve(script, { mode: "declare", input });

  test.each<[string, object, unknown, unknown]>([
    ["nothing", {}, undefined, {}],
    ["what it needs", { permissions: { net: "pumble" } }, undefined, { net: "pumble" }],
    [
      "what its input needs",
      { input: { file: "x" }, permissions: ({ file }: { file: string }) => ({ read: [file] }) },
      { file: "y" },
      { read: ["y"] },
    ],
  ])("%s", async (_, script, input, permissions) => {
    const served = await declare(script, input);
    expect(served).toMatchObject({ reports: [{ type: "declaration", permissions }], code: 0 });
  });

  test("needs an input that fits, and work that does not fail", async () => {
    const script = { input: { file: "x" }, permissions: () => ({}) };
    const message = "input.file: must be of type string, got number";
    expect(await declare(script, { file: 1 })).toMatchObject({
      reports: [{ type: "refused", message }],
      code: 1,
    });
    const broken = { permissions: () => JSON.parse("{") };
    expect(last(await declare(broken))).toMatchObject({
      type: "failed",
      message: expect.stringMatching(/^SyntaxError: /),
    });
  });
});

describe("a script that runs", () => {
  test.each<[string, unknown, unknown]>([
    ["nothing", undefined, null],
    ["null", null, null],
    ["a value", { a: [1], gone: undefined, at: new Date(0) }, { a: [1], at: "1970-01-01T00:00:00.000Z" }],
  ])("gives back %s", async (_, output, wanted) => {
    expect(await doing(() => output as never)).toEqual({
      reports: [{ type: "done", output: wanted }],
      written: [],
      code: 0,
    });
  });

  test.each<[string, unknown]>([
    ["a function", () => 1],
    ["what goes round in circles", circle()],
    ["a number that is too large", 1n],
  ])("that gives back %s fails", async (_, output) => {
    const message = "the script's output does not fit into JSON";
    expect(await doing(() => output as never)).toMatchObject({
      reports: [{ type: "failed", message }],
      code: 1,
    });
  });

  test("gets its input, and whether it is a rehearsal; what it prints is progress", async () => {
    const served = await run(
      {
        input: { name: "Ada" },
        run: ({ input, dryRun, log }) => {
          console.log("hi", input, 1);
          console.error("bad");
          log(5 as never);
          return { dryRun, input };
        },
      },
      { input: { name: "Grace" }, dryRun: true },
    );
    expect(served.reports).toEqual([
      { type: "log", text: 'hi {"name":"Grace"} 1' },
      { type: "log", text: "bad" },
      { type: "log", text: "5" },
      { type: "done", output: { dryRun: true, input: { name: "Grace" } } },
    ]);
  });

  test("is refused an input that does not fit", async () => {
    const message = "the script takes no input";
    expect(last(await doing(() => null, { input: { a: 1 } }))).toEqual({ type: "refused", message });
  });

  test("reads and writes files, and in a rehearsal only tells what it would write", async () => {
    const work: Script["run"] = async ({ files }) => {
      await files.write("out.txt", "four");
      return files.read("in.txt");
    };
    expect(await doing(work)).toMatchObject({ written: [["out.txt", "four", { mode: 0o600 }]] });
    const rehearsed = await doing(work, { dryRun: true });
    expect(rehearsed.written).toEqual([]);
    expect(rehearsed.reports).toEqual([
      { type: "log", text: "dry run, not written: out.txt, 4 characters" },
      { type: "done", output: "text of in.txt" },
    ]);
  });

  test("hears when the runner is gone", async () => {
    const served = await doing(
      ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve((signal.reason as Error).message));
          gone!();
        }),
    );
    expect(last(served)).toEqual({ type: "done", output: "the script was stopped" });
  });
});

function circle(): unknown {
  const one: { self?: unknown } = {};
  one.self = one;
  return one;
}

describe("what went wrong is told", () => {
  class Own extends Error {
    override name = "OwnError";
  }
  test.each<[string, unknown, Partial<Report>]>([
    ["in its words", new Error("no"), { type: "failed", message: "no" }],
    ["with its kind", new Own("no"), { type: "failed", message: "OwnError: no" }],
    ["for what is no error", { code: 1 }, { type: "failed", message: 'it threw {"code":1}' }],
    [
      "as a permission that lacks",
      new TypeError('Requires net access to "x:1", run again with the --allow-net flag'),
      { type: "denied", message: 'Requires net access to "x:1", run again with the --allow-net flag' },
    ],
    ["not as one that another text speaks of", new Error("It Requires net access to x"), { type: "failed" }],
  ])("%s", async (_, error, report) => {
    expect(last(await doing(() => Promise.reject(error)))).toMatchObject(report);
  });

  test.each([
    [
      "Error\n    at run (file:///tmp/x/hello.mjs:3:5)\n    at main (file:///a/other.mjs:9:9)",
      "hello.mjs:3:5",
    ],
    [
      "Error\n    at sdk (file:///dist/script/pumble-iac.mjs:1:1)\n    at run (file:///x/job.ts:7:2)",
      "job.ts:7:2",
    ],
    ["Error at /x/job.ts:7:2\n    at sdk (file:///dist/script/pumble-iac.mjs:1:1)", undefined],
    [undefined, undefined],
  ])("by the line of the script: %j", async (stack, at) => {
    const error = Object.assign(new Error("no"), { stack });
    expect(last(await doing(() => Promise.reject(error)))).toEqual({
      type: "failed",
      message: "no",
      ...(at && { at }),
    });
  });

  test("where the client has no key, with what to do", async () => {
    const served = await doing(async ({ pumble }) => pumble.myInfo({}));
    expect(last(served)).toMatchObject({
      type: "failed",
      message: expect.stringMatching(/key/i),
      nextStep: expect.any(String),
    });
  });

  test("a file that throws while it is loaded is left to the runtime", async () => {
    const ended = serve({ run: () => 1 }, { mode: "declare", input: undefined }, "throw new Error('x')");
    const later = new Promise((resolve) => setTimeout(resolve, 50, "nothing"));
    expect(await Promise.race([ended, later])).toBe("nothing");
  });
});

describe("the key", () => {
  test("goes out with each call, and a script finds only what stands for it", async () => {
    const keys: unknown[] = [];
    const called: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      keys.push(request.headers["apikey"]);
      called.push(request.url);
      response.writeHead(403, { "content-type": "application/json" }).end('{"message":"no"}');
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const work: Script["run"] = async ({ pumble, log }) => {
        log(JSON.stringify(pumble));
        const first = pumble;
        await pumble.createChannel({ name: "x", type: "PUBLIC" }).catch(() => undefined);
        return { same: first === pumble };
      };
      const order = { access: { baseUrl, apiKey: " the-key\n" } };
      const served = await doing(work, order);
      expect(last(served)).toEqual({ type: "done", output: { same: true } });
      expect(new Set(keys)).toEqual(new Set(["the-key"]));
      expect(JSON.stringify(served.reports)).not.toContain("the-key");
      called.length = 0;
      const rehearsed = await doing(work, { ...order, dryRun: true });
      expect(rehearsed.reports).toContainEqual({
        type: "log",
        text: 'dry run, not sent: createChannel {"name":"x","type":"PUBLIC"}',
      });
      expect(called.filter((url) => url?.includes("createChannel"))).toEqual([]);
    } finally {
      server.close();
    }
  });
});

test("where no runner is, a script does nothing, so that it can be tested", async () => {
  vi.resetModules();
  const { defineScript } = await import("../../src/scripts/define-script");
  const { log } = console;
  const script = defineScript({ run: () => Promise.reject(new Error("it ran")) });
  expect(script).toHaveProperty("run");
  expect(console.log).toBe(log);
});
