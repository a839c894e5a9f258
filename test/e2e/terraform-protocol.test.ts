// What the Terraform on this machine may be too old to ask for, asked over the same socket and certificates.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, status } from "@grpc/grpc-js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type ConfigureProvider_Response,
  decode,
  encode,
  type GetFunctions_Response,
  type GetMetadata_Response,
  type GetResourceIdentitySchemas_Response,
  type ImportResourceState_Response,
  type InvokeAction_Event,
  type ListResource_Event,
  type PlanAction_Response,
  providerService,
  type ReadResource_Response,
  type UpgradeResourceIdentity_Response,
  type ValidateActionConfig_Response,
  type ValidateResourceConfig_Response,
} from "../../src/terraform/wire/protocol";
import { bundlePlugin, Plugin } from "../terraform/process/plugin";
import { plain, wire } from "../terraform/rpc/harness";

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let shelf: string;
let plugin: Plugin;
let client: Client;

beforeAll(async () => {
  bundle = await bundlePlugin("test/terraform/sample-provider/main.ts");
});
afterAll(() => rmSync(bundle.folder, { recursive: true, force: true }));
beforeEach(async () => {
  shelf = mkdtempSync(join(tmpdir(), "shelf-"));
  plugin = await Plugin.start(bundle.file, { SAMPLE_SHELF: shelf });
  client = plugin.connect();
  await ask<ConfigureProvider_Response>("ConfigureProvider", {
    terraformVersion: "1.14.0",
    config: wire({ folder: shelf, key: null }),
  });
});
afterEach(async () => {
  await plugin.end();
  rmSync(shelf, { recursive: true, force: true });
});

/** One call with a single answer. */
function ask<Reply>(name: string, request: object): Promise<Reply> {
  return plugin.call(client, providerService as never, name, request) as Promise<Reply>;
}

/** One call with a stream of answers. */
function askStream<Reply>(name: string, request: object): Promise<Reply[]> {
  const method = providerService.method(name)!;
  const stream = client.makeServerStreamRequest(
    `/${providerService.name}/${name}`,
    (message: object) => Buffer.from(encode(method.request, message as never)),
    (bytes: Buffer) => decode(method.response, bytes) as Reply,
    request,
  );
  return new Promise((resolve, reject) => {
    const events: Reply[] = [];
    stream.on("data", (event: Reply) => events.push(event));
    stream.once("error", reject);
    stream.once("end", () => resolve(events));
  });
}

const attributes = ["note", "region", "ratio", "exact", "tags", "steps", "labels", "extra", "old_note"];
const rest = ["password", "password_version", "settings", "rules", "peers", "parts", "color"];
const nothing = Object.fromEntries([...attributes, ...rest].map((name) => [name, null]));

/** Puts a thing on the shelf as the service would. */
function put(id: string, name: string) {
  const thing = { ...nothing, id, name, kind: "plain", capacity: 1, token: "token-of-thing", revision: 1 };
  writeFileSync(join(shelf, `${id}.json`), JSON.stringify(thing));
  return thing;
}

describe("resource identity", () => {
  it("is declared", async () => {
    const { identitySchemas } = await ask<GetResourceIdentitySchemas_Response>(
      "GetResourceIdentitySchemas",
      {},
    );
    expect(identitySchemas).toMatchObject({
      sample_thing: {
        version: 0,
        identityAttributes: [{ name: "id", requiredForImport: true, optionalForImport: false }],
      },
    });
    expect(Object.keys(identitySchemas)).toEqual(["sample_thing"]);
  });

  it("comes with every read, and is what an import can start from", async () => {
    const state = put("7", "lamp");
    const identity = { identityData: wire({ id: "7" }) };
    const imported = await ask<ImportResourceState_Response>("ImportResourceState", {
      typeName: "sample_thing",
      identity,
    });
    expect(imported.diagnostics).toEqual([]);
    const [first] = imported.importedResources;
    expect(plain(first!.identity?.identityData)).toEqual({ id: "7" });
    const read = await ask<ReadResource_Response>("ReadResource", {
      typeName: "sample_thing",
      currentState: first!.state,
    });
    expect(plain(read.newState)).toEqual(state);
    expect(plain(read.newIdentity?.identityData)).toEqual({ id: "7" });
  });

  it("of another version cannot be used when there is no way from there", async () => {
    const rawIdentity = { json: new TextEncoder().encode('{"id":"7"}') };
    const same = await ask<UpgradeResourceIdentity_Response>("UpgradeResourceIdentity", {
      typeName: "sample_thing",
      version: 0,
      rawIdentity,
    });
    expect(plain(same.upgradedIdentity?.identityData)).toEqual({ id: "7" });
    const other = await ask<UpgradeResourceIdentity_Response>("UpgradeResourceIdentity", {
      typeName: "sample_thing",
      version: 3,
      rawIdentity,
    });
    expect(other.diagnostics).toMatchObject([
      { summary: "sample_thing cannot use a stored identity of version 3" },
    ]);
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
    put("1", "lamp");
    const desk = put("2", "desk");
    const events = await askStream<ListResource_Event>("ListResource", request);
    expect(events.map(({ displayName }) => displayName)).toEqual(["lamp", "desk"]);
    expect(plain(events[1]!.resourceObject)).toEqual(desk);
    const bare = await askStream<ListResource_Event>("ListResource", {
      ...request,
      includeResourceObject: false,
    });
    expect(bare[0]!.resourceObject).toBe(undefined);
  });

  it("follows its configuration and its limit", async () => {
    for (const [id, name] of Object.entries({ a: "x1", b: "y1", c: "x2" })) put(id, name);
    const found = await askStream<ListResource_Event>("ListResource", {
      ...request,
      config: wire({ prefix: "x" }),
    });
    expect(found.map(({ displayName }) => displayName)).toEqual(["x1", "x2"]);
    expect(await askStream<ListResource_Event>("ListResource", { ...request, limit: 1 })).toHaveLength(1);
  });

  it("ends with its problem when it fails", async () => {
    const events = await askStream<ListResource_Event>("ListResource", {
      ...request,
      typeName: "sample_relic",
    });
    expect(events).toMatchObject([{ diagnostic: [{ summary: "The sample provider has no sample_relic" }] }]);
  });
});

