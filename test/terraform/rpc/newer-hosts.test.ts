// What the Terraform on this machine may be too old to ask for: identity, lists, actions, functions on their own.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { a, createProviderServer, t } from "../../../src/terraform";
import { createLogger } from "../../../src/terraform/process/log";
import type { ProviderServer } from "../../../src/terraform/wire/protocol";
import { provider } from "../sample-provider/provider";
import { configured, define, type Part, state } from "./box";
import { all, ask, bytes, plain, serverOf, wire } from "./harness";
import { nothing, sampleInEachTest } from "./sample";

const sample = sampleInEachTest();

/** A thing as Terraform gets it: numbers travel as text. */
function asSent(thing: Record<string, unknown>): Record<string, unknown> {
  const { capacity, revision } = thing;
  return { ...thing, capacity: String(capacity), revision: String(revision) };
}

describe("resource identity", () => {
  it("is declared", async () => {
    const { identitySchemas } = await ask(sample().server, "getResourceIdentitySchemas", {});
    expect(identitySchemas).toEqual({
      sample_thing: {
        version: 0,
        identityAttributes: [
          {
            name: "id",
            type: bytes('"string"'),
            requiredForImport: true,
            optionalForImport: false,
            description: "Id on the shelf.",
          },
        ],
      },
    });
  });

  it("comes with every read, and is what an import can start from", async () => {
    const state = sample().put("7", "lamp");
    const identity = { identityData: wire({ id: "7" }) };
    const imported = await ask(sample().server, "importResourceState", {
      typeName: "sample_thing",
      identity,
    });
    expect(imported.diagnostics).toEqual([]);
    const [first] = imported.importedResources!;
    expect(first).toMatchObject({ typeName: "sample_thing", private: bytes('{"made":"7"}') });
    expect(plain(first!.identity?.identityData)).toEqual({ id: "7" });
    const read = await ask(sample().server, "readResource", {
      typeName: "sample_thing",
      currentState: first!.state,
    });
    expect(plain(read.newState)).toEqual(asSent(state));
    expect(plain(read.newIdentity?.identityData)).toEqual({ id: "7" });
  });

  it("is refused where it is no text", async () => {
    const identity = { identityData: wire({ id: [7] }) };
    const { diagnostics } = await ask(sample().server, "importResourceState", {
      typeName: "sample_thing",
      identity,
    });
    expect(diagnostics).toMatchObject([{ summary: "Invalid value for id" }]);
  });

  it("of another version cannot be used when there is no way from there", async () => {
    const rawIdentity = { json: bytes('{"id":"7"}') };
    const asked = { typeName: "sample_thing", version: 0, rawIdentity };
    const same = await ask(sample().server, "upgradeResourceIdentity", asked);
    expect(plain(same.upgradedIdentity?.identityData)).toEqual({ id: "7" });
    const other = await ask(sample().server, "upgradeResourceIdentity", { ...asked, version: 3 });
    expect(other.diagnostics).toMatchObject([
      { summary: "sample_thing cannot use a stored identity of version 3" },
    ]);
    expect(other.upgradedIdentity).toBe(undefined);
    const none = await ask(sample().server, "upgradeResourceIdentity", {
      ...asked,
      typeName: "sample_relic",
    });
    expect(none.diagnostics).toMatchObject([
      { summary: "sample_relic cannot use a stored identity of version 0" },
    ]);
  });
});

describe("an import", () => {
  it("of what is not there says so, and imports nothing", async () => {
    const reply = await ask(sample().server, "importResourceState", { typeName: "sample_thing", id: "8" });
    expect(reply.diagnostics).toMatchObject([{ summary: "There is no thing 8" }]);
    expect(reply.importedResources).toBe(undefined);
  });

  it("has defaults where the provider left a gap", async () => {
    sample().put("7", "lamp");
    const reply = await ask(sample().server, "importResourceState", { typeName: "sample_thing", id: "7" });
    expect(plain(reply.importedResources![0]!.state)).toMatchObject({ id: "7", kind: "plain", name: null });
  });

  it("is refused by a resource that has none", async () => {
    const reply = await ask(sample().server, "importResourceState", { typeName: "sample_relic", id: "7" });
    expect(reply.diagnostics).toMatchObject([{ summary: "sample_relic cannot be imported" }]);
  });
});

