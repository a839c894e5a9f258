import { expect, test } from "vitest";
import { createLog } from "../../src/addon/log";
import { DatabaseFailure } from "../../src/addon/store/failure";
import { Tasks } from "../../src/addon/tasks";

/** Tasks, what they log, and work that waits to be let go. */
function scene() {
  const log: string[] = [];
  const tasks = new Tasks(createLog("error", (line) => log.push(line)));
  let runs = 0;
  const waiting: { end(error?: Error): void }[] = [];
  const work = () => {
    runs++;
    return new Promise<void>((resolve, reject) => {
      waiting.push({ end: (error) => (error ? reject(error) : resolve()) });
    });
  };
  /** Ends the run that is under way, once there is one. */
  const end = async (error?: Error) => {
    await expect.poll(() => waiting.length, { interval: 1 }).toBe(1);
    waiting.pop()!.end(error);
  };
  return { tasks, log, work, end, runs: () => runs };
}

test("work that is started once runs once for all who ask before it begins", async () => {
  const { tasks, work, end, runs } = scene();
  for (let time = 0; time < 5; time++) tasks.startOnce("ada", "Work", work);
  await end();
  await tasks.drain();
  expect(runs()).toBe(1);
});

test("asked for while it runs, it runs once more, also after a failure", async () => {
  const { tasks, log, work, end, runs } = scene();
  tasks.startOnce("ada", "Work", work);
  await expect.poll(runs, { interval: 1 }).toBe(1);
  for (let time = 0; time < 5; time++) tasks.startOnce("ada", "Work", work);
  await end(new Error("no"));
  await end();
  await tasks.drain();
  expect(runs()).toBe(2);
  expect(log.map((line) => JSON.parse(line).message)).toEqual(["Work failed"]);
  tasks.startOnce("ada", "Work", work);
  await end();
  await tasks.drain();
  expect(runs()).toBe(3);
});

test("work for one does not wait for work for another", async () => {
  const { tasks, runs, work } = scene();
  tasks.startOnce("ada", "Work", work);
  tasks.startOnce("grace", "Work", work);
  await expect.poll(runs, { interval: 1 }).toBe(2);
});

test("a task that fails is told as an error, and one that the database failed as no more than a detail", async () => {
  const log: string[] = [];
  const tasks = new Tasks(createLog("debug", (line) => log.push(line)));
  tasks.start("Sending", () => Promise.reject(new Error("broken")));
  tasks.start("Writing", () => Promise.reject(new DatabaseFailure("away", new Error("refused"))));
  await tasks.drain();
  expect(log.map((line) => JSON.parse(line))).toMatchObject([
    { level: "error", message: "Sending failed", error: "broken" },
    { level: "debug", message: "Writing failed", error: "The addon cannot reach its database" },
  ]);
});

test("the end is waited for of what is under way, and of what that begins", async () => {
  const tasks = new Tasks(createLog("silent"));
  const done: string[] = [];
  tasks.start("First", async () => {
    tasks.start("Second", async () => void done.push("second"));
    done.push("first");
  });
  await tasks.drain();
  expect(done).toEqual(["first", "second"]);
});
