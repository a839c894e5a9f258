/** `pumble provider pack`: the files of a release on the Terraform and OpenTofu registries. */
import { resolve } from "node:path";
import { bundleFile } from "../../constructs/plugin";
import { providerAddress } from "../pumble/provider-address";
import { version } from "../pumble/version";
import { packRelease } from "../terraform/install/release";
import { say, sayJson } from "./terminal";

export interface ProviderPackOptions {
  json?: boolean;
}

/** @param dir folder for the archives, the manifest and the checksums; made when it is not there */
export function providerPack(dir: string, options: ProviderPackOptions): void {
  const into = resolve(dir);
  const { files, h1 } = packRelease({ address: providerAddress, version, bundleFile: bundleFile(), into });
  if (options.json) {
    sayJson("provider pack", { folder: into, version, files, h1 });
    return;
  }
  const checksums = files.find((name) => name.endsWith("_SHA256SUMS"))!;
  say(
    [
      `Packed version ${version} into ${into}:`,
      ...files.map((name) => `  ${name}`),
      "",
      "Sign the checksums with the key that the registry knows, then attach all files to the release:",
      `  gpg --detach-sign ${checksums}`,
      "",
    ].join("\n"),
  );
}
