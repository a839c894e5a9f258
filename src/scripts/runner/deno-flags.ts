import { resolve } from "node:path";
import type { Permissions } from "../permissions";

/** Environment variables that every script may read. */
const ownVariables = ["PUMBLE_API_KEY", "PUMBLE_BASE_URL"];

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

/** Flags that run a script with no permission at all. */
export function flagsToDeclare(sdkUrl: string): string[] {
  return [...closed, importMap(sdkUrl)];
}

/**
 * Flags that run a script with exactly what it declared.
 * @param apiHost host and port of the API, what `"pumble"` stands for
 * @param folder the script's own, which its paths are relative to
 */
export function flagsToRun(
  declared: Permissions,
  { sdkUrl, apiHost, folder }: { sdkUrl: string; apiHost: string; folder: string },
): string[] {
  const paths = (list: readonly string[] = []): string[] => list.map((path) => resolve(folder, path));
  const net = declared.net === "pumble" ? [apiHost] : (declared.net ?? []);
  return [
    ...closed,
    importMap(sdkUrl),
    ...allow("env", [...ownVariables, ...(declared.env ?? [])]),
    ...allow(
      "net",
      net.map((host) => (host === "pumble" ? apiHost : host)),
    ),
    ...allow("read", paths(declared.read)),
    ...allow("write", paths(declared.write)),
  ];
}

/** Without a value the flag would allow everything, so an empty list gives no flag. */
function allow(kind: string, values: readonly string[]): string[] {
  if (values.length === 0) return [];
  return [`--allow-${kind}=${values.map((value) => value.replaceAll(",", ",,")).join(",")}`];
}

function importMap(sdkUrl: string): string {
  const map = JSON.stringify({ imports: { "pumble-iac/script": sdkUrl } });
  return `--import-map=data:application/json,${encodeURIComponent(map)}`;
}

/** Host and port as Deno compares them. */
export function hostOf(baseUrl: string): string {
  const { protocol, hostname, port } = new URL(baseUrl);
  return `${hostname}:${port || (protocol === "http:" ? 80 : 443)}`;
}
