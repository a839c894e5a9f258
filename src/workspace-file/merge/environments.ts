/** Environments, and where each keeps its state. */
import { markAt, type Written } from "../files/written";
import type { WorkspaceFile } from "../shape/schema";
import type { Backend, Environment } from "../workspace";

/** The backend that is written at a path of the root file. */
export function backendOf(
  written: WorkspaceFile["backend"],
  root: Written,
  path: readonly string[],
): Backend | null {
  const [entry] = Object.entries(written ?? {});
  if (!entry) return null;
  const [type, settings] = entry;
  return { type, settings: settings ?? {}, place: markAt(root.mark, [...path, type]).key };
}

export function environmentsOf(
  written: WorkspaceFile["environments"],
  root: Written,
): Map<string, Environment> {
  const names = Object.entries(written ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map(
    names.map(([name, data]) => {
      const path = ["environments", name];
      const environment: Environment = {
        name,
        apiKeyVariable: data.api_key ?? "PUMBLE_API_KEY",
        baseUrlVariable: data.base_url ?? "PUMBLE_BASE_URL",
        channelPrefix: data.channel_prefix ?? "",
        backend: backendOf(data.backend, root, [...path, "backend"]),
        place: markAt(root.mark, path).key,
      };
      return [name, environment];
    }),
  );
}
