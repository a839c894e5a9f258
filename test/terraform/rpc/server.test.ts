import { describe, expect, it, onTestFinished, vi } from "vitest";
import { a, Problem } from "../../../src/terraform";
import { Session } from "../../../src/terraform/rpc/session";
import { provider } from "../sample-provider/provider";
import { configured, define, type More, type Part, readRequest, serving, state } from "./box";
import { all, ask, bytes, plain, wire } from "./harness";

describe("reading", () => {
  it("always answers with a state and with the private bytes that it got", async () => {
    const { server } = await configured();
    const reply = await ask(server, "readResource", readRequest);
    expect(plain(reply.newState)).toEqual(state);
    expect(reply.private).toEqual(readRequest.private);
  });

  it("keeps state and private bytes when it fails", async () => {
    const { server } = await configured({ read: () => Promise.reject(new Problem({ title: "Down" })) });
    const reply = await ask(server, "readResource", readRequest);
    expect(reply.newState).toEqual(readRequest.currentState);
    expect(reply.private).toEqual(readRequest.private);
    expect(reply.diagnostics).toMatchObject([{ severity: 1, summary: "Down" }]);
  });

  it("answers null, not nothing, for an object that is gone", async () => {
    const { server } = await configured({ read: () => null });
    const reply = await ask(server, "readResource", readRequest);
    expect(reply.newState?.msgpack).toEqual(Uint8Array.of(0xc0));
  });

  it("keeps the object when it only notes an error", async () => {
    const { server } = await configured({
      read({ diagnostics }) {
        diagnostics.error({ title: "Cannot tell" });
        return null;
      },
    });
    expect((await ask(server, "readResource", readRequest)).newState).toEqual(readRequest.currentState);
  });

  it("keeps the old state when the new one is no good", async () => {
    const { server } = await configured({ read: () => ({ id: "1", name: 5 }) as never });
    const reply = await ask(server, "readResource", readRequest);
    expect(reply.newState).toEqual(readRequest.currentState);
    expect(reply.diagnostics?.[0]?.detail).toContain(
      "name must be a text, but is another number; key is missing",
    );
  });

  it("hands private values on", async () => {
    const { server } = await configured({
      read({ state: before, privateState }) {
        privateState.set("kept", Number(privateState.get("kept")) + 1);
        return before;
      },
    });
    expect((await ask(server, "readResource", readRequest)).private).toEqual(bytes('{"kept":2}'));
  });

  it("of a data source keeps the form in which it was configured, where the service only writes it differently", async () => {
    const equal = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
    const source = define.defineDataSource({
      ...{ name: "box", description: "" },
      attributes: { name: a.string({ required: true, equal, description: "" }) },
      read: ({ config }) => ({ name: config.name === "Box" ? "BOX" : "other" }),
    });
    const { server } = await configured({}, { dataSources: [source] });
    const read = async (name: string) => {
      const request = { typeName: "test_box", config: wire({ name }) };
      return plain((await ask(server, "readDataSource", request)).state);
    };
    expect([await read("Box"), await read("Else")]).toEqual([{ name: "Box" }, { name: "other" }]);
  });
});

describe("whatever an author's code throws", () => {
  const thrown: Record<string, [error: unknown, text: string]> = {
    "an error": [new RangeError("too far"), "RangeError: too far"],
    "several errors that are none": [new AggregateError([], "none"), "AggregateError: none"],
    "a text": ["just text", "just text"],
    nothing: [undefined, "undefined"],
    null: [null, "null"],
    "an object": [Object.create(null), "an object that is no error"],
  };
  it.each(Object.entries(thrown))(
    "is one diagnostic that calls it a bug: %s",
    async (_title, [error, text]) => {
      const { server, log } = await configured({
        read: () => {
          throw error;
        },
      });
      const reply = await ask(server, "readResource", readRequest);
      expect(reply.diagnostics).toHaveLength(1);
      expect(reply.diagnostics?.[0]?.summary).toBe("test_box failed in an unforeseen way");
      expect(reply.diagnostics?.[0]?.detail).toContain(`ReadResource ended with ${text}\n`);
      expect(reply.diagnostics?.[0]?.detail).toContain("This is a bug in the provider.");
      expect(reply.diagnostics?.[0]?.detail).not.toMatch(/\n\s+at /);
      const line = log.map((each) => JSON.parse(each)).find((each) => each["@level"] === "error");
      expect(line["@message"]).toBe("The provider failed in an unforeseen way");
      if (error instanceof RangeError) expect(line.error).toMatch(/^RangeError: too far\n\s+at /);
    },
  );

  it("is a diagnostic too when it happens before configuring", async () => {
    const { server } = serving();
    const reply = await ask(server, "readResource", readRequest);
    expect(reply.diagnostics).toMatchObject([{ summary: "The test provider is not configured" }]);
  });

  it("includes asking for a type that is not there", async () => {
    const { server } = await configured();
    const reply = await ask(server, "readResource", { ...readRequest, typeName: "test_crate" });
    expect(reply.diagnostics).toMatchObject([{ summary: "The test provider has no test_crate" }]);
  });
});

