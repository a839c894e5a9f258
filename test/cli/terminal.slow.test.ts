// What a server, a file or a person says never steers the terminal, whichever command passes it on.
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../src/cli/command-line";
import { folded } from "../../src/cli/folded";
import { say, sayJson, warn } from "../../src/cli/terminal";

const hostile = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u061c\u{e0041}evil\r\n::set-output name=x::y";
const steers = /(?!\n)\p{Cc}|[\u061c\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;

let server: Server;
let printed = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    const isError = process.env.HOSTILE === "error";
    response.writeHead(isError ? 403 : 200, {
      "content-type": "application/json",
      date: new Date().toUTCString(),
    });
    if (isError) response.end(JSON.stringify({ message: hostile, error: hostile, code: hostile }));
    else if (request.url?.startsWith("/myInfo")) response.end(JSON.stringify(user));
    else response.end(JSON.stringify({ [hostile]: hostile, message: hostile }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

const id = "5f0c1d2a3b4c5d6e7f809999";
const user = { id, workspaceId: id, email: hostile, name: hostile, role: hostile, status: "ACTIVATED" };

function listen(): void {
  printed = "";
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  }
}

describe.each(["error", "answer"])("a hostile %s", (kind) => {
  it.each([
    [["export"]],
    [["export", "--format", "hcl", "--out", "/nonexistent/there"]],
    [["doctor"]],
    [["doctor", "--json"]],
  ])("is told by %j and moves no cursor", async (words) => {
    vi.stubEnv("HOSTILE", kind);
    vi.stubEnv("PUMBLE_API_KEY", `pmb_${"a".repeat(12)}_${"b".repeat(38)}`);
    vi.stubEnv("PUMBLE_BASE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv("PATH", "/nonexistent");
    listen();
    const code = await runCommandLine(words);
    vi.restoreAllMocks();
    expect(code ?? process.exitCode).toBe(1);
    expect(printed).toContain(words.includes("--json") ? "API key" : kind === "error" ? "set-output" : "");
    expect(steers.test(printed), JSON.stringify(printed)).toBe(false);
    expect(printed).not.toMatch(/^::/m);
  });
});

it("a result, a note and JSON are harmless, and JSON says the same", () => {
  listen();
  say(hostile);
  warn(hostile);
  sayJson("comment", [hostile]);
  vi.restoreAllMocks();
  expect(steers.test(printed)).toBe(false);
  expect(JSON.parse(printed.trim().split("\n").at(-1)!)).toEqual([hostile]);
});

it("no command writes past the border", () => {
  const dir = join(__dirname, "../../src/cli");
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const past = files.filter((name) =>
    /process\.std(out|err)\.write|console\./.test(readFileSync(join(dir, name), "utf8")),
  );
  expect(past).toEqual(["terminal.ts"]);
});

it("prose is folded to 80 columns, and what stands apart stays whole", () => {
  const text = `${"word ".repeat(30)}\n  ${"x".repeat(100)}\n${"y".repeat(90)}`;
  const lines = folded(text).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([`  ${"x".repeat(100)}`, "y".repeat(90)]);
});
