import { describe, expect, it } from "vitest";
import type { ProviderServer } from "../../../src/terraform/wire/protocol";
import { provider } from "../sample-provider/provider";
import { all, ask, raw, serverOf, wire } from "./harness";
import { nothing, sampleInEachTest } from "./sample";

const sample = sampleInEachTest();

const thing = { ...nothing, id: "7", name: "lamp", kind: "plain", capacity: 1, token: "t", revision: 1 };
const wanted = wire({ ...nothing, name: "lamp" });
const change = { priorState: wire(null), proposedNewState: wanted, config: wanted };
const config = wire(null);
const shake = wire({ times: 1 });
const typed = { typeName: "sample_thing" };

/** A request to each method that has a log line, and the type that the line names. */
const requests: Record<string, readonly [request: object, type?: string]> = {
  getMetadata: [{}],
  getProviderSchema: [{}],
  getResourceIdentitySchemas: [{}],
  getFunctions: [{}],
  validateProviderConfig: [{ config }],
  configureProvider: [{ config }],
  validateResourceConfig: [{ ...typed, config: wanted }, "sample_thing"],
  upgradeResourceState: [{ ...typed, version: 1, rawState: raw(thing) }, "sample_thing"],
  readResource: [{ ...typed, currentState: wire(null) }, "sample_thing"],
  planResourceChange: [{ ...typed, ...change }, "sample_thing"],
  applyResourceChange: [{ ...typed, priorState: wire(null) }, "sample_thing"],
  importResourceState: [{ ...typed, id: "7" }, "sample_thing"],
  generateResourceConfig: [{ ...typed, state: wire(thing) }, "sample_thing"],
  moveResourceState: [
    { targetTypeName: "sample_thing", sourceTypeName: "sample_relic", sourceState: raw(thing) },
    "sample_thing",
  ],
  upgradeResourceIdentity: [{ ...typed, version: 0, rawIdentity: raw({ id: "7" }) }, "sample_thing"],
  validateListResourceConfig: [{ ...typed, config }, "sample_thing"],
  listResource: [{ ...typed, config }, "sample_thing"],
  validateDataResourceConfig: [{ typeName: "sample_shelf", config }, "sample_shelf"],
  readDataSource: [{ typeName: "sample_shelf", config }, "sample_shelf"],
  validateEphemeralResourceConfig: [{ typeName: "sample_lease", config }, "sample_lease"],
  openEphemeralResource: [{ typeName: "sample_lease", config }, "sample_lease"],
  renewEphemeralResource: [{ typeName: "sample_lease" }, "sample_lease"],
  closeEphemeralResource: [{ typeName: "sample_lease" }, "sample_lease"],
  validateActionConfig: [{ typeName: "sample_shake", config: shake }, "sample_shake"],
  planAction: [{ actionType: "sample_shake", config: shake }, "sample_shake"],
  invokeAction: [{ actionType: "sample_shake", config: shake }, "sample_shake"],
  callFunction: [{ name: "join", arguments: [wire("-")] }, "join"],
};

/** Asks, hears a stream to its end, and gives what the log had to say of it. */
async function logged(member: string, request: object): Promise<Record<string, unknown>[]> {
  const { server, log } = sample();
  log.length = 0;
  const answer = ask(server, member as keyof ProviderServer, request as never) as object;
  if (Symbol.asyncIterator in answer) await all(answer as AsyncIterable<unknown>);
  else await answer;
  return log.map((line) => JSON.parse(line)).filter((line) => String(line["@message"]).endsWith(" answered"));
}

describe("every RPC", () => {
  it("is asked for here, but for the one that stops the others", () => {
    const methods = Object.keys(serverOf(provider).server).filter((name) => name !== "stopProvider");
    expect(Object.keys(requests).sort()).toEqual(methods.sort());
  });

  it.each(Object.entries(requests))(
    "has one line in the log, with its name and its type: %s",
    async (member, [request, type]) => {
      sample().put("7", "lamp");
      const rpc = member.charAt(0).toUpperCase() + member.slice(1);
      const lines = await logged(member, request);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({
        ...{ "@message": `${rpc} answered`, "@level": "debug", tf_rpc: rpc, diagnostic_warning_count: 0 },
        diagnostic_error_count: 0,
      });
      expect(lines[0]!["tf_resource_type"]).toBe(type);
      expect(lines[0]).not.toHaveProperty("diagnostic_codes");
    },
  );

  it.each(["readResource", "readDataSource", "openEphemeralResource"])(
    "names in its line also a type that is not there: %s",
    async (member) => {
      const [line] = await logged(member, { typeName: "sample_ghost" });
      expect(line).toMatchObject({
        ...{ tf_resource_type: "sample_ghost", diagnostic_error_count: 1 },
        diagnostic_codes: ["unknown_type"],
      });
    },
  );
});
