// What no Terraform on this machine may be old or new enough to ask for: asked of the server itself.
import { randomBytes } from "node:crypto";
import { ExtData } from "@msgpack/msgpack";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { provider } from "../../../src/provider/provider";
import { apiKeyPattern } from "../../../src/pumble";
import { generateApiKey } from "../../../src/pumble/api-keys/api-key-text";
import { startTestStack, type TestStack } from "../../e2e/test-stack";
import { call, plain, serverOf, wire } from "../../terraform/rpc/harness";

type Values = Record<string, unknown>;

let test: TestStack;
let server: ReturnType<typeof serverOf>["server"];
let log: string[];

beforeAll(async () => {
  test = await startTestStack();
});
afterAll(async () => {
  await test?.client.close();
  await test?.close();
});
beforeEach(() => {
  ({ server, log } = serverOf(provider));
});

const typeName = "pumble_api_key";
const nothing = new Uint8Array(0);
const unknown = new ExtData(0, Uint8Array.of(0));
const unset = {
  ...{ id: null, api_key_wo: null, api_key_wo_version: null, rotation_grace_seconds: null },
  ...{ expires_at: null, read_only: null, groups: null, channel_ids: null },
  ...{ last_characters: null, status: null, created_at: null },
};
const newText = () => generateApiKey(randomBytes).text;

function configure(apiKey: unknown = test.apiKey) {
  const rates = { max_requests_per_minute: null, request_timeout_seconds: null };
  const config = wire({ api_key: apiKey, base_url: test.stack.addonUrl, ...rates });
  return server.configureProvider(
    { terraformVersion: "1.14.0", config, clientCapabilities: undefined },
    call,
  );
}

function validate(config: Values, writeOnlyAttributesAllowed?: boolean) {
  const clientCapabilities = writeOnlyAttributesAllowed ? { writeOnlyAttributesAllowed } : undefined;
  const request = { typeName, config: wire({ ...unset, ...config }), clientCapabilities };
  return server.validateResourceConfig(request as never, call);
}

/** Plans as Terraform does: what is computed and not configured is proposed as it was. */
async function plan(prior: Values | null, configured: Values, priorIdentity?: object) {
  const config = { ...unset, ...configured };
  const computed = prior && {
    ...{ id: prior["id"], last_characters: prior["last_characters"] },
    ...{ status: prior["status"], created_at: prior["created_at"] },
  };
  const request = {
    ...{ typeName, config: wire(config), priorState: wire(prior), priorPrivate: nothing, priorIdentity },
    ...{ proposedNewState: wire({ ...config, ...computed }), providerMeta: undefined },
  };
  return server.planResourceChange(request as never, call);
}

/** Plans and applies. */
async function apply(prior: Values | null, configured: Values, priorIdentity?: object) {
  const planned = await plan(prior, configured, priorIdentity);
  expect(planned.diagnostics).toEqual([]);
  const request = {
    ...{ typeName, config: wire({ ...unset, ...configured }), priorState: wire(prior) },
    ...{ plannedState: planned.plannedState, plannedPrivate: planned.plannedPrivate },
    plannedIdentity: planned.plannedIdentity,
  };
  const applied = await server.applyResourceChange(request as never, call);
  expect(applied.diagnostics).toEqual([]);
  const identityData = (applied.newIdentity as { identityData: never }).identityData;
  const state = plain(applied.newState as never) as Values;
  return { state, identity: plain(identityData), newIdentity: applied.newIdentity as object, planned };
}

describe("a Terraform before 1.11", () => {
  it("is told that it cannot hand a text over, without the text", async () => {
    const text = newText();
    const { diagnostics } = await validate({ name: "old", api_key_wo: text });
    expect(diagnostics).toMatchObject([
      {
        summary: "api_key_wo needs Terraform 1.11 or OpenTofu 1.11",
        detail: expect.stringContaining("newer version"),
      },
    ]);
    expect(JSON.stringify(diagnostics?.[0]?.attribute)).toContain("api_key_wo");
    expect(JSON.stringify(diagnostics) + log.join()).not.toContain(text.slice(17));
    expect((await validate({ name: "new", api_key_wo: text }, true)).diagnostics).toEqual([]);
  });

  it("is told the same when it plans a key without one, and may keep a key that is there", async () => {
    await configure();
    expect((await validate({ name: "old" })).diagnostics).toEqual([]);
    expect((await plan(null, { name: "old" })).diagnostics).toMatchObject([
      {
        summary: 'API key "old" needs api_key_wo',
        detail: expect.stringContaining("ephemeral resource pumble_generated_api_key."),
      },
    ]);
    const { state } = await apply(null, { name: "old", api_key_wo: newText() });
    const kept = await plan(state, { name: "old" });
    expect([kept.diagnostics, plain(kept.plannedState as never)]).toEqual([[], state]);
  });
});

