// What is said of a key or an address with which the first call fails: what was reached, whose setting it is, what to do.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { provider } from "../../src/provider/provider";
import { InProcess } from "./in-process";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  vi.unstubAllEnvs();
});

/** Another server than an addon. @returns its address */
async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const redirecting = (location: string) =>
  serving((_, response) => response.writeHead(301, { location }).end());

async function said(config: Record<string, unknown>): Promise<string> {
  const told = await new InProcess(provider).configure({ api_key: scene.test.apiKey, ...config });
  expect(told).toHaveLength(1);
  return `${told[0]!.summary}\n${told[0]!.detail}`;
}

describe("the address", () => {
  it.each([
    { path: "/some/path", reached: "There is no GET /some/path/myInfo" },
    { path: "/api-docs", reached: "There is no GET /api-docs/myInfo" },
  ])("with the path $path is told to be without", async ({ path, reached }) => {
    const { addonUrl } = scene.test.stack;
    const text = await said({ base_url: `${addonUrl}${path}/` });
    expect(text).toContain(`There is no API addon at ${addonUrl}${path}`);
    expect(text).toContain(`Asked for ${addonUrl}${path}/myInfo, it answered: ${reached}`);
    expect(text).toContain("The address comes from the provider's base_url.");
    expect(text).toContain(`Leave the path out: set base_url (PUMBLE_BASE_URL) to ${addonUrl}.`);
  });

  it("of the workspace itself is told to be that", async () => {
    vi.stubEnv("PUMBLE_BASE_URL", scene.test.stack.workspaceUrl);
    const text = await said({});
    expect(text).toContain("This is the local workspace, which has no GET /myInfo");
    expect(text).toContain("The address comes from PUMBLE_BASE_URL.");
    expect(text).toContain("pumble dev prints both");
  });

  it("of the control API is told to be without its path", async () => {
    const { controlUrl, workspaceUrl } = scene.test.stack;
    expect(await said({ base_url: controlUrl })).toContain(`to ${workspaceUrl}`);
  });

  it("of a redirect is told where it leads, and nothing is sent there", async () => {
    const asked = vi.fn<RequestListener>((_, response) => response.end());
    const target = await serving(asked);
    const text = await said({ base_url: await redirecting(`${target}/myInfo`) });
    expect(text).toContain(`it redirects to ${target}/myInfo (301)`);
    expect(text).toContain(`Set base_url (PUMBLE_BASE_URL) to ${target}.`);
    expect(asked).not.toHaveBeenCalled();
  });

  it.each(["/sign-in", "https://example.com/welcome"])(
    "of a redirect to %s is shown, not advised",
    async (to) => {
      const text = await said({ base_url: await redirecting(to) });
      expect(text).toContain(`it redirects to ${to} (301)`);
      expect(text).toContain("Set base_url (PUMBLE_BASE_URL) to the address of an API addon.");
    },
  );

  it("of a page shows how it begins", async () => {
    const base_url = await serving((_, response) => response.end("<!doctype html><title>Welcome"));
    expect(await said({ base_url })).toContain('the answer begins with "<!doctype html><title>Welcome"');
  });

  it("that is none names whose it is", async () => {
    expect(await said({ base_url: "localhost:8080" })).toContain("It comes from the provider's base_url.");
    vi.stubEnv("PUMBLE_BASE_URL", "here");
    expect(await said({})).toContain("It comes from PUMBLE_BASE_URL.");
  });

  it("that is empty is refused, so that no key goes to the default by mistake", async () => {
    vi.stubEnv("PUMBLE_BASE_URL", scene.test.stack.addonUrl);
    expect(await said({ base_url: "" })).toContain("The provider's base_url is empty");
  });

  it("that nobody serves is named", async () => {
    expect(await said({ base_url: "http://127.0.0.1:9" })).toContain(
      "http://127.0.0.1:9: connection refused",
    );
  });
});

describe("the key", () => {
  const base = () => ({ base_url: scene.test.stack.addonUrl });

  it("that is refused is told whose it is, and by which server", async () => {
    const wrong = `${scene.test.apiKey.slice(0, -4)}0000`;
    const text = await said({ ...base(), api_key: wrong });
    expect(text).toContain(`${base().base_url} does not know the key that the provider's api_key gives`);
    expect(text).not.toContain(wrong);
    vi.stubEnv("PUMBLE_API_KEY", wrong);
    expect(await said({ ...base(), api_key: null })).toContain("the key that PUMBLE_API_KEY gives");
  });

  it.each(["", "  "])(
    "that is %j in the configuration is empty, and in the environment not set",
    async (blank) => {
      expect(await said({ ...base(), api_key: blank })).toContain("The provider's api_key is empty");
      vi.stubEnv("PUMBLE_API_KEY", blank);
      expect(await said({ ...base(), api_key: null })).toContain("No Pumble API key");
    },
  );

  it("that no key can be names whose it is", async () => {
    vi.stubEnv("PUMBLE_API_KEY", "ключ");
    expect(await said({ ...base(), api_key: null })).toContain("It comes from PUMBLE_API_KEY.");
  });
});

describe("a server that is busy", () => {
  it.each([
    { wait: "3600", says: "60 minutes" },
    { wait: "7201", says: "3 hours" },
  ])("and asks to wait $wait s is quoted with $says", async ({ wait, says }) => {
    const base_url = await serving((_, response) =>
      response.writeHead(429, { "retry-after": wait }).end("{}"),
    );
    expect(await said({ base_url })).toContain(`The server asks to wait ${says}`);
  });
});

it("certificates that cannot be read are told with the variable that names them", async () => {
  vi.stubEnv("TF_PLUGIN_NODE_EXTRA_CA_CERTS", "/nowhere/own.pem");
  const text = await said({ base_url: scene.test.stack.addonUrl });
  expect(text).toContain("Cannot read the certificates in /nowhere/own.pem");
  expect(text).toContain("It comes from NODE_EXTRA_CA_CERTS.");
});
