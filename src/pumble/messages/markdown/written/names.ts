/** What mentions are called in a workspace. */
import type { Names } from "./inline-text";

interface Mentionable {
  readonly users: readonly { readonly id: string; readonly email: string }[];
  readonly channels: readonly { readonly channel: { readonly id: string; readonly name: string } }[];
  readonly groups: readonly { readonly id: string; readonly handle: string }[];
}

/** Names that stand for one only: an address or name that two share is none. */
export function namesIn({ users, channels, groups }: Mentionable): Names {
  const user = only(users.map(({ id, email }) => [id, email]));
  const channel = only(channels.map(({ channel: { id, name } }) => [id, name]));
  const group = only(groups.map(({ id, handle }) => [id, handle.replace(/^@/, "")]));
  return {
    user: (id) => user.get(id),
    channel: (id) => channel.get(id),
    group: (id) => group.get(id),
  };
}

function only(pairs: readonly (readonly [id: string, name: string])[]): Map<string, string> {
  const ids = new Map<string, string[]>();
  for (const [id, name] of pairs) ids.set(name.toLowerCase(), [...(ids.get(name.toLowerCase()) ?? []), id]);
  return new Map(pairs.filter(([, name]) => name !== "" && ids.get(name.toLowerCase())!.length === 1));
}