describe("actions", () => {
  it("are validated, planned, and stream their progress to the end", async () => {
    const config = wire({ times: 2 });
    expect(
      (await ask<ValidateActionConfig_Response>("ValidateActionConfig", { typeName: "sample_shake", config }))
        .diagnostics,
    ).toEqual([]);
    expect(
      (await ask<PlanAction_Response>("PlanAction", { actionType: "sample_shake", config })).diagnostics,
    ).toEqual([]);
    expect(
      await askStream<InvokeAction_Event>("InvokeAction", { actionType: "sample_shake", config }),
    ).toMatchObject([
      { progress: { message: "shaken 1 times" } },
      { progress: { message: "shaken 2 times" } },
      { completed: { diagnostics: [] } },
    ]);
  });

  it("end with their problem when they fail", async () => {
    const config = wire({ times: 1 });
    rmSync(shelf, { recursive: true });
    writeFileSync(shelf, "not a folder");
    const events = await askStream<InvokeAction_Event>("InvokeAction", {
      actionType: "sample_shake",
      config,
    });
    expect(events.at(-1)).toMatchObject({ completed: { diagnostics: [{ severity: 1 }] } });
  });
});

describe("what older and other hosts ask for", () => {
  it("is all in the metadata", async () => {
    expect(await ask<GetMetadata_Response>("GetMetadata", {})).toMatchObject({
      resources: [{ typeName: "sample_thing" }, { typeName: "sample_relic" }],
      dataSources: [{ typeName: "sample_shelf" }],
      ephemeralResources: [{ typeName: "sample_lease" }],
      listResources: [{ typeName: "sample_thing" }],
      actions: [{ typeName: "sample_shake" }],
      functions: [{ name: "join" }, { name: "echo" }],
      serverCapabilities: { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true },
    });
  });

  it("includes functions on their own", async () => {
    const { functions } = await ask<GetFunctions_Response>("GetFunctions", {});
    expect(functions).toMatchObject({
      join: { variadicParameter: { name: "texts" } },
      echo: { summary: expect.any(String) },
    });
  });

  it("a write-only value is refused for a Terraform that does not know of them", async () => {
    const config = wire({
      ...nothing,
      name: "x",
      password: "secret",
      id: null,
      kind: null,
      capacity: null,
      token: null,
      revision: null,
    });
    const old = await ask<ValidateResourceConfig_Response>("ValidateResourceConfig", {
      typeName: "sample_thing",
      config,
    });
    expect(old.diagnostics).toMatchObject([{ summary: "password needs Terraform 1.11 or later" }]);
    const clientCapabilities = { writeOnlyAttributesAllowed: true };
    const now = await ask<ValidateResourceConfig_Response>("ValidateResourceConfig", {
      typeName: "sample_thing",
      config,
      clientCapabilities,
    });
    expect(now.diagnostics).toEqual([]);
  });
});

describe("what is not served", () => {
  it.each(["ValidateStateStoreConfig", "GetStates", "LockState", "DeleteState"])(
    "is UNIMPLEMENTED, which Terraform takes for an old provider: %s",
    async (name) => {
      await expect(ask(name, {})).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
    },
  );
});
