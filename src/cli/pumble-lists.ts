/** Names for the ids of a plan, asked of Pumble with the key that Terraform uses. */
import { PumbleClient } from "../client";
import { askForLists, nobodyAsked, type WorkspaceLists } from "../review";

type Env = Readonly<Record<string, string | undefined>>;

/** A client for what the environment says; null without a key. */
export function clientFor(env: Env): PumbleClient | null {
  const { PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: baseUrl } = env;
  return apiKey ? new PumbleClient({ apiKey, ...(baseUrl ? { baseUrl } : {}) }) : null;
}

/** Asks once, when it is first wanted. A plan is told with ids where nobody answers. */
export function listsFor(env: Env): () => Promise<WorkspaceLists> {
  let lists: Promise<WorkspaceLists> | null = null;
  return () => {
    lists ??= ask(env).catch(() => nobodyAsked);
    return lists;
  };
}

async function ask(env: Env): Promise<WorkspaceLists> {
  const client = clientFor(env);
  if (!client) return nobodyAsked;
  try {
    return await askForLists(client);
  } finally {
    await client.close();
  }
}
