import { resolve } from "node:path";
import type { Permissions } from "../permissions";
import type { DeclaredPaths } from "./links";

/** Where a script runs. */
export interface RunPlace {
  sdkUrl: string;
  /** Host and port of the API, what `"pumble"` stands for. */
  apiHost: string;
  paths: DeclaredPaths;
  /** Links inside declared folders that it must not use. */
  linksOut: readonly string[];
}

/** Nothing from outside the file, no questions, no configuration lying around. */
const closed = [
  "--quiet",
  "--no-prompt",
  "--no-remote",
  "--no-npm",
  "--no-config",
  "--no-lock",
  "--no-check",
];

/**
 * Flags that run a script with no permission at all. The SDK comes first: it takes the order, and the key in it, before
 * anything of the script runs.
 */
export function flagsToDeclare(sdkUrl: string): string[] {
  return [...closed, `--import=${sdkUrl}`];
}

/** Flags that run a script with exactly what it declared. */
export function flagsToRun(declared: Permissions, { sdkUrl, apiHost, paths, linksOut }: RunPlace): string[] {
  const net = declared.net === "pumble" ? [apiHost] : (declared.net ?? []);
  return [
    ...flagsToDeclare(sdkUrl),
    ...allow("env", [
      "PUMBLE_BASE_URL",
      ...(declared.key ? ["PUMBLE_API_KEY"] : []),
      ...(declared.env ?? []),
    ]),
    ...allow(
      "net",
      net.map((host) => (host === "pumble" ? apiHost : host)),
    ),
    ...allow("read", paths.read),
    ...allow("write", paths.write),
    ...list("deny-read", linksOut),
    ...list("deny-write", linksOut),
  ];
}

/** The declared paths from the script's folder on. */
export function pathsOf({ read = [], write = [] }: Permissions, folder: string): DeclaredPaths {
  return {
    read: read.map((path) => resolve(folder, path)),
    write: write.map((path) => resolve(folder, path)),
  };
}

function allow(kind: string, values: readonly string[]): string[] {
  return list(`allow-${kind}`, values);
}

/** Without a value the flag would be about everything, so an empty list gives no flag. */
function list(flag: string, values: readonly string[]): string[] {
  if (values.length === 0) return [];
  return [`--${flag}=${values.map((value) => value.replaceAll(",", ",,")).join(",")}`];
}

/** Host and port as Deno compares them. */
export function hostOf(baseUrl: string): string {
  const { protocol, hostname, port } = new URL(baseUrl);
  return `${hostname}:${port || (protocol === "http:" ? 80 : 443)}`;
}
