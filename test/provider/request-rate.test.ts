import { expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { call, serverOf, wire } from "../terraform/rpc/harness";
import { setUnitScene } from "./scene";

const scene = setUnitScene();

it("max_requests_per_minute holds calls back, and nobody waits for a turn once Terraform stops", async () => {
  const { server, log } = serverOf(provider);
  const { apiKey: api_key, stack } = scene.test;
  const settings = { api_key, base_url: stack.addonUrl, request_timeout_seconds: null };
  const config = wire({ ...settings, max_requests_per_minute: 1n });
  const request = { terraformVersion: "1.14.0", config, clientCapabilities: undefined };
  await server.configureProvider(request as never, call);
  const asked = { typeName: "pumble_user_groups", config: wire({ groups: null, ids_by_handle: null }) };
  const reading = Promise.resolve(server.readDataSource(asked as never, call)).catch(
    (error: unknown) => error,
  );
  await expect.poll(() => log.join()).toContain("at most 1 a minute");
  await server.stopProvider({}, call);
  expect(await reading).toBeDefined();
});
