import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runScript } from "../../src/scripts/runner";
import { adaUser, general, messageId } from "../client/fixtures";
import { apiKey, setUp } from "../client/set-up";
import { deno, workshop } from "./workshop";

const shop = workshop();
const bench = setUp();

const script = (definition: string): string =>
  `import { defineScript, z } from "pumble-iac/script";\nexport default defineScript({\n${definition}\n});\n`;

const env = () => ({ HOME: process.env.HOME, PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: bench.baseUrl });

test("the tests run on the real Deno", () => expect(deno).not.toBeNull());

describe.each([
  ["Deno", deno],
  ["Node", null],
])("on %s", (runtime, program) => {
  test("a script gets its input and returns its output", async () => {
    const result = await shop.run(
      script(`
        input: z.object({ names: z.array(z.string()), loud: z.boolean().default(true) }),
        run: ({ input }) => ({ greeting: \`Hello \${input.names.join(" and ")}\`, loud: input.loud }),`),
      { input: { names: ["Ada", "Grace"] }, deno: program },
    );
    expect(result.output).toEqual({ greeting: "Hello Ada and Grace", loud: true });
    expect(result.runtime).toBe(runtime.toLowerCase());
  });

  test("a plain object gives the defaults of the input", async () => {
    const text = script("input: { channel: 'general', count: 3 }, run: ({ input }) => input,");
    expect((await shop.run(text, { input: { count: 5 }, deno: program })).output).toEqual({
      channel: "general",
      count: 5,
    });
  });

  test("the typed client calls Pumble as the key's owner", async () => {
    bench.server.on("myInfo", { json: adaUser });
    bench.server.on("sendMessage", { json: { id: messageId(1), channelId: general } });
    const result = await shop.run(
      script(`
        permissions: { net: "pumble" },
        async run({ pumble, log }) {
          const me = await pumble.myInfo();
          log("Acting as " + me.name);
          return await pumble.sendMessage({ channel: "general", text: "Hello" });
        },`),
      { env: env(), deno: program },
    );
    expect(result.output).toEqual({ id: messageId(1), channelId: general });
    expect(bench.server.requests[0]?.headers["apikey"]).toBe(apiKey);
    expect(shop.lines.join("\n")).toContain("script.ts: Acting as Ada");
  });

  test("an error of Pumble keeps its words and its next step, without a stack trace", async () => {
    const json = { message: "This channel name is already taken", code: 400_000 };
    bench.server.on("createChannel", { status: 403, json });
    const problem = await shop.problem(
      script(`
        permissions: { net: "pumble" },
        run: ({ pumble }) => pumble.createChannel({ name: "ops", type: "PUBLIC" }),`),
      { env: env(), deno: program },
    );
    expect(problem.message).toMatch(
      /script\.ts failed: Cannot create channel "ops": name is already taken \(403\)$/,
    );
    expect(problem.nextStep).toContain("adopt_existing");
    expect(problem.exitCode).toBe(1);
  });

  test("an error of the script says where it was thrown", async () => {
    const problem = await shop.problem(script("run() {\n  throw new Error('out of paper');\n},"), {
      deno: program,
    });
    expect(problem.message).toMatch(/script\.ts failed: out of paper \(at script\.(ts|mjs):4:\d+\)$/);
  });

  test("input that does not fit is a usage error that names the field", async () => {
    const text = script("input: z.object({ day: z.enum(['monday']) }), run: () => 1,");
    const problem = await shop.problem(text, { input: { day: "sunday" }, deno: program });
    expect(problem.message).toMatch(/was not run: input\.day: /);
    expect(problem.exitCode).toBe(2);
  });

  test("a missing key says where to get one", async () => {
    const problem = await shop.problem(
      script('permissions: { net: "pumble" }, run: ({ pumble }) => pumble.myInfo(),'),
      { deno: program },
    );
    expect(problem.message).toContain("No API key is set");
    expect(problem.nextStep).toContain("/api-keys generate");
  });

  test("what a script prints is progress, and the key is not in it", async () => {
    await shop.run(
      script(`
        permissions: { key: true },
        run() {
          const key = globalThis.Deno?.env.get("PUMBLE_API_KEY") ?? process.env.PUMBLE_API_KEY;
          console.log("printed", { n: 1 }, key);
        },`),
      { env: env(), deno: program },
    );
    expect(shop.lines.at(-1)).toMatch(/script\.ts: printed {"n":1} …$/);
    expect(shop.lines.join("\n")).not.toContain(apiKey);
  });

  test("a script that does not parse is named with the place", async () => {
    const problem = await shop.problem("const x: = 1;\n", { deno: program });
    expect(problem.message).toMatch(/script\.ts cannot be loaded: .*1.*/);
    expect(problem.message).not.toContain("\n");
  });

  test("a file that defines no script is told apart from a broken one", async () => {
    const problem = await shop.problem("export const nothing: number = 1;\n", { deno: program });
    expect(problem.message).toContain("defines nothing to run");
    expect(problem.nextStep).toContain("defineScript");
  });

  test("a permission that does not exist is refused", async () => {
    const problem = await shop.problem(script("permissions: { run: ['ls'] } as never, run: () => 1,"), {
      deno: program,
    });
    expect(problem.message).toContain("declares wrongly");
  });

  test("output that is no JSON is an error", async () => {
    const problem = await shop.problem(script("run: () => 1n,"), { deno: program });
    expect(problem.message).toContain("does not fit into JSON");
  });

  test("a script is stopped, tidies up, and the problem says so", async () => {
    const stop = new AbortController();
    const progress = (line: string): void => {
      shop.lines.push(line);
      if (line.endsWith("started")) stop.abort();
    };
    const problem = await shop.problem(
      script(`
        run({ log, signal }) {
          log("started");
          return new Promise((_, reject) => signal.addEventListener("abort", () => {
            log("tidied up");
            reject(signal.reason);
          }));
        },`),
      { deno: program, signal: stop.signal, progress },
    );
    expect(problem.exitCode).toBe(130);
    expect(problem.message).toContain("was stopped");
    expect(shop.lines.at(-1)).toContain("tidied up");
  });
});

