// Ctrl-C and its kind, with real processes that are asked to stop.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Cancellation, cancellation, signals } from "../../src/cli/running/cancellation";

/** That of another process, as it were: who is cancelled stays so until its end. */
let ours: Cancellation;
const started: ChildProcess[] = [];
let said = "";

beforeEach(() => {
  ours = cancellation();
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "close");
  }
  vi.restoreAllMocks();
});

/** Says `ready`, then a line for each time that it is asked to stop; ends when its input does. */
const patient = `trap 'echo asked' INT; echo ready; while read -r _; do :; done; exit 0`;

async function running(script = patient) {
  const child = spawn("sh", ["-c", script], { stdio: ["pipe", "pipe", "ignore"], detached: true });
  started.push(child);
  let printed = "";
  const readyOrAsked = (word: string) =>
    new Promise<void>((done) => {
      if (printed.includes(word)) done();
      child.stdout.on("data", () => printed.includes(word) && done());
    });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  await readyOrAsked("ready");
  return {
    child,
    printed: () => printed,
    closed: once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>,
  };
}

const listeners = (signal: NodeJS.Signals) => process.listenerCount(signal);

describe("while a process runs", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s asks it to stop, and it is waited for",
    async (signal) => {
      const { child, closed } = await running("echo ready; exec sleep 60");
      expect([ours.isCancelled(), ours.isEnding()]).toEqual([false, false]);
      ours.stopWithUs(child);
      expect([ours.isCancelled(), ours.isEnding()]).toEqual([false, true]);
      process.emit(signal, signal);
      expect([ours.isCancelled(), ours.isEnding()]).toEqual([true, true]);
      expect(await closed).toEqual([null, "SIGINT"]);
      expect([ours.isCancelled(), ours.isEnding()]).toEqual([true, false]);
      expect(said).toBe("Stopping: Terraform ends what it has begun.\n");
    },
  );

  it("it is asked once, however often we are", async () => {
    const { child, closed } = await running();
    ours.stopWithUs(child);
    const kill = vi.spyOn(child, "kill");
    for (const signal of ["SIGINT", "SIGINT", "SIGTERM"] as const) process.emit(signal, signal);
    expect(kill.mock.calls).toEqual([["SIGINT"]]);
    child.stdin!.end();
    await closed;
  });

  it("all of them are asked", async () => {
    const [one, other] = [
      await running("echo ready; exec sleep 60"),
      await running("echo ready; exec sleep 60"),
    ];
    for (const { child } of [one, other]) ours.stopWithUs(child);
    process.emit("SIGTERM", "SIGTERM");
    expect([await one.closed, await other.closed]).toEqual([
      [null, "SIGINT"],
      [null, "SIGINT"],
    ]);
  });
});

it("what is begun after we were asked is asked at once", async () => {
  const first = await running("echo ready; exec sleep 60");
  ours.stopWithUs(first.child);
  process.emit("SIGINT", "SIGINT");
  await first.closed;
  const late = await running("echo ready; exec sleep 60");
  ours.stopWithUs(late.child);
  expect(await late.closed).toEqual([null, "SIGINT"]);
});

it("signals are ours while anything runs, and no longer", async () => {
  const before = signals.map(listeners);
  const [one, other] = [await running(), await running()];
  for (const { child } of [one, other]) ours.stopWithUs(child);
  expect(signals.map(listeners)).toEqual(before.map((count) => count + 1));
  one.child.stdin!.end();
  await one.closed;
  expect(signals.map(listeners)).toEqual(before.map((count) => count + 1));
  expect(ours.isEnding()).toBe(true);
  other.child.stdin!.end();
  await other.closed;
  expect(signals.map(listeners)).toEqual(before);
  expect(ours.isEnding()).toBe(false);
});
