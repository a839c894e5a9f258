import { expect, test } from "vitest";
import { WorkspaceClock } from "../../../src/local";
import { installedWorkspace } from "../support";

test("advancing fires every alarm on the way, each at its own time, in order", () => {
  const clock = WorkspaceClock.frozenAt(1000);
  const fired: [string, number][] = [];
  const every = (name: string, stepMs: number) => {
    let next = 1000 + stepMs;
    clock.addAlarm({
      nextAt: () => next,
      fire: () => {
        fired.push([name, clock.now()]);
        next += stepMs;
      },
    });
  };
  every("a", 30);
  every("b", 20);
  clock.advance(60);
  expect(fired).toEqual([
    ...[
      ["b", 1020],
      ["a", 1030],
      ["b", 1040],
    ],
    ...[
      ["a", 1060],
      ["b", 1060],
    ],
  ]);
  expect(clock.now()).toBe(1060);
});

test("a running clock that is advanced runs on from there", () => {
  const clock = new WorkspaceClock();
  clock.advance(3_600_000);
  expect(clock.now() - Date.now()).toBeGreaterThan(3_599_000);
  expect(clock.state.frozenAt).toBeNull();
});

test("a clock that runs does so on, from there, where what was due on the way has failed", () => {
  const clock = new WorkspaceClock();
  const due = clock.now() + 60_000;
  const fire = () => {
    throw new Error("the disk is full");
  };
  clock.addAlarm({ nextAt: () => due, fire });
  expect(() => clock.advance(3_600_000)).toThrow("the disk is full");
  expect(clock.state.frozenAt).toBeNull();
  expect(Math.abs(clock.now() - due)).toBeLessThan(1_000);
  clock.stop();
});

test("it does not go back", () => {
  expect(() => WorkspaceClock.frozenAt(0).advance(-1)).toThrow("A clock only advances, not by -1 ms");
});

test("once the clock runs, a scheduled message is sent by itself", async () => {
  const start = Date.UTC(2030, 0, 1);
  const { user, page, ada, random, control } = await installedWorkspace({
    clock: WorkspaceClock.frozenAt(start),
  });
  const events = await page(ada).events();
  const scheduled = { channelId: random, text: "by itself", sendAt: start + 50 };
  expect((await user.post("/v1/messages/scheduled", scheduled)).status).toBe(200);
  await control.post("/clock", { resume: true });
  expect((await events.next("message.created")).message.text).toBe("by itself");
});

test("following the real time again goes forward past what is due, or back without it", () => {
  const late = new WorkspaceClock({ offsetMs: -3_600_000, frozenAt: null });
  let due: number | null = late.now() + 60_000;
  let fired = 0;
  late.addAlarm({
    nextAt: () => due,
    fire: () => {
      due = null;
      fired += 1;
    },
  });
  late.followRealTime();
  expect([fired, late.state]).toEqual([1, { offsetMs: 0, frozenAt: null }]);
  const early = new WorkspaceClock({ offsetMs: 3_600_000, frozenAt: null });
  early.followRealTime();
  expect(Math.abs(early.now() - Date.now())).toBeLessThan(1000);
  late.stop();
  early.stop();
});