test("running on Node says that permissions are not enforced and how to change that", async () => {
  await shop.run(script("run: () => 1,"), { deno: null });
  expect(shop.lines.join("\n")).toMatch(
    /Deno was not found[\s\S]*NOT\s+enforced[\s\S]*npm install --save-dev deno/,
  );
});

describe("Deno denies what is not declared", () => {
  const attempts: Record<string, { code: string; message: RegExp; nextStep: string }> = {
    "another host": {
      code: 'fetch("http://127.0.0.1:9999/")',
      message: /may not connect to 127\.0\.0\.1:9999$/,
      nextStep: 'permissions: { net: ["127.0.0.1:9999"] }',
    },
    "a file": {
      code: 'Deno.readTextFile("/etc/passwd")',
      message: /may not read \/etc\/passwd$/,
      nextStep: 'permissions: { read: ["/etc/passwd"] }',
    },
    "writing a file": {
      code: 'Deno.writeTextFile("out.txt", "x")',
      message: /may not write .*out\.txt$/,
      nextStep: "permissions: { write: [",
    },
    "an environment variable": {
      code: 'Deno.env.get("HOME")',
      message: /may not read the environment variable HOME$/,
      nextStep: 'permissions: { env: ["HOME"] }',
    },
    "starting a program": {
      code: 'new Deno.Command("/bin/ls").output()',
      message: /may not start \/bin\/ls$/,
      nextStep: "cannot be given this permission",
    },
  };
  test.each(Object.entries(attempts))("%s", async (_, { code, message, nextStep }) => {
    const text = `declare const Deno: any;\n${script(`permissions: { net: "pumble" }, run: () => ${code},`)}`;
    const problem = await shop.problem(text, { env: env() });
    expect(problem.message).toMatch(message);
    expect(problem.nextStep).toContain(nextStep);
    expect(problem.exitCode).toBe(1);
  });

  test("Pumble's own host, when net is not declared", async () => {
    const problem = await shop.problem(script("run: ({ pumble }) => pumble.myInfo(),"), { env: env() });
    expect(problem.nextStep).toContain('permissions: { net: "pumble" }');
    expect(bench.server.requests).toEqual([]);
  });

  test("everything while the script is loaded", async () => {
    const text = `${script("permissions: { env: ['HOME'] }, run: () => 1,")}Deno.env.get("HOME");\n`;
    const problem = await shop.problem(text, { env: env() });
    expect(problem.message).toMatch(/may not read the environment variable HOME while it is loaded$/);
    expect(problem.nextStep).toContain("move this into run()");
  });
});

