/** What is taken into the state by its id. */
import type { Problems } from "../files/problems";
import { markAt, type Written } from "../files/written";
import type { WorkspaceFile } from "../shape/schema";
import type { Channel, Import } from "../workspace";

type Channels = ReadonlyMap<string, Channel>;
type Imports = NonNullable<WorkspaceFile["imports"]>;

interface Resolving {
  readonly written: Imports;
  /** Ids by what they are of: of announcements and replies. */
  readonly ids: ReadonlyMap<string, string>;
  readonly channels: Channels;
  readonly problems: Problems;
}

/** What is defined comes in; what is not is reported, and what hangs on a message without an id is refused. */
export function resolveImports(
  written: Imports,
  root: Written,
  context: { channels: Channels; problems: Problems },
): Import[] {
  const resolving = { written, ids: idsOf(written), ...context };
  const kinds = ["channels", "announcements", "schedules", "replies", "reactions"] as const;
  return kinds.flatMap((kind) =>
    Object.entries(written[kind] ?? {}).flatMap(([of, value]) => {
      const { key } = markAt(root.mark, ["imports", kind, of]);
      const given = { kind, of: of.normalize("NFC"), place: key };
      if (Array.isArray(value)) return value.flatMap((code) => reaction(given, code, resolving) ?? []);
      return object(given, value, resolving) ?? [];
    }),
  );
}

type Given = Pick<Import, "kind" | "of" | "place">;

function object(given: Given, id: string, resolving: Resolving): Import | null {
  const { kind, of } = given;
  if (!isThere(resolving.channels, kind, of.split("/"))) return doesNothing(given, of, resolving);
  if (kind !== "replies") return { ...given, id };
  const root = idOf(of.split("/").slice(0, 2).join("/"), given, resolving);
  return root === null ? null : { ...given, id: `${root}/${id}` };
}

function reaction(given: Given, code: string, resolving: Resolving): Import | null {
  const of = `${given.of}/${code}`;
  if (!isThere(resolving.channels, "reactions", of.split("/"))) return doesNothing(given, of, resolving);
  const message = idOf(given.of, given, resolving);
  return message === null ? null : { ...given, of, id: `${message}/${code}` };
}

function isThere(
  channels: Channels,
  kind: Import["kind"],
  [channel = "", ...inside]: readonly string[],
): boolean {
  const found = channels.get(channel);
  const [key, last, code] = inside;
  const announcement = found?.announcements.find((one) => one.key === key);
  const reply = announcement?.replies.find((one) => one.key === last);
  switch (kind) {
    case "channels":
      return found !== undefined;
    case "schedules":
      return found?.schedules.some((one) => one.key === key) ?? false;
    case "announcements":
      return announcement !== undefined;
    case "replies":
      return reply !== undefined;
    case "reactions":
      return (
        (code === undefined ? announcement?.reactions.includes(last!) : reply?.reactions.includes(code)) ??
        false
      );
  }
}

function doesNothing({ place }: Given, of: string, { problems }: Resolving): null {
  const message = `The import of ${JSON.stringify(of)} does nothing: nothing is defined under this key`;
  problems.note("moved", place, message, "Delete it.");
  return null;
}

/** The id of the message that a reply or a reaction hangs on. */
function idOf(message: string, { of, place }: Given, { ids, problems }: Resolving): string | null {
  const id = ids.get(message);
  if (id !== undefined) return id;
  const section = message.split("/").length === 2 ? "announcements" : "replies";
  problems.error(
    "reference",
    place,
    of === message
      ? `The import of reactions to ${JSON.stringify(of)} needs its id too`
      : `The import of ${JSON.stringify(of)} needs the id of ${JSON.stringify(message)} too`,
    `Write it under imports.${section}.`,
  );
  return null;
}

function idsOf({ announcements = {}, replies = {} }: Imports): Map<string, string> {
  const all = Object.entries({ ...announcements, ...replies });
  return new Map(all.map(([of, id]) => [of.normalize("NFC"), id]));
}
