/** Keys that look renamed: what a plan removes under one and makes under another is alike. */
import { partOf, partsOf } from "./address";

/** The part of a change in Terraform's plan that is looked at. */
export interface PlannedChange {
  readonly type: string;
  readonly name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: Readonly<Record<string, unknown>> | null | undefined;
    readonly after?: Readonly<Record<string, unknown>> | null | undefined;
    readonly importing?: unknown;
  };
}

type Section = "channels" | "announcements" | "schedules" | "scripts";

interface Renamed {
  readonly section: Section;
  readonly from: string;
  readonly to: string;
  /** Its name in Pumble, where it would be another one under the new key: no API can change it. */
  readonly keeps: string | null;
}

/** What tells two things apart beside what they say, by type: they are alike when all of it is the same. */
const alikeBy: Readonly<Record<string, { section: Section; by: readonly string[] }>> = {
  pumble_message: { section: "announcements", by: ["as_bot"] },
  pumble_scheduled_message: { section: "schedules", by: ["send_at"] },
  terraform_data: { section: "scripts", by: [] },
};

/** In what form something is said, the written one first: the others may be computed from it. */
const forms = ["markdown", "blocks", "text"] as const;

/** Offers the `moved` line for keys that look renamed; null when none does. */
export function offeredMoves(changes: readonly PlannedChange[]): { title: string; detail: string } | null {
  const renamed = renamedKeys(changes);
  if (renamed.length === 0) return null;
  const sections = [...new Set(renamed.map(({ section }) => section))];
  const written = sections.map((section) => {
    const pairs = renamed.filter((one) => one.section === section);
    return `${section}: { ${pairs.map(({ from, to }) => `${yamlKey(from)}: ${yamlKey(to)}`).join(", ")} }`;
  });
  const names = renamed.flatMap(({ to, keeps }) =>
    keeps === null
      ? []
      : [`and name: ${yamlKey(keeps)} under ${yamlKey(to)}, for no API can rename a channel.`],
  );
  const [first] = renamed as [Renamed];
  const more = renamed.length > 1 ? ` and ${renamed.length - 1} more` : "";
  return {
    title: `${first.from} looks like ${first.to} under its old key${more}: removed here, made anew there`,
    detail: [
      "Where it is the same, write into the root file:",
      `moved: { ${written.join(", ")} }`,
      ...names,
    ].join("\n"),
  };
}

function renamedKeys(changes: readonly PlannedChange[]): Renamed[] {
  const gone = changes.filter(
    ({ change }) => change.actions.join() === "delete" || change.actions.join() === "forget",
  );
  const made = changes.filter(
    ({ change }) => change.actions.join() === "create" || Boolean(change.importing),
  );
  const channels = renamedChannels(gone, made);
  const moved = new Map(channels.map(({ from, to }) => [from, to]));
  const inside = Object.keys(alikeBy).flatMap((type) => {
    const left = made.filter((one) => one.type === type);
    return gone
      .filter((one) => one.type === type && !moved.has(keyOf(one).channel))
      .flatMap((old) => {
        const at = left.findIndex((one) => keyOf(one).channel === keyOf(old).channel && isAlike(old, one));
        const [found] = at < 0 ? [] : left.splice(at, 1);
        return found ? [insideRenamed(old, found)] : [];
      });
  });
  return [...channels, ...inside];
}

function insideRenamed(old: PlannedChange, found: PlannedChange): Renamed {
  const { section } = alikeBy[old.type]!;
  return { section, from: keyOf(old).whole, to: keyOf(found).whole, keeps: null };
}

function keyOf({ name }: PlannedChange): { channel: string; whole: string } {
  const parts = partsOf(name);
  return { channel: parts[0]!, whole: parts.join("/") };
}

/** What is computed is not known of what is made anew, so only what is written there counts. */
function isAlike(old: PlannedChange, now: PlannedChange): boolean {
  if (old.type === "terraform_data") return isAlikeScript(old, now);
  const [before, after] = [old.change.before ?? {}, now.change.after ?? {}];
  const written = forms.filter((name) => after[name] != null);
  const isSame = (name: string) => (before[name] ?? false) === (after[name] ?? false);
  return written.length > 0 && [...written, ...alikeBy[old.type]!.by].every(isSame);
}

function isAlikeScript(old: PlannedChange, now: PlannedChange): boolean {
  const scriptOf = (values: PlannedChange["change"]["before"]) =>
    (values?.["triggers_replace"] as { script?: string } | null | undefined)?.script;
  return (
    scriptOf(old.change.before) !== undefined && scriptOf(old.change.before) === scriptOf(now.change.after)
  );
}

/** A channel of the same name first; then one with the same type, description and messages. */
function renamedChannels(gone: readonly PlannedChange[], made: readonly PlannedChange[]): Renamed[] {
  const left = made.filter(({ type }) => type === "pumble_channel");
  const olds = gone.filter(({ type }) => type === "pumble_channel");
  const found: Renamed[] = [];
  for (const isSame of [hasSameName, hasSameLook]) {
    for (const old of olds) {
      if (found.some(({ from }) => from === partOf(old.name))) continue;
      const at = left.findIndex((now) => isSame(old, now, { gone, made }));
      if (at < 0) continue;
      const [now] = left.splice(at, 1) as [PlannedChange];
      const name = String(old.change.before?.["name"]);
      const keeps = now.change.after?.["name"] === name ? null : name;
      found.push({ section: "channels", from: partOf(old.name), to: partOf(now.name), keeps });
    }
  }
  return found;
}

type Both = { readonly gone: readonly PlannedChange[]; readonly made: readonly PlannedChange[] };

function hasSameName({ change }: PlannedChange, now: PlannedChange): boolean {
  return change.before?.["name"] === now.change.after?.["name"];
}

function hasSameLook(old: PlannedChange, now: PlannedChange, { gone, made }: Both): boolean {
  const [before, after] = [old.change.before, now.change.after];
  if (before?.["type"] !== after?.["type"]) return false;
  const [one, other] = [said(gone, "before", old), said(made, "after", now)];
  const [about, aboutNow] = [before?.["description"] || null, after?.["description"] || null];
  const tells = about !== null || one.length > 0;
  return tells && about === aboutNow && JSON.stringify(one) === JSON.stringify(other);
}

/** What is posted in a channel, as it is written. */
function said(
  changes: readonly PlannedChange[],
  side: "before" | "after",
  { name }: PlannedChange,
): string[] {
  const key = partOf(name);
  return changes
    .filter((one) => one.type === "pumble_message" && keyOf(one).channel === key)
    .map(({ change }) => String(forms.map((form) => change[side]?.[form]).find((one) => one != null)))
    .sort();
}

/** A key as it is written in YAML. */
export function yamlKey(key: string): string {
  const isWord =
    /^[\p{L}][\p{L}\p{N}_./-]*$/u.test(key) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(key);
  return isWord ? key : JSON.stringify(key);
}
