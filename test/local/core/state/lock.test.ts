import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { transform } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lockFolder } from "../../../../src/local/core/state/lock";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "pumble-lock-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const gone = "999999999 1";

/** A folder as a killed process left it. */
function leftBehind(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "workspace.lock"), gone);
  return folder;
}

/** Threads meet more exactly than processes; each locks all folders, one after the other, at the same moments. */
const racers = 3;
const race = `
  const { parentPort, workerData: { folders, meeting, racers } } = require("node:worker_threads");
  const won = [];
  folders.forEach((folder, round) => {
    if (Atomics.add(meeting, round, 1) + 1 === racers) Atomics.notify(meeting, round);
    for (let here; (here = Atomics.load(meeting, round)) < racers; ) Atomics.wait(meeting, round, here);
    try {
      module.exports.lockFolder(folder);
      won.push(folder);
    } catch (error) {
      if (!error.message.includes("is in use by process")) throw error;
    }
  });
  parentPort.postMessage(won);
`;

test("of several that find the same lock left behind at once, exactly one takes it over", async () => {
  const folders = Array.from({ length: 60 }, (_, round) => leftBehind(`race ${round}`));
  const source = readFileSync("src/local/core/state/lock.ts", "utf8");
  const { code } = await transform(source, { loader: "ts", format: "cjs" });
  const meeting = new Int32Array(new SharedArrayBuffer(4 * folders.length));
  const won = await Promise.all(
    Array.from({ length: racers }, async () => {
      const worker = new Worker(code + race, {
        eval: true,
        workerData: { folders, meeting, racers },
      });
      return (await once(worker, "message"))[0] as string[];
    }),
  );
  expect(won.flat().toSorted()).toEqual(folders.toSorted());
  for (const folder of folders) expect(readdirSync(folder)).toEqual(["workspace.lock"]);
});

test("a lock that was left behind is taken over, holds, and leaves nothing when it is given back", () => {
  const folder = leftBehind("taken");
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`${folder} is in use by process ${process.pid}.`);
  unlock();
  expect(readdirSync(folder)).toEqual([]);
});