describe("pumble_api_key", () => {
  beforeEach(() => configure());

  it("shows the text in no plan, state, identity, diagnostic and log line", async () => {
    const [first, second] = [newText(), newText()];
    const made = await apply(null, { name: "silent", api_key_wo: first });
    const turned = await apply(made.state, { name: "silent", api_key_wo: second, api_key_wo_version: 2 });
    const again = { name: "silent", api_key_wo: first, api_key_wo_version: 3 };
    const planned = await plan(turned.state, again);
    const refused = await server.applyResourceChange(
      {
        ...{ typeName, config: wire({ ...unset, ...again }), priorState: wire(turned.state) },
        ...{ plannedState: planned.plannedState, plannedPrivate: planned.plannedPrivate },
      } as never,
      call,
    );
    expect(refused.diagnostics).toMatchObject([
      { summary: 'API key "silent" was handed a text that has been used before' },
    ]);
    const told = [made, turned, planned, refused].map((reply) => Buffer.from(JSON.stringify(reply)));
    const bytes = [made.planned, turned.planned, planned, refused].flatMap((reply) =>
      Object.values(reply).flatMap((value) => {
        const { msgpack = value } = (value ?? {}) as { msgpack?: unknown };
        return msgpack instanceof Uint8Array ? [Buffer.from(msgpack)] : [];
      }),
    );
    for (const text of [first, second]) {
      const secret = text.slice(17);
      expect([...told, ...bytes, Buffer.from(log.join())].filter((one) => one.includes(secret))).toEqual([]);
    }
  });

  it("has another identity after a rotation, and plans with the one before", async () => {
    const made = await apply(null, { name: "turning", api_key_wo: newText() });
    expect(made.identity).toEqual({ id: made.state["id"] });
    const next = { name: "turning", api_key_wo: newText(), api_key_wo_version: 2 };
    const turned = await apply(made.state, next, made.newIdentity);
    expect(turned.planned.plannedIdentity).toEqual(made.newIdentity);
    expect(turned.state["id"]).toBe(next.api_key_wo.slice(4, 16));
    expect(turned.identity).toEqual({ id: turned.state["id"] });
  });

  it("plans for a number that is not known yet, and keeps the key when it was the same", async () => {
    const { state } = await apply(null, { name: "maybe", api_key_wo: newText() });
    const planned = await plan(state, { name: "maybe", api_key_wo: newText(), api_key_wo_version: unknown });
    expect(planned.diagnostics).toEqual([]);
    expect(plain(planned.plannedState as never)).toMatchObject({ id: unknown, last_characters: unknown });
    const missing = await plan(state, { name: "maybe", api_key_wo_version: unknown });
    expect(missing.diagnostics).toMatchObject([{ summary: 'API key "maybe" needs api_key_wo' }]);
    const plannedState = wire({ ...(plain(planned.plannedState as never) as Values), api_key_wo_version: 1 });
    const request = {
      ...{ typeName, config: wire({ ...unset, name: "maybe", api_key_wo_version: 1 }), plannedState },
      ...{ priorState: wire(state), plannedPrivate: planned.plannedPrivate },
    };
    const applied = await server.applyResourceChange(request as never, call);
    expect([applied.diagnostics, plain(applied.newState as never)]).toEqual([[], state]);
  });

  it.each([
    { seconds: 0, problems: [] },
    { seconds: 2_592_000, problems: [] },
    { seconds: 2_592_001, problems: [{ summary: "Invalid value for rotation_grace_seconds" }] },
    { seconds: -1, problems: [{ summary: "Invalid value for rotation_grace_seconds" }] },
    { seconds: 1.5, problems: [{ summary: "Invalid value for rotation_grace_seconds" }] },
  ])("has a grace period of at most 30 days: $seconds seconds", async ({ seconds, problems }) => {
    const { diagnostics } = await validate({ name: "x", rotation_grace_seconds: seconds }, true);
    expect(diagnostics).toMatchObject(problems);
  });
});

describe("the ephemeral resource pumble_generated_api_key", () => {
  it("makes another text each time, asks nobody for it, and logs none", async () => {
    // With a key that is not known yet there is nobody to ask.
    expect((await configure(unknown)).diagnostics).toEqual([]);
    const config = wire({ api_key: null, id: null });
    const open = async () => {
      const request = { typeName: "pumble_generated_api_key", config, clientCapabilities: undefined };
      const { result, diagnostics } = await server.openEphemeralResource(request as never, call);
      expect(diagnostics).toEqual([]);
      return plain(result as never) as { api_key: string; id: string };
    };
    const [one, other] = [await open(), await open()];
    expect(one.api_key).toMatch(new RegExp(`^${apiKeyPattern.source}$`));
    expect(one.api_key.slice(4, 16)).toBe(one.id);
    expect(other.api_key.slice(17)).not.toBe(one.api_key.slice(17));
    expect(log.join()).toContain("OpenEphemeralResource");
    expect(log.join()).not.toMatch(apiKeyPattern);
    const { key } = await test.client.apiKeys.create({ name: "generated", apiKey: one.api_key });
    expect(key.id).toBe(one.id);
  });
});
