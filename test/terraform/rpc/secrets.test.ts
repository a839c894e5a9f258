import { describe, expect, it } from "vitest";
import { a, Diagnostics, Problem, t, Unknown } from "../../../src/terraform";
import { createLogger } from "../../../src/terraform/process/log";
import { Secrets } from "../../../src/terraform/rpc/secrets";
import { configured, createRequest, define, readRequest, state } from "./box";
import { all, ask, wire } from "./harness";

const optional = { optional: true, description: "" } as const;

describe("a secret", () => {
  const attributes = {
    key: a.string({ ...optional, sensitive: true }),
    pin: a.int({ ...optional, writeOnly: true }),
    list: a.list(t.string, { ...optional, sensitive: true }),
    note: a.string(optional),
    inner: a.listOf({ token: a.string({ ...optional, sensitive: true }) }, optional),
  };
  const learned = (values: unknown) => {
    const secrets = new Secrets();
    secrets.learn(attributes, values);
    return secrets;
  };

  it("is masked wherever it stands, also escaped, nested, in a list, or a number", () => {
    const secrets = learned({
      ...{ key: 'qu"ote', pin: 1234, list: ["in list"], note: "note!", inner: [{ token: "deep token" }] },
    });
    expect(secrets.hide('qu"ote qu\\"ote 1234 in list note! deep token deep token')).toBe(
      "(sensitive) (sensitive) (sensitive) (sensitive) note! (sensitive) (sensitive)",
    );
  });

  it("has four characters at least, so that ordinary words stay legible", () => {
    expect(learned({ key: "abc", pin: 123 }).hide("abc 123")).toBe("abc 123");
    expect(learned({ key: "abcd" }).hide("abcd")).toBe("(sensitive)");
  });

  it("is learned from an object only", () => {
    for (const values of [null, undefined, "abcd"]) expect(learned(values).hide("abcd")).toBe("abcd");
  });

  it("passes through no line of the log, in whatever form", () => {
    const lines: string[] = [];
    const log = createLogger({ name: "x", env: { TF_LOG: "info" }, write: (line) => lines.push(line) });
    const guarded = learned({ key: "hunter22" }).guard(log, attributes);
    const circle: Record<string, unknown> = { key: "hunter22" };
    circle["self"] = circle;
    guarded.info("a hunter22", {
      ...{ text: "hunter22", error: new Error("hunter22"), object: { a: ["hunter22"] }, circle, count: 5 },
      ...{ key: "any", token: "any", none: null },
    });
    guarded.debug("too quiet");
    for (const level of ["warn", "error"] as const) guarded[level](`${level} hunter22`);
    expect(lines.join("\n")).not.toContain("hunter22");
    const [first, ...others] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({
      ...{
        "@message": "a (sensitive)",
        "@level": "info",
        text: "(sensitive)",
        object: { a: ["(sensitive)"] },
      },
      ...{ circle: "(not loggable)", count: 5, key: "(sensitive)", token: "(sensitive)", none: null },
    });
    expect(first?.["error"]).toMatch(/^Error: \(sensitive\)/);
    expect(others.map((line) => [line["@level"], line["@message"]])).toEqual([
      ["warn", "warn (sensitive)"],
      ["error", "error (sensitive)"],
    ]);
  });

  it("passes through no problem, of which everything else stays", () => {
    const diagnostics = new Diagnostics();
    const told = { title: "t hunter22", cause: "c hunter22", nextStep: "n hunter22", code: "bad" };
    diagnostics.add(new Problem({ ...told, attribute: ["note"], severity: "warning" }));
    diagnostics.add(new Problem({ title: "plain" }));
    const [first, second] = learned({ key: "hunter22" }).guardProblems(diagnostics);
    expect(first).toMatchObject({
      ...{ title: "t (sensitive)", cause: "c (sensitive)", nextStep: "n (sensitive)" },
      ...{ code: "bad", attribute: ["note"], severity: "warning" },
    });
    expect(second).toMatchObject({ title: "plain", detail: "", severity: "error" });
    expect(learned({}).guardProblems(diagnostics)).toEqual(diagnostics.problems);
  });

  it("is masked whole where it holds another one, or signs that mean something in a pattern", () => {
    expect(
      learned({ key: "hunter", list: ["hunter22", "a.b*c(d"] }).hide("hunter22 hunter a.b*c(d a-b*c(d"),
    ).toBe("(sensitive) (sensitive) (sensitive) a-b*c(d");
    expect(learned({ key: "sensitive", list: ["tive)"] }).hide("sensitive")).toBe("(sensitive)");
  });

  it.each<[keys: string[], text: string, shown: string]>([
    [["abcdef", "efghij"], "x abcdefghij y", "x (sensitive) y"],
    [["efghij", "abcdef"], "x abcdefghij y", "x (sensitive) y"],
    [["abcdefgh", "efghij", "ijklmn"], "abcdefghijklmn!", "(sensitive)!"],
    [["abcd", "bcdefgh", "cdef"], "abcdefgh!", "(sensitive)!"],
    [["abcdefgh", "cdef", "ghij"], "abcdefghij!", "(sensitive)!"],
    [["abab"], "ababab abab", "(sensitive) (sensitive)"],
    [["abcd", "efgh"], "abcdefgh", "(sensitive)(sensitive)"],
    [['abc"', '"def'], 'abc"def abc\\"def', "(sensitive) (sensitive)"],
  ])("leaves nothing of itself legible where it overlaps another: %j in %j", (list, text, shown) => {
    expect(learned({ list }).hide(text)).toBe(shown);
  });

  it("is found as quickly in a long text of which much looks like it", () => {
    const list = Array.from({ length: 50 }, (_, index) => "a".repeat(30) + index);
    const text = "a".repeat(100_000);
    const start = performance.now();
    expect(learned({ list }).hide(text)).toBe(text);
    expect(learned({ key: "aaaa" }).hide(text)).toBe("(sensitive)");
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("is masked also when it was learned after others were", () => {
    const secrets = learned({ key: "hunter22" });
    expect(secrets.hide("hunter22 other22")).toBe("(sensitive) other22");
    secrets.learn(attributes, { key: "other22" });
    expect(secrets.hide("hunter22 other22")).toBe("(sensitive) (sensitive)");
  });

  it("is a text or a number: what is true, unknown or not set says nothing", () => {
    const flags = {
      flag: a.bool({ ...optional, sensitive: true }),
      key: attributes.key,
      list: attributes.list,
    };
    const secrets = new Secrets();
    secrets.learn(flags, { flag: true, key: null, list: Unknown });
    const text = "true null undefined Symbol(unknown) [object Object]";
    expect(secrets.hide(text)).toBe(text);
  });

  it("is masked in a field of the log that is a number too", () => {
    const lines: string[] = [];
    const log = createLogger({ name: "x", env: { TF_LOG: "info" }, write: (line) => lines.push(line) });
    const guarded = learned({ pin: 123456 }).guard(log);
    guarded.info("it", {
      pin: 123456,
      big: 123456n,
      in: { pin: 123456, other: 1 },
      ok: [1, 2n ** 60n],
      none: undefined,
    });
    expect(JSON.parse(lines[0]!)).toMatchObject({
      pin: "(not loggable)",
      big: "(sensitive)",
      in: "(not loggable)",
    });
    expect(lines[0]).not.toContain("123456");
    expect(lines[0]).not.toContain("none");
  });

  it("masks no field that is only named like what is no secret", () => {
    const lines: string[] = [];
    const log = createLogger({ name: "x", env: { TF_LOG: "trace" }, write: (line) => lines.push(line) });
    const guarded = learned({ key: "hunter22" }).guard(log, attributes);
    guarded.trace("low", { note: "said", inner: [{ note: 1 }], flag: true, size: 5 });
    expect(JSON.parse(lines[0]!)).toMatchObject({
      ...{ "@level": "trace", note: "said", inner: [{ note: 1 }], flag: true, size: 5 },
    });
  });

  it("is not looked for in a line that nobody asked for", () => {
    const log = createLogger({ name: "x", env: { TF_LOG: "info" }, write() {} });
    let looked = 0;
    learned({ key: "hunter22" })
      .guard(log)
      .debug("quiet", { it: { toJSON: () => looked++ } });
    expect(looked).toBe(0);
  });
});

describe("a secret that comes up in a call", () => {
  const key = "made by the service";

  it("is masked in what is logged after it was saved", async () => {
    const { server, log } = await configured({
      create({ saveState, log: own }) {
        saveState({ ...state, key });
        own.info(`has ${key}`, { of: key });
        throw new Problem({ title: "Half done", cause: `with ${key}` });
      },
    });
    const { diagnostics } = await ask(server, "applyResourceChange", createRequest);
    expect(diagnostics).toMatchObject([{ detail: "with (sensitive)" }]);
    expect(log.join("")).toContain("has (sensitive)");
    expect(log.join("")).not.toContain(key);
  });

  it("is masked in a warning about what was found", async () => {
    const { server } = await configured({
      read({ diagnostics, state: before }) {
        diagnostics.warn({ title: "Odd", cause: `it is ${key}` });
        return { ...before, key };
      },
    });
    const { diagnostics } = await ask(server, "readResource", readRequest);
    expect(diagnostics).toMatchObject([{ detail: "it is (sensitive)" }]);
  });

  it("is masked in the progress of an action", async () => {
    const shake = define.defineAction({
      ...{ name: "shake", description: "" },
      attributes: { key: a.string({ required: true, sensitive: true, description: "" }) },
      invoke: ({ config, progress }) => progress(`with ${config.key}`),
    });
    const { server } = await configured({}, { actions: [shake] });
    const request = { actionType: "test_shake", config: wire({ key }) };
    expect((await all(ask(server, "invokeAction", request)))[0]).toEqual({
      progress: { message: "with (sensitive)" },
    });
  });
});
