/** `pumble provider pack`: the files of a release on the Terraform and OpenTofu registries, or a mirror. */
import { spawnSync } from "node:child_process";
import { lstatSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleFile } from "../../constructs/plugin";
import { providerAddress } from "../pumble/provider-address";
import { version } from "../pumble/version";
import { packRelease, packStandalone } from "../terraform/install/release";
import { CliProblem, usageProblem } from "./cli-problem";
import { makeFolder } from "./make-folder";
import { checkPlatform } from "./provider-install";
import { say, sayJson, warn } from "./terminal";

export interface ProviderPackOptions {
  json?: boolean;
  standalone?: boolean;
  /** Separated by commas. */
  platforms?: string;
  musl?: boolean;
  mirror?: boolean;
  /** A key's id, or that gpg may choose. */
  sign?: string | true;
}

interface Packed {
  readonly files: readonly string[];
  /** Of all archives, when they are the same. */
  readonly h1?: string;
  /** Of each platform's archive, when they differ. */
  readonly hashes?: Readonly<Record<string, string>>;
  /** The platform whose executable was started. */
  readonly tried?: string | null;
}

/** @param dir folder for the archives, the manifest and the checksums; made when it is not there */
export async function providerPack(dir: string, options: ProviderPackOptions): Promise<void> {
  const into = resolve(dir);
  checkOptions(options);
  makeFolder(into);
  const packed = await pack(into, options);
  const checksums = packed.files.find((name) => name.endsWith("_SHA256SUMS"));
  const signature = checksums && options.sign ? sign(join(into, checksums), options.sign) : [];
  const files = [...packed.files, ...signature.map(() => `${checksums}.sig`)];
  if (options.json) {
    sayJson("provider pack", { folder: into, version, files, h1: packed.h1 ?? packed.hashes });
    return;
  }
  const listed = [`Packed version ${version} into ${into}:`, ...files.map((name) => `  ${name}`), ""];
  const next = nextText(checksums, signature.length > 0, into);
  say([...listed, ...triedText(packed), ...next, ""].join("\n"));
}

function checkOptions({ standalone, musl, mirror, sign: key, platforms }: ProviderPackOptions): void {
  if (!standalone && platforms?.includes("windows_")) {
    throw usageProblem(
      "The plugin is started by a shell script, which Windows cannot run.",
      "Pack executables with --standalone, or leave Windows out.",
    );
  }
  if (!standalone) for (const platform of platformsOf(platforms) ?? []) checkPlatform(platform);
  if (musl && !standalone) throw usageProblem("--musl is for executables.", "Add --standalone.");
  if (mirror && key) throw usageProblem("A mirror has no signature.", "Leave out --sign or --mirror.");
}

function platformsOf(list: string | undefined): string[] | undefined {
  return list?.split(",").map((name) => name.trim());
}

async function pack(into: string, options: ProviderPackOptions): Promise<Packed> {
  const platforms = platformsOf(options.platforms);
  const common = {
    ...{ address: providerAddress, version, bundleFile: bundleFile(), into },
    ...{ layout: options.mirror ? ("mirror" as const) : ("release" as const) },
    ...(platforms && { platforms }),
  };
  if (!options.standalone) return packRelease(common);
  const tell = (text: string) => options.json || warn(text);
  tell("Fetching the runtimes with npm: some 50 MB for each platform");
  return packStandalone({
    ...common,
    ...(options.musl && { musl: true }),
    onPacked: (platform) => tell(`Packed ${platform}`),
  });
}

/** @returns the name of the signature's file, in a list */
function sign(checksums: string, key: string | true): string[] {
  const by = key === true ? [] : ["--local-user", key];
  const signature = `${checksums}.sig`;
  const found = lstatSync(signature, { throwIfNoEntry: false });
  if (found && !found.isFile()) {
    throw new CliProblem(`Nothing was signed: ${signature} is no file.`, "Move it away.");
  }
  const args = ["--yes", ...by, "--output", signature, "--detach-sign", checksums];
  const { status, error } = spawnSync("gpg", args, { stdio: ["inherit", 2, "inherit"] });
  if (error)
    throw new CliProblem(
      `Nothing was signed: gpg cannot be started (${(error as NodeJS.ErrnoException).code}).`,
      "Install it, or leave out --sign.",
    );
  if (status !== 0)
    throw new CliProblem(`Nothing was signed: gpg ended with ${status}.`, "See what it says above.");
  return [signature];
}

function triedText({ hashes, tried }: Packed): string[] {
  if (!hashes) return [];
  const others = Object.keys(hashes).filter((platform) => platform !== tried);
  const started = tried ? [`Started on this machine: ${tried}.`] : [];
  const checked = others.length > 0 ? [`Checked by their format, not started: ${others.join(", ")}.`] : [];
  return [...started, ...checked, ""];
}

function nextText(checksums: string | undefined, signed: boolean, into: string): string[] {
  if (!checksums) {
    return [
      "In Terraform's CLI configuration, as a folder or from a web server:",
      "  provider_installation {",
      `    filesystem_mirror { path = ${JSON.stringify(into)} }`,
      '    # network_mirror { url = "https://example.com/terraform/" }',
      "  }",
    ];
  }
  if (signed) return ["Attach all files to the release."];
  return [
    "Sign the checksums with the key that the registry knows, then attach all files",
    "to the release:",
    `  gpg --detach-sign ${checksums}`,
  ];
}
