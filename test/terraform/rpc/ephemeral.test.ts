import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { a, Problem } from "../../../src/terraform";
import { configured, define, type More } from "./box";
import { ask, bytes, plain, wire } from "./harness";
import { sampleInEachTest } from "./sample";

const attributes = {
  length: a.int({ optional: true, default: 8, description: "" }),
  value: a.string({
    computed: true,
    equal: (one, other) => one.toLowerCase() === other.toLowerCase(),
    description: "",
  }),
};
type Lease = Parameters<typeof define.defineEphemeralResource<typeof attributes>>[0];

/** A server with test_lease, of which a test says only what matters to it. */
async function leasing(part: Partial<Lease> = {}) {
  const lease = define.defineEphemeralResource({
    ...{ name: "lease", description: "", attributes },
    open: ({ config }) => ({ result: { length: config.length as number, value: "abc" } }),
    ...part,
  });
  return (await configured({}, { ephemeralResources: [lease] } as More)).server;
}

const typeName = "test_lease";
const config = wire({ length: null, value: null });
const at = new Date("2026-01-02T03:04:05.678Z");
const timestamp = { seconds: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000, nanos: 678_000_000 };

describe("an ephemeral value that is opened", () => {
  it("says when it is to be renewed, and what renewing and closing get back", async () => {
    const server = await leasing({
      open: ({ config: asked, context }) => ({
        ...{
          result: { length: asked.length as number, value: context.api },
          renewAt: at,
          private: { lease: [1] },
        },
      }),
    });
    expect(await ask(server, "openEphemeralResource", { typeName, config })).toEqual({
      ...{ result: expect.anything(), renewAt: timestamp, private: bytes('{"lease":[1]}'), diagnostics: [] },
    });
  });

  it("has its defaults, although no plan puts them in", async () => {
    const opened = await ask(await leasing(), "openEphemeralResource", { typeName, config });
    expect(plain(opened.result)).toEqual({ length: "8", value: "abc" });
    expect(opened).not.toHaveProperty("private");
    expect(opened).not.toHaveProperty("renewAt");
  });

  it("keeps a private null, which is a value like any other", async () => {
    const server = await leasing({ open: () => ({ result: { length: 8, value: "abc" }, private: null }) });
    expect((await ask(server, "openEphemeralResource", { typeName, config })).private).toEqual(bytes("null"));
  });

  it("is nothing when that fails", async () => {
    const server = await leasing({ open: () => Promise.reject(new Problem({ title: "None left" })) });
    const reply = await ask(server, "openEphemeralResource", { typeName, config });
    expect(reply).toEqual({ diagnostics: [expect.objectContaining({ summary: "None left" })] });
  });
});

describe("an ephemeral value that is renewed", () => {
  const renewing = { typeName, private: bytes('{"lease":1}') };

  it("gets its private value and the context, and says when the next time is", async () => {
    const server = await leasing({
      renew: ({ private: own, context }) => ({ renewAt: at, private: [own, context.api] }),
    });
    expect(await ask(server, "renewEphemeralResource", renewing)).toEqual({
      ...{ renewAt: timestamp, private: bytes('[{"lease":1},"up"]'), diagnostics: [] },
    });
  });

  it("keeps the private value that it has when it gets no other, or fails", async () => {
    const fail = () => Promise.reject(new Problem({ title: "Too late" }));
    for (const renew of [() => ({}), fail]) {
      const server = await leasing({ renew });
      expect((await ask(server, "renewEphemeralResource", renewing)).private).toEqual(renewing.private);
    }
  });
});

describe("an ephemeral value that is closed", () => {
  it("gets its private value, or null where there is none", async () => {
    const seen: unknown[] = [];
    const server = await leasing({
      close: ({ private: own, context }) => void seen.push([own, context.api]),
    });
    await ask(server, "closeEphemeralResource", { typeName, private: bytes('{"lease":1}') });
    const { diagnostics } = await ask(server, "closeEphemeralResource", { typeName });
    expect(diagnostics).toEqual([]);
    await ask(server, "closeEphemeralResource", { typeName, private: bytes("") });
    expect(seen).toEqual([
      [{ lease: 1 }, "up"],
      [null, "up"],
      [null, "up"],
    ]);
  });

  it("says what went wrong, and nothing where there is nothing to close", async () => {
    const server = await leasing({ close: () => Promise.reject(new Problem({ title: "Stuck" })) });
    const failed = await ask(server, "closeEphemeralResource", { typeName });
    expect(failed.diagnostics).toMatchObject([{ summary: "Stuck" }]);
    const bare = await ask(await leasing(), "closeEphemeralResource", { typeName });
    expect(bare.diagnostics).toEqual([]);
  });
});

describe("ephemeral values", () => {
  const sample = sampleInEachTest();

  it("are opened, and closed with the private value of the opening", async () => {
    const { server, shelf } = sample();
    const opened = await ask(server, "openEphemeralResource", {
      typeName: "sample_lease",
      config: wire({ length: null, value: null }),
    });
    expect(plain(opened.result)).toEqual({ length: null, value: "lease-secret" });
    expect(opened.private).toEqual(bytes('{"lease":1}'));
    expect(opened).not.toHaveProperty("renewAt");
    const closing = { typeName: "sample_lease", private: opened.private };
    expect((await ask(server, "closeEphemeralResource", closing)).diagnostics).toEqual([]);
    expect(readFileSync(join(shelf, "notes.txt"), "utf8")).toBe('lease opened\nlease closed {"lease":1}\n');
  });

  it("that need no renewal are asked for one in vain", async () => {
    const reply = await ask(sample().server, "renewEphemeralResource", {
      typeName: "sample_lease",
      private: bytes('{"lease":1}'),
    });
    expect(reply.diagnostics).toEqual([]);
    expect(reply).not.toHaveProperty("renewAt");
  });
});
