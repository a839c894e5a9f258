/**
 * A registry on this machine, in the protocol of registry.terraform.io, that has `hashicorp/null` and nothing else: what
 * it offers is the stand-in of this repository, in several versions, signed as registries want it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { createMessage, generateKey, readPrivateKey, sign } from "openpgp";
import { launcherPlatforms } from "../../src/terraform/install/package";
import { packRelease } from "../../src/terraform/install/release";

export interface Registry {
  /** A CLI configuration that sends Terraform here instead of to registry.terraform.io. */
  readonly cliConfig: string;
  /** The paths that were asked for, oldest first. */
  readonly asked: string[];
  close(): Promise<void>;
}

interface Signed {
  readonly publicKey: string;
  readonly keyId: string;
  signature(text: Uint8Array): Promise<Uint8Array>;
}

async function newKey(): Promise<Signed> {
  const userIDs = [{ name: "stand-in" }];
  const { privateKey, publicKey } = await generateKey({ type: "rsa", rsaBits: 2048, userIDs });
  const signingKeys = await readPrivateKey({ armoredKey: privateKey });
  return {
    publicKey,
    keyId: signingKeys.getKeyID().toHex().toUpperCase(),
    signature: async (binary) =>
      (await sign({
        message: await createMessage({ binary }),
        signingKeys,
        detached: true,
        format: "binary",
      })) as Uint8Array,
  };
}

/** Archives, checksums and signatures of each version. */
async function packVersions(folder: string, versions: readonly string[], key: Signed): Promise<void> {
  for (const version of versions) {
    const bundleFile = join(folder, version, "provider.cjs");
    await build({
      entryPoints: ["test/stand-in-null/main.ts"],
      outfile: bundleFile,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      logLevel: "warning",
    });
    const address = { host: "registry.terraform.io", namespace: "hashicorp", type: "null" };
    packRelease({ address, version, bundleFile, into: folder });
    const sums = join(folder, `terraform-provider-null_${version}_SHA256SUMS`);
    writeFileSync(`${sums}.sig`, await key.signature(readFileSync(sums)));
  }
}

/** @param versions of `hashicorp/null` */
export async function startRegistry(versions: readonly string[]): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), "pumble-iac-registry-"));
  const key = await newKey();
  await packVersions(folder, versions, key);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const answer = answerTo(path, { folder, versions, key, url: urlOf(server) });
    if (!answer) response.writeHead(404).end();
    else if (answer instanceof Uint8Array) response.end(answer);
    else response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const cliConfig = join(folder, "cli.tfrc");
  const services = `"providers.v1" = "${urlOf(server)}/v1/providers/"`;
  const hosts = ["registry.terraform.io", "registry.opentofu.org"];
  writeFileSync(
    cliConfig,
    hosts.map((host) => `host "${host}" {\n  services = {\n    ${services}\n  }\n}\n`).join(""),
  );
  return {
    cliConfig,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Offer {
  readonly folder: string;
  readonly versions: readonly string[];
  readonly key: Signed;
  readonly url: string;
}

const platforms = launcherPlatforms.map((platform) => {
  const [os, arch] = platform.split("_");
  return { os, arch };
});

function answerTo(path: string, { folder, versions, key, url }: Offer): object | Uint8Array | null {
  const own = "/v1/providers/hashicorp/null";
  if (path === `${own}/versions`) {
    return { versions: versions.map((version) => ({ version, protocols: ["6.0"], platforms })) };
  }
  const file = /^\/files\/([\w.-]+)$/.exec(path)?.[1];
  if (file && readdirSync(folder).includes(file)) return readFileSync(join(folder, file));
  const wanted = path.startsWith(own) ? /\/([\d.]+)\/download\/(\w+)\/(\w+)$/.exec(path) : null;
  if (!wanted) return null;
  const [, version, os, arch] = wanted;
  const base = `terraform-provider-null_${version}`;
  const filename = `${base}_${os}_${arch}.zip`;
  const sums = readFileSync(join(folder, `${base}_SHA256SUMS`), "utf8");
  return {
    protocols: ["6.0"],
    ...{ os, arch, filename },
    download_url: `${url}/files/${filename}`,
    shasums_url: `${url}/files/${base}_SHA256SUMS`,
    shasums_signature_url: `${url}/files/${base}_SHA256SUMS.sig`,
    shasum: sums
      .split("\n")
      .find((line) => line.endsWith(filename))
      ?.slice(0, 64),
    signing_keys: { gpg_public_keys: [{ key_id: key.keyId, ascii_armor: key.publicKey }] },
  };
}
