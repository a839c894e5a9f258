/** A message's text as people see it: names where Pumble's own text has ids of what is mentioned. */
import type { Workspace } from "../reads/workspace";

const mark = /<<([@#&!])([0-9a-z]+)>>/g;

/** Only asks Pumble for the lists in which something is mentioned. What nobody knows keeps a sign alone. */
export async function shownText(text: string, workspace: Workspace): Promise<string> {
  const signs = new Set([...text.matchAll(mark)].map(([, sign]) => sign));
  if (signs.size === 0) return text;
  const allowed = <T>(list: Promise<T[]>): Promise<T[]> => list.catch(() => []);
  const users = signs.has("@") ? await allowed(workspace.users()) : [];
  const channels = signs.has("#") ? await allowed(workspace.channels()) : [];
  const groups = signs.has("&") ? await allowed(workspace.groups()) : [];
  return text.replace(mark, (_, sign: string, id: string) => {
    if (sign === "!") return `@${id}`;
    if (sign === "#") return `#${channels.find(({ channel }) => channel.id === id)?.channel.name ?? "…"}`;
    if (sign === "&") return `@${groups.find((group) => group.id === id)?.handle.replace(/^@/, "") ?? "…"}`;
    return `@${users.find((user) => user.id === id)?.name ?? "…"}`;
  });
}
