import { PassThrough } from "node:stream";
import { afterEach, expect, it, vi } from "vitest";
import { createProgress } from "../../src/cli/progress";
import { widthOf } from "../../src/review";

afterEach(() => vi.unstubAllEnvs());

/** What one step of this name writes to a stream of this kind. */
async function written(title: string, stream: { isTTY?: boolean; columns?: number }): Promise<string> {
  const out = Object.assign(new PassThrough(), stream);
  const progress = createProgress(out as unknown as NodeJS.WriteStream);
  await progress.step(title, async (note) => note("2 changes"));
  return String(out.read());
}

it("a terminal sees one line that is written over, in colours", async () => {
  vi.stubEnv("TERM", "xterm");
  vi.stubEnv("NO_COLOR", "");
  const text = await written("Planning", { isTTY: true, columns: 80 });
  expect(text.match(/\n/g)).toHaveLength(1);
  expect(text).toContain("\r\u001b[2K\u001b[36m…\u001b[0m Planning\r");
  expect(text).toMatch(/2 changes\n$/);
});

it.each([
  ["NO_COLOR", { NO_COLOR: "1", TERM: "xterm" }, { isTTY: true, columns: 80 }, "\r\u001b[2K… Planning\r"],
  [
    "TERM=dumb",
    { NO_COLOR: "", TERM: "dumb" },
    { isTTY: true, columns: 80 },
    `✔ ${"Planning".padEnd(28)} 2 changes\n`,
  ],
  ["no terminal", { NO_COLOR: "", TERM: "xterm" }, {}, `✔ ${"Planning".padEnd(28)} 2 changes\n`],
])("there is no colour with %s", async (_, env, stream, expected) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const text = await written("Planning", stream);
  expect(text.startsWith(expected)).toBe(true);
  expect(text).not.toContain("\u001b[3");
});

it.each([40, 80, 200])(
  "what is written over has at most %d columns, whatever it is made of",
  async (columns) => {
    vi.stubEnv("NO_COLOR", "1");
    vi.stubEnv("TERM", "xterm");
    for (const title of ["x".repeat(300), "会議".repeat(150), "🎉".repeat(150)]) {
      const text = await written(title, { isTTY: true, columns });
      const shown = text.split("\r\u001b[2K").slice(1, -1);
      expect(shown.length).toBeGreaterThan(1);
      for (const line of shown) {
        expect(widthOf(line)).toBeLessThan(columns);
        expect(widthOf(line)).toBeGreaterThanOrEqual(columns - 3);
      }
    }
  },
);
