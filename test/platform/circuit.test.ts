import { beforeEach, describe, expect, test } from "vitest";
import { Circuit } from "../../src/platform";

let nowMs = 0;
const now = () => nowMs;
beforeEach(() => {
  nowMs = 1_000_000;
});
const fail = (circuit: Circuit, times: number) => {
  for (let time = 0; time < times; time++) circuit.failed();
};

describe("a circuit", () => {
  test("opens at the tenth failure in a row, for five seconds", () => {
    const circuit = new Circuit({ now });
    fail(circuit, 9);
    expect(circuit.waitMs()).toBe(0);
    circuit.failed();
    expect(circuit.waitMs()).toBe(5_000);
    nowMs += 4_999;
    expect(circuit.waitMs()).toBe(1);
  });

  test("a success in between starts the count anew", () => {
    const circuit = new Circuit({ failures: 2, now });
    circuit.failed();
    circuit.succeeded();
    circuit.failed();
    expect(circuit.waitMs()).toBe(0);
    circuit.failed();
    expect(circuit.waitMs()).toBe(5_000);
  });

  test("lets one call through after the pause, and the others wait for a whole one", () => {
    const circuit = new Circuit({ failures: 1, pauseMs: 100, now });
    circuit.failed();
    nowMs += 100;
    expect([circuit.waitMs(), circuit.waitMs()]).toEqual([0, 100]);
    nowMs += 60;
    expect(circuit.waitMs()).toBe(40);
  });

  test("a trial that fails makes no longer pause, one that succeeds closes it", () => {
    const circuit = new Circuit({ failures: 1, pauseMs: 100, now });
    circuit.failed();
    nowMs += 100;
    circuit.waitMs();
    nowMs += 30;
    circuit.failed();
    expect(circuit.waitMs()).toBe(70);
    circuit.succeeded();
    expect([circuit.waitMs(), circuit.waitMs()]).toEqual([0, 0]);
  });

  test("a clock that was set back makes no pause longer", () => {
    const circuit = new Circuit({ failures: 1, pauseMs: 100, now });
    circuit.failed();
    nowMs -= 1;
    expect([circuit.waitMs(), circuit.waitMs()]).toEqual([0, 100]);
  });

  test("uses the clock of the machine unless told otherwise", () => {
    const circuit = new Circuit({ failures: 1, pauseMs: 60_000 });
    circuit.failed();
    expect(circuit.waitMs()).toBeGreaterThan(0);
    expect(circuit.waitMs()).toBeLessThanOrEqual(60_000);
  });
});
