import { expect, test } from "vitest";
import { comparison } from "../../bench/compare";
import { isOk, type Result, row } from "../../bench/report";

const figure = { name: "plan", title: "a plan", floor: "floor", must: { ratio: 2 }, target: 1.5 } as const;
const measured = (ours: number[], floor = [100]): Result => ({ figure, samples: { ours, floor } });

const verdicts: Record<string, { result: Result; ends: string }> = {
  "over what it must be": { result: measured([201]), ends: "| over |" },
  "within it, and not at its target": { result: measured([190]), ends: "| ok, not there yet |" },
  "at its target": { result: measured([150]), ends: "| ok |" },
  "of which one sample of three was slow": { result: measured([150, 150, 900]), ends: "| ok |" },
};

for (const [name, { result, ends }] of Object.entries(verdicts)) {
  test(`a figure ${name} ends with ${ends}`, () => {
    expect(row(result).endsWith(ends)).toBe(true);
    expect(isOk(result)).toBe(ends !== "| over |");
  });
}

test("a row tells wall and processor time as so many times the floor", () => {
  const processor = { ours: [300], floor: [200] };
  const result = { figure, samples: { ours: [180], floor: [100], processor } };
  expect(row(result)).toBe(
    "| a plan | floor 100.0 ms | 180.0 ms | 1.80 × | 1.50 × | ≤ 2 | ≤ 1.5 | ok, not there yet |",
  );
});

test("a figure that stands alone has no ratio", () => {
  const alone = { name: "size", title: "size", must: { megabytes: 1 } };
  expect(row({ figure: alone, samples: { ours: [0.5] } })).toBe(
    "| size | – | 0.50 MB | – | – | ≤ 1 MB | – | ok |",
  );
});

test("two runs are compared by their ratios, and what only one of them has is left out", () => {
  const other = { figure: { ...figure, name: "other" }, samples: { ours: [1], floor: [1] } };
  const table = comparison([measured([200]), other], [measured([300], [200])]).split("\n");
  expect(table.slice(2)).toEqual(["| a plan | 2.00 × | 1.50 × | -25 % | – → – |"]);
});