describe("a read", () => {
  it("of nothing is nothing, and asks nobody", async () => {
    const { server } = await configured({ read: () => Promise.reject(new Error("asked")) });
    const reply = await ask(server, "readResource", { typeName: "test_box", private: bytes("1") });
    expect(reply).toEqual({ private: bytes("1"), diagnostics: [] });
  });
});

describe("a call that was interrupted", () => {
  const stopped = async (part: Part, more: More = {}) => {
    const { server } = await configured(part, more);
    await ask(server, "stopProvider", {});
    return server;
  };
  const fail = () => Promise.reject(new Error("aborted"));

  it("says of a resource what was under way, and of an action that it may have happened", async () => {
    const shake = define.defineAction({ name: "shake", description: "", attributes: {}, invoke: fail });
    const server = await stopped({ read: fail }, { actions: [shake] });
    expect((await ask(server, "readResource", readRequest)).diagnostics).toMatchObject([
      {
        summary: "test_box was interrupted",
        detail: expect.stringMatching("^Terraform asked to stop while ReadResource was under way\\."),
      },
    ]);
    const asked = { actionType: "test_shake", config: wire({}) };
    expect(await all(ask(server, "invokeAction", asked))).toMatchObject([
      {
        completed: {
          diagnostics: [
            {
              summary: "test_shake was interrupted",
              detail: expect.stringMatching(
                "^Terraform asked to stop while the action ran\\. What it had begun",
              ),
            },
          ],
        },
      },
    ]);
  });

  it("is the provider's own when it is about no type", async () => {
    const server = await stopped({}, { configure: fail });
    expect((await ask(server, "configureProvider", { config: wire({}) })).diagnostics).toMatchObject([
      { summary: "The provider was interrupted" },
    ]);
    const broken = serving({}, { configure: fail }).server;
    expect((await ask(broken, "configureProvider", { config: wire({}) })).diagnostics).toMatchObject([
      { summary: "The provider failed in an unforeseen way" },
    ]);
  });
});

describe("the log", () => {
  it("has one line per RPC with its duration and type", async () => {
    const { server, log } = await configured();
    log.length = 0;
    await ask(server, "readResource", readRequest);
    expect(log).toHaveLength(1);
    expect(JSON.parse(log[0]!)).toMatchObject({
      "@message": "ReadResource answered",
      tf_rpc: "ReadResource",
      tf_resource_type: "test_box",
      tf_req_duration_ms: expect.any(Number),
    });
  });

  it("and the diagnostics never hold a sensitive value, however it gets there", async () => {
    const { server, log } = await configured({
      read({ state: { key }, log: author }) {
        author.info(`key is ${key}`, { nested: { key: [key] }, error: new Error(`no ${key}`) });
        author.info("a new one", { key: "not seen before" });
        throw new Error(`wrong key ${key}`);
      },
    });
    const currentState = wire({ ...state, key: 'p"assword' });
    const reply = await ask(server, "readResource", { ...readRequest, currentState });
    expect(reply.diagnostics?.[0]?.detail).toContain("wrong key (sensitive)");
    expect(log.join()).not.toContain("assword");
    expect(log.join()).not.toContain("not seen before");
  });

  it("counts errors and warnings, names each kind once, and says how long it took", async () => {
    vi.useFakeTimers({ toFake: ["hrtime"] });
    onTestFinished(() => void vi.useRealTimers());
    const { server, log } = await configured({
      read({ diagnostics, state: before }) {
        vi.advanceTimersByTime(1734);
        const add = (code: string, severity: "error" | "warning") =>
          diagnostics.add(new Problem({ title: "It", code, severity }));
        add("slow", "warning");
        add("slow", "warning");
        add("gone", "error");
        return before;
      },
    });
    vi.advanceTimersByTime(2500);
    await ask(server, "readResource", readRequest);
    expect(JSON.parse(log.at(-1)!)).toMatchObject({
      ...{ diagnostic_error_count: 1, diagnostic_warning_count: 2, diagnostic_codes: ["slow", "gone"] },
      tf_req_duration_ms: 1734,
    });
  });

  it("is the provider's own, whose level a variable sets, unless another is given", () => {
    vi.stubEnv("TF_LOG_PROVIDER_SAMPLE", "debug");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(new Session(provider).log.isOn("debug")).toBe(true);
    expect(new Session({ ...provider, name: "other" }).log.isOn("debug")).toBe(false);
  });
});