describe("listing", () => {
  const request = {
    typeName: "sample_thing",
    config: wire({ prefix: null }),
    includeResourceObject: true,
    limit: 10,
  };

  it("streams each object with name, identity and, if asked for, state", async () => {
    sample().put("1", "lamp");
    const desk = sample().put("2", "desk");
    const events = await all(ask(sample().server, "listResource", request));
    expect(events.map(({ displayName }) => displayName)).toEqual(["lamp", "desk"]);
    expect(plain(events[1]!.resourceObject)).toEqual(asSent(desk));
    expect(plain(events[1]!.identity?.identityData)).toEqual({ id: "2" });
    const bare = await all(
      ask(sample().server, "listResource", { ...request, includeResourceObject: false }),
    );
    expect(bare[0]).not.toHaveProperty("resourceObject");
  });

  it("follows its configuration and its limit, and has none when none is asked for", async () => {
    for (const [id, name] of Object.entries({ a: "x1", b: "y1", c: "x2" })) sample().put(id, name);
    const names = async (changed: object) =>
      (await all(ask(sample().server, "listResource", { ...request, ...changed }))).map(
        ({ displayName }) => displayName,
      );
    expect(await names({ config: wire({ prefix: "x" }) })).toEqual(["x1", "x2"]);
    expect(await names({ limit: 2 })).toEqual(["x1", "y1"]);
    expect(await names({ limit: 0 })).toEqual(["x1", "y1", "x2"]);
  });

  it("ends with its problem when it fails", async () => {
    const events = await all(ask(sample().server, "listResource", { ...request, typeName: "sample_relic" }));
    expect(events).toMatchObject([{ diagnostic: [{ summary: "The sample provider has no sample_relic" }] }]);
    const none = await all(ask(sample().server, "listResource", { ...request, typeName: "sample_wish" }));
    expect(none).toMatchObject([{ diagnostic: [{ summary: "The sample provider has no sample_wish" }] }]);
  });

  it("finds nothing by a configuration that its schema refuses", async () => {
    let ran = 0;
    const list = {
      description: "",
      attributes: { prefix: a.string({ required: true, description: "" }) },
      async *run() {
        ran++;
        yield { displayName: "it", state };
      },
    };
    const identity = { attributes: { id: { type: t.string, description: "" } }, of: () => ({ id: "1" }) };
    const { server } = await configured({ list, identity } as Part);
    const listed = (config: object) => all(ask(server, "listResource", { typeName: "test_box", config }));
    expect(await listed(wire({ prefix: null }))).toMatchObject([
      {
        diagnostic: [{ summary: "prefix is required", attribute: { steps: [{ attributeName: "prefix" }] } }],
      },
    ]);
    expect(ran).toBe(0);
    expect(await listed(wire({ prefix: "y" }))).toMatchObject([{ displayName: "it" }]);
    expect(ran).toBe(1);
  });

  it("is validated by its own schema", async () => {
    const validate = (typeName: string, config: object) =>
      ask(sample().server, "validateListResourceConfig", { typeName, config: wire(config) });
    expect((await validate("sample_thing", { prefix: "x" })).diagnostics).toEqual([]);
    expect((await validate("sample_thing", { prefix: ["x"] })).diagnostics).toMatchObject([
      { summary: "Invalid value for prefix" },
    ]);
    expect((await validate("sample_relic", {})).diagnostics).toMatchObject([
      { summary: "The sample provider has no sample_relic" },
    ]);
  });
});

describe("actions", () => {
  it("are validated, planned, and stream their progress to the end", async () => {
    const config = wire({ times: 2 });
    const { server } = sample();
    const checked = await ask(server, "validateActionConfig", { typeName: "sample_shake", config });
    expect(checked.diagnostics).toEqual([]);
    expect((await ask(server, "planAction", { actionType: "sample_shake", config })).diagnostics).toEqual([]);
    expect(await all(ask(server, "invokeAction", { actionType: "sample_shake", config }))).toEqual([
      { progress: { message: "shaken 1 times" } },
      { progress: { message: "shaken 2 times" } },
      { completed: { diagnostics: [] } },
    ]);
  });

  it("are not planned or run with what their schema refuses", async () => {
    const asked = { actionType: "sample_shake", config: wire({ times: null }) };
    const { diagnostics } = await ask(sample().server, "planAction", asked);
    expect(diagnostics).toMatchObject([{ summary: "times is required" }]);
    expect(await all(ask(sample().server, "invokeAction", asked))).toMatchObject([
      { completed: { diagnostics: [{ summary: "times is required" }] } },
    ]);
  });

  it("say nothing more once somebody asked them to stop", async () => {
    const shake = define.defineAction({
      ...{ name: "shake", description: "", attributes: {} },
      async invoke({ progress, signal, context }) {
        progress(`first ${context.api}`);
        await ask(server, "stopProvider", {});
        expect(signal.aborted).toBe(true);
        progress("second");
      },
    });
    const { server } = await configured({}, { actions: [shake] });
    expect(await all(ask(server, "invokeAction", { actionType: "test_shake", config: wire({}) }))).toEqual([
      { progress: { message: "first up" } },
      { completed: { diagnostics: [] } },
    ]);
  });

  it("end as failed, and do not hang, when not even the log can be written", async () => {
    const write = () => {
      throw new Error("no room");
    };
    const log = createLogger({ name: "test", env: { TF_LOG: "debug" }, write });
    const broken = createProviderServer(provider, { log }) as Required<ProviderServer>;
    const asked = { actionType: "sample_shake", config: wire({ times: 1 }) };
    await expect(all(ask(broken, "invokeAction", asked))).rejects.toThrow("no room");
  });

  it("end with their problem when they fail", async () => {
    const { shelf, server } = sample();
    rmSync(shelf, { recursive: true });
    writeFileSync(shelf, "not a folder");
    const config = wire({ times: 1 });
    const events = await all(ask(server, "invokeAction", { actionType: "sample_shake", config }));
    expect(events.at(-1)).toMatchObject({ completed: { diagnostics: [{ severity: 1 }] } });
  });
});