test("Deno grants what is declared, with paths relative to the script", async () => {
  bench.server.on("myInfo", { json: adaUser });
  shop.write("data.txt", "from the file");
  const result = await shop.run(
    `declare const Deno: any;\n${script(`
      permissions: { env: ["TEAM"], read: ["data.txt"], write: ["out.txt"], net: ["pumble"] },
      async run({ pumble }) {
        const text = await Deno.readTextFile("data.txt");
        await Deno.writeTextFile("out.txt", text);
        return [Deno.env.get("TEAM"), text, (await pumble.myInfo()).name];
      },`)}`,
    { env: { ...env(), TEAM: "blue" } },
  );
  expect(result.output).toEqual(["blue", "from the file", "Ada"]);
  expect(readFileSync(join(shop.folder, "out.txt"), "utf8")).toBe("from the file");
  expect(shop.lines.at(-1)).toContain("permissions net pumble; env TEAM; read data.txt; write out.txt");
});

test("a script gets no variable that it did not declare, not even on Node", async () => {
  const text = script('run: () => Object.keys(process.env).filter((name) => name.startsWith("SECRET")),');
  const { output } = await shop.run(text, { deno: null, env: { ...env(), SECRET_TOKEN: "x" } });
  expect(output).toEqual([]);
});

describe("a script's process ends with its runner", () => {
  /** Starts a script that never ends by itself, in a runner of its own. */
  async function endless() {
    const body = `log("pid " + Deno.pid);
      const timer = setInterval(() => {}, 1000);
      return new Promise((_, reject) => signal.addEventListener("abort", () => {
        clearInterval(timer);
        log("tidied up");
        reject(signal.reason);
      }));`;
    const file = shop.write(
      "endless.ts",
      `declare const Deno: any;\n${script(`run({ log, signal }) { ${body} },`)}`,
    );
    const args = ["--import", "tsx", "test/scripts/runner-process.ts", file, shop.sdk];
    const runner = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    const output = { text: "" };
    const pid = await new Promise<number>((resolve, reject) => {
      runner.once("close", () => reject(new Error(output.text)));
      runner.stderr.on("data", (chunk: Buffer) => {
        output.text += chunk;
        const match = /pid (\d+)/.exec(output.text);
        if (match) resolve(Number(match[1]));
      });
    });
    return { runner, pid, output };
  }

  test.each(["SIGINT", "SIGTERM"] as const)("that is sent %s: it tidies up first", async (signal) => {
    const { runner, pid, output } = await endless();
    const closed = once(runner, "close");
    runner.kill(signal);
    expect(await closed).toEqual([130, null]);
    expect(isAlive(pid)).toBe(false);
    expect(output.text).toMatch(/tidied up[\s\S]*was stopped/);
  });

  test("that is killed", async () => {
    const { runner, pid } = await endless();
    expect(isAlive(pid)).toBe(true);
    runner.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("imports", () => {
  test.each([
    'import { x } from "./helper";',
    'import "https://example.com/x.ts";',
    'export * from "npm:left-pad";',
    'import fs from "node:fs";',
    'const x = await import("./helper");',
    'import {\n  a,\n  b,\n} from "./helper";',
    ';import secret from "/etc/hostname" with { type: "text" };',
    '/* a comment */ import data from "./data.json" with { type: "json" };',
    'export const elsewhere = () => import(["https:", "", "example.com", "x.ts"].join("/"));',
    'const a = 1; import unused from "./helper";',
    'import\n"./helper";',
    'export { x } from "./helper";',
    "export const helper = await import(`./helper`);",
  ])("%s is refused before anything runs", async (line) => {
    const problem = await shop.problem(`${line}\n${script("run: () => 1,")}`);
    expect(problem.message).toMatch(/script\.ts imports ("|something that only running it would tell)/);
  });

  test.each(['import type { X } from "./types";', '// import x from "./helper"', ' * import x from "y"'])(
    "%s is none",
    async (line) => {
      const text = `${line.startsWith(" *") ? `/*\n${line}\n*/` : line}\n${script("run: () => 1,")}`;
      expect((await shop.run(text, { deno: null })).output).toBe(1);
    },
  );
});

test("a file that does not exist is a usage error", async () => {
  const problem = await runScript({ file: "nowhere.ts", sdk: shop.sdk }).catch((error: unknown) => error);
  expect(problem).toMatchObject({ message: "Script nowhere.ts does not exist", exitCode: 2 });
});
