import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createServerIdentity } from "../../../src/terraform/process/certificate";
import { trustedCertificates } from "../../../src/terraform/process/trusted-certificates";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ca-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("trustedCertificates", () => {
  it("makes a server of one's own authority trusted, which it is not without", async () => {
    const { certificatePem: cert, keyPem: key } = createServerIdentity();
    writeFileSync(join(folder, "own.pem"), cert);
    const server = createServer({ cert, key }, (socket) => socket.end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const dial = async (ca: string[] | undefined): Promise<string> => {
      const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca });
      const outcome = await once(socket, "secureConnect").then(
        () => "trusted",
        (error: NodeJS.ErrnoException) => error.code!,
      );
      socket.destroy();
      return outcome;
    };
    expect(await dial(undefined)).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
    const trusted = await trustedCertificates({ TF_PLUGIN_NODE_EXTRA_CA_CERTS: join(folder, "own.pem") });
    expect(await dial(trusted)).toBe("trusted");
    expect(trusted!.length).toBeGreaterThan(50); // the public ones stay trusted
    server.close();
  });

  it.each([{}, { TF_PLUGIN_NODE_EXTRA_CA_CERTS: "" }])("is nothing when nothing is set: %o", async (env) => {
    expect(await trustedCertificates(env)).toBeUndefined();
  });

  it("names the file that cannot be read, and the variable that the person knows", async () => {
    const path = join(folder, "missing.pem");
    await expect(trustedCertificates({ TF_PLUGIN_NODE_EXTRA_CA_CERTS: path })).rejects.toThrow(
      `NODE_EXTRA_CA_CERTS names ${path}, which cannot be read`,
    );
  });
});