describe("ephemeral values", () => {
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

describe("functions", () => {
  const args = (...values: unknown[]) => values.map((value) => wire(value));

  it("get named and further arguments", async () => {
    const reply = await ask(sample().server, "callFunction", {
      name: "join",
      arguments: args("-", "a", "b", "c"),
    });
    expect(plain(reply.result)).toBe("a-b-c");
    expect(reply).not.toHaveProperty("error");
  });

  it("name the argument at fault by its place", async () => {
    const called = { name: "join", arguments: args("", "a") };
    expect(await ask(sample().server, "callFunction", called)).toEqual({
      error: { text: "must not be empty", functionArgument: 0 },
    });
  });

  it("refuse an argument of another type, and say which", async () => {
    const called = { name: "join", arguments: args("-", ["a"]) };
    const { error } = await ask(sample().server, "callFunction", called);
    expect(error?.text).toContain("Invalid value for texts");
    expect(error).not.toHaveProperty("functionArgument");
    const first = await ask(sample().server, "callFunction", { name: "join", arguments: args(["-"]) });
    expect(first.error).toMatchObject({ functionArgument: 0 });
  });

  it("that are not there are named", async () => {
    const { error } = await ask(sample().server, "callFunction", { name: "sing", arguments: [] });
    expect(error?.text).toContain("The sample provider has no function sing");
    expect(error).not.toHaveProperty("functionArgument");
  });
});

describe("what older and other hosts ask for", () => {
  it("is all in the metadata", async () => {
    expect(await ask(sample().server, "getMetadata", {})).toEqual({
      resources: [{ typeName: "sample_thing" }, { typeName: "sample_relic" }],
      dataSources: [{ typeName: "sample_shelf" }],
      ephemeralResources: [{ typeName: "sample_lease" }],
      listResources: [{ typeName: "sample_thing" }],
      actions: [{ typeName: "sample_shake" }],
      functions: [{ name: "join" }, { name: "echo" }],
      serverCapabilities: {
        planDestroy: true,
        getProviderSchemaOptional: true,
        moveResourceState: true,
        generateResourceConfig: true,
      },
      diagnostics: [],
    });
  });

  it("includes functions on their own", async () => {
    const { functions } = await ask(sample().server, "getFunctions", {});
    expect(functions).toMatchObject({
      join: { variadicParameter: { name: "texts" } },
      echo: { summary: "Gives back what it got." },
    });
  });

  it("a write-only value is refused for a Terraform that does not know of them", async () => {
    const computed = { id: null, kind: null, capacity: null, token: null, revision: null };
    const config = wire({ ...nothing, ...computed, name: "x", password: "secret" });
    const asked = { typeName: "sample_thing", config };
    const old = await ask(sample().server, "validateResourceConfig", asked);
    expect(old.diagnostics).toMatchObject([{ summary: "password needs Terraform 1.11 or OpenTofu 1.11" }]);
    const clientCapabilities = { writeOnlyAttributesAllowed: true };
    const now = await ask(sample().server, "validateResourceConfig", { ...asked, clientCapabilities });
    expect(now.diagnostics).toEqual([]);
  });
});

describe("what is not served", () => {
  // gRPC answers UNIMPLEMENTED for these, which Terraform takes for an old provider.
  it.each(["validateStateStoreConfig", "getStates", "lockState", "deleteState"] as const)(
    "has no method: %s",
    (member) => {
      expect(serverOf(provider).server[member]).toBe(undefined);
    },
  );
});
