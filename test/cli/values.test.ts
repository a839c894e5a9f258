import { describe, expect, it } from "vitest";
import { another, days, duration, messageCount, port, share, there, whole } from "../../src/cli/values";

describe("a value of an option", () => {
  it.each<[(text: string) => unknown, string, unknown]>([
    [port, "0", 0],
    [port, "65535", 65_535],
    [days, "1", 1],
    [days, "36500", 36_500],
    [whole, " 7 ", 7],
    [messageCount, "200", 200],
    [share, "0%", 0],
    [share, " 30 % ", 0.3],
    [share, "100%", 1],
    [duration, "250ms", "250ms"],
    [duration, "2h", "2h"],
    [there, "package.json", "package.json"],
  ])("%o takes %j", (read, text, value) => expect(read(text)).toBe(value));

  it.each<[(text: string) => unknown, string]>([
    [port, "65536"],
    [port, "-1"],
    [port, ""],
    [port, "0x10"],
    [days, "0"],
    [days, "36501"],
    [whole, "1.5"],
    [whole, "9007199254740993"],
    [messageCount, "201"],
    [share, "101%"],
    [share, "30"],
    [duration, "5"],
    [duration, "5 m"],
    [there, "no-such-file"],
  ])("%o refuses %j", (read, text) =>
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "commander.invalidArgument" })),
  );

  it("that may be given again is gathered", () => {
    expect(another("b", another("a"))).toEqual(["a", "b"]);
  });
});
