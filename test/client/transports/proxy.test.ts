/** Calls from behind a proxy: as an absolute address for HTTP, through a tunnel for HTTPS, and straight where excepted. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TransportFailure, UndiciTransport } from "../../../src/client";
import { Transport as PlatformTransport } from "../../../src/platform/transport";
import { createServerIdentity } from "../../../src/terraform/process/certificate";
import { failure } from "../set-up";

let proxy: Server;
let proxyUrl: string;
/** What the proxy was asked for. */
let asked: string[];
let tunnelStatus: number;
let tls: ReturnType<typeof createTlsServer>;
let certificate: string;

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  const identity = createServerIdentity();
  certificate = identity.certificatePem;
  tls = createTlsServer({ key: identity.keyPem, cert: certificate }, (_request, response) => {
    response.end('"from afar"');
  });
  proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "application/json").end('"from the proxy"');
  });
  proxy.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (tunnelStatus !== 200) return socket.end(`HTTP/1.1 ${tunnelStatus} No\r\n\r\n`);
    const far = connect(portOf(tls), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
      far.pipe(socket);
      socket.pipe(far);
    });
    return undefined;
  });
  for (const server of [proxy, tls]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  proxyUrl = `http://127.0.0.1:${portOf(proxy)}`;
});
afterAll(() => {
  for (const server of [proxy, tls]) {
    server.closeAllConnections();
    server.close();
  }
});

let opened: { close?(): Promise<void> }[] = [];
beforeEach(() => {
  asked = [];
  opened = [];
  tunnelStatus = 200;
});
afterEach(() => Promise.all(opened.map((one) => one.close?.())));

function send(url: string, env: NodeJS.ProcessEnv, ca?: string[]) {
  const transport = new UndiciTransport(ca, env);
  opened.push(transport);
  return transport.send({ method: "GET", url, headers: {}, timeoutMs: 5_000 });
}

describe("the client", () => {
  test.each(["HTTP_PROXY", "http_proxy"])("asks the proxy of %s for the whole address", async (name) => {
    const answer = await send("http://pumble.test/myInfo", { [name]: proxyUrl });
    expect(answer).toMatchObject({ status: 200, body: '"from the proxy"' });
    expect(asked).toEqual(["GET http://pumble.test/myInfo"]);
  });

  test.each(["HTTPS_PROXY", "https_proxy"])("has the proxy of %s make a tunnel", async (name) => {
    const answer = await send("https://localhost.test/myInfo", { [name]: proxyUrl }, [certificate]).catch(
      (error: unknown) => error,
    );
    // The certificate is one for localhost: that it is refused for another name shows that TLS goes end to end.
    expect(String(answer)).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(asked).toEqual(["CONNECT localhost.test:443"]);
  });

  test.each(["NO_PROXY", "no_proxy"])("goes straight where %s excepts the host", async (name) => {
    const error = await failure(
      send("http://pumble.invalid/", { HTTP_PROXY: proxyUrl, [name]: ".invalid" }),
      TransportFailure,
    );
    expect(error.message).toBe("host name not found");
    expect(asked).toEqual([]);
  });

  test("goes straight to this machine, where nothing else was said", async () => {
    const answer = await send(`${proxyUrl}/myInfo`, { HTTP_PROXY: "http://127.0.0.1:9" });
    expect(answer.status).toBe(200);
    expect(asked).toEqual(["GET /myInfo"]);
  });

  test("names a proxy that is away, without its password", async () => {
    const env = { HTTP_PROXY: "http://me:secret@127.0.0.1:9" };
    const error = await failure(send("http://pumble.test/", env), TransportFailure);
    expect(error).toMatchObject({ sent: "no", message: "connection refused through the proxy 127.0.0.1:9" });
  });

  test("says what a proxy answers that makes no tunnel", async () => {
    tunnelStatus = 407;
    const error = await failure(send("https://pumble.test/", { HTTPS_PROXY: proxyUrl }), TransportFailure);
    const { host } = new URL(proxyUrl);
    expect(error).toMatchObject({ sent: "no", message: `answer 407 to a tunnel through the proxy ${host}` });
  });

  test("says which variable names no proxy", () => {
    expect(() => new UndiciTransport(undefined, { HTTPS_PROXY: "socks5://x" })).toThrow("HTTPS_PROXY");
  });
});

describe("the addon", () => {
  test("reaches the platform through the proxy", async () => {
    const transport = new PlatformTransport({
      apiUrl: "http://pumble.test/api",
      env: { http_proxy: proxyUrl },
    });
    opened.push(transport);
    const answer = await transport.send({ method: "GET", path: "/v1/users" });
    expect(JSON.stringify(answer)).toContain("from the proxy");
    expect(asked).toEqual(["GET http://pumble.test/api/v1/users"]);
  });
});
