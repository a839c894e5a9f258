import { existsSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";
import { withScratch } from "../../src/cli/running/scratch";

afterEach(() => vi.restoreAllMocks());

it("a folder is gone when it is done with, and when that has failed", async () => {
  const folders: string[] = [];
  await withScratch(async (dir) => folders.push(dir));
  const failing = withScratch(async (dir) => {
    folders.push(dir);
    throw new Error("No luck today");
  });
  await expect(failing).rejects.toThrow("No luck today");
  expect(folders.map(existsSync)).toEqual([false, false]);
});

it("somebody who stops us gets 130, and no folder stays", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const said = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const before = process.listeners("SIGINT");
  await withScratch(async (dir) => {
    expect(existsSync(dir)).toBe(true);
    process.emit("SIGINT", "SIGINT");
    expect(existsSync(dir)).toBe(false);
  });
  expect(exit.mock.calls).toEqual([[130]]);
  expect(said.mock.calls.map(([text]) => text)).toEqual(["Stopped.\n"]);
  expect(process.listeners("SIGINT").filter((listener) => !before.includes(listener))).toEqual([]);
});
