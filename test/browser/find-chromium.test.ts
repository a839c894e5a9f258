import { afterEach, expect, test } from "vitest";
import { findChromium } from "./find-chromium";

const before = process.env.CHROMIUM_PATH;

afterEach(() => {
  if (before === undefined) delete process.env.CHROMIUM_PATH;
  else process.env.CHROMIUM_PATH = before;
});

test.each(["/nowhere/chromium", process.execPath])(
  "CHROMIUM_PATH=%s, which is no browser, is named",
  (path) => {
    process.env.CHROMIUM_PATH = path;
    expect(() => findChromium()).toThrow(`CHROMIUM_PATH is ${path}`);
  },
);

test("what is found here starts and says that it is a Chromium", () => {
  delete process.env.CHROMIUM_PATH;
  const found = findChromium();
  if (found === null) return;
  process.env.CHROMIUM_PATH = found;
  expect(findChromium()).toBe(found);
});
