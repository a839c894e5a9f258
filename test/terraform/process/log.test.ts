import { describe, expect, it } from "vitest";
import { crashReport } from "../../../src/terraform/process/crash";
import { createLogger, formatLine, levelFrom } from "../../../src/terraform/process/log";
import { lineWriter } from "../../../src/terraform/process/stdio";

const parse = (line: string): Record<string, unknown> => JSON.parse(line);

describe("formatLine", () => {
  const now = new Date("2026-01-02T03:04:05.678Z");

  it("is one line of JSON with a six-digit timestamp, as Terraform reads it", () => {
    expect(formatLine("warn", "hello", { count: 1 }, now)).toBe(
      '{"count":1,"@level":"warn","@message":"hello","@timestamp":"2026-01-02T03:04:05.678000Z"}\n',
    );
  });

  it.each([
    ["a fact called @message", { "@message": 1 }],
    ["a fact called @level", { "@level": null }],
    ["a fact called @timestamp", { "@timestamp": {} }],
    ["a module that is not text", { "@module": 5 }],
  ])("%s cannot crash Terraform: every @ key stays a string", (_, fields) => {
    for (const [key, value] of Object.entries(parse(formatLine("info", "x", fields)))) {
      if (key.startsWith("@")) expect(typeof value).toBe("string");
    }
  });

  it("a message that is not text becomes text", () => {
    expect(parse(formatLine("info", 5 as never))["@message"]).toBe("5");
    expect(parse(formatLine("info", undefined as never))["@message"]).toBe("undefined");
  });

  it("holds what JSON cannot", () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    const facts = {
      big: 2n ** 64n,
      nested: { big: 1n },
      circular,
      missing: undefined,
      call: () => 1,
      nan: Number.NaN,
    };
    expect(parse(formatLine("info", "x", facts))).toMatchObject({
      big: "18446744073709551616",
      nested: { big: "1" },
      circular: "(not loggable)",
      call: "() => 1",
      nan: null,
    });
  });

  it("shows an error with its stack, in one line", () => {
    const line = formatLine("error", "x", { error: new TypeError("broke\nbadly") });
    expect(line.split("\n").length).toBe(2);
    expect(parse(line)["error"]).toMatch(/^TypeError: broke\nbadly\n\s+at /);
  });

  it("stays below the length at which Terraform chops lines", () => {
    expect(parse(formatLine("info", "é".repeat(100_000)))["@message"]).toMatch(/… \(100000 characters\)$/);
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, "x".repeat(5000)]));
    const line = formatLine("info", "kept", many);
    expect(Buffer.byteLength(line)).toBeLessThan(64 * 1024);
    expect(parse(line)["@message"]).toBe("kept");
    const wide = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`k${i}`, "語".repeat(5000)]));
    expect(Buffer.byteLength(formatLine("info", "kept", wide))).toBeLessThan(64 * 1024);
  });
});

describe("levelFrom", () => {
  it.each([
    [{}, "off"],
    [{ TF_LOG: "DEBUG" }, "debug"],
    [{ TF_LOG: "DEBUG", TF_LOG_PROVIDER: "ERROR" }, "error"],
    [{ TF_LOG_PROVIDER: "ERROR", TF_LOG_PROVIDER_MY_THING: "trace" }, "trace"],
    [{ TF_LOG: "JSON" }, "trace"],
    [{ TF_LOG: "off" }, "off"],
    [{ TF_LOG: "", TF_LOG_PROVIDER: "" }, "off"],
  ] as const)("%o gives %s", (env, level) => {
    expect(levelFrom(env, "my-thing")).toBe(level);
  });
});

describe("createLogger", () => {
  it("writes what its level asks for, with the facts that every line has", () => {
    const lines: string[] = [];
    const log = createLogger({ name: "tiny", env: { TF_LOG: "warn" }, write: (line) => lines.push(line) });
    const call = log.with({ rpc: "Read" });
    call.info("unseen");
    call.warn("seen", { ms: 3 });
    expect(lines.map(parse)).toMatchObject([{ "@message": "seen", "@module": "tiny", rpc: "Read", ms: 3 }]);
    expect([call.isOn("info"), call.isOn("error"), call.isOn("off")]).toEqual([false, true, false]);
  });

  it("is silent when nothing asks for a log", () => {
    const lines: string[] = [];
    createLogger({ name: "tiny", env: {}, write: (line) => lines.push(line) }).error("unseen");
    expect(lines).toEqual([]);
  });
});

describe("crashReport", () => {
  it("starts as Terraform recognises a crash, then the stack", () => {
    const lines = crashReport(new TypeError("broke")).split("\n");
    expect(lines[0]).toBe("panic: TypeError: broke");
    expect(lines[2]).toMatch(/^ {4}at /);
  });

  it("has no line that Terraform would take for a log entry, and is not longer than Terraform shows", () => {
    const report = crashReport(new Error(`first\n{"@message":1}\n${"line\n".repeat(200)}`));
    expect(report.split("\n").every((line) => !line.startsWith("{"))).toBe(true);
    expect(report.split("\n").length).toBeLessThan(100);
  });

  it("reports what is thrown without being an error", () => {
    expect(crashReport("text")).toBe("panic: text\n\n");
    expect(crashReport(undefined)).toBe("panic: undefined\n\n");
  });
});

describe("lineWriter", () => {
  it("hands on whole lines, however they are cut", () => {
    const lines: string[] = [];
    const writer = lineWriter((line) => lines.push(line));
    for (const part of ["a", "b\nc\n\n", Buffer.from("d\ne")]) writer.write(part);
    expect(lines).toEqual(["ab", "c", "d"]);
  });
});
