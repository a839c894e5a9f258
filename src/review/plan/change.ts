/** One object of a plan, as facts that a person asks for. */
import { isHidden } from "../hidden";
import type { Change, ChangeAction } from "../report";
import { actionOf } from "./action";
import { attributesOf } from "./attributes";
import { Audience } from "./audience";
import { contentOf } from "./content";
import type { Directory } from "./directory";
import { maskedChange, textIn, type Values } from "./masked";
import { listedIn, membershipOf } from "./membership";
import { mentionsIn } from "./mentions";
import type { Place, Places } from "./places";
import type { ResourceChange } from "./terraform-plan";

/** What a workspace file calls an object. */
export interface Words {
  name: string;
  /** The channel that it stands in, where its values do not say so. */
  channel?: string;
  /** Where it comes from that these people, by address, join: `team on-call`; null when there is nothing to say. */
  because?(people: readonly string[]): string | null;
}

export interface Surroundings {
  directory: Directory;
  places: Places;
  /** Words of the workspace file by address. */
  words: ReadonlyMap<string, Words>;
  /** People whom the plan puts into a channel, by its id or address. */
  joining: ReadonlyMap<string, readonly string[]>;
}

export interface Facts {
  change: Change;
  audience: Audience;
}

/** Types that are posted at once, so that making one notifies. */
const posted = new Set(["pumble_message", "pumble_reply", "pumble_direct_message"]);

/** Whether a change leads to something that people are notified of: now, or whenever a scheduled message is sent. */
function isHeard(type: string, action: ChangeAction): boolean {
  const isNew = action === "create" || action === "replace";
  // An edit of what is posted notifies nobody; one of what is yet to be sent is sent as it says.
  return posted.has(type) ? isNew : type === "pumble_scheduled_message" && (isNew || action === "update");
}

/** The facts of one change; null when nothing happens. */
export function factsOf(one: ResourceChange, around: Surroundings): Facts | null {
  const action = actionOf(one);
  if (action === null) return null;
  const { before, after } = maskedChange(one);
  const place = placeOf(one, after ?? before, around);
  const audience = new Audience(around.directory);
  if (isHeard(one.type, action)) listen(one.type, after, { audience, place, around });
  const { joins, leaves } = people(one, { before, after }, { place, around });
  const words = around.words.get(one.address);
  const change: Change = {
    address: one.address,
    type: one.type,
    action,
    reason: one.action_reason ?? null,
    name: words?.name ?? null,
    channel: place.name ?? words?.channel ?? null,
    channelType: channelType(one, after ?? before),
    previousName: previousName(one, { before, action }),
    joins,
    leaves,
    because: (joins.length > 0 && words?.because?.(joins)) || null,
    content: contentOf(before, after, around.directory),
    when: textIn(after, "send_at"),
    notifies: isHeard(one.type, action) ? audience.result : null,
    byHand: null,
    attributes: attributesOf(one),
  };
  return { change, audience };
}

/** Whom an action notifies, and where. */
export function heardOf(one: ResourceChange, around: Surroundings): { audience: Audience; place: Place } {
  const { after } = maskedChange(one);
  const place = placeOf(one, after, around);
  const audience = new Audience(around.directory);
  listen(one.type, after, { audience, place, around });
  return { audience, place };
}

/** The channel that an object is about; a channel is about itself. */
export function placeOf(one: ResourceChange, values: Values | null, { places }: Surroundings): Place {
  if (one.type !== "pumble_channel") return places.of(one, values);
  return { id: textIn(values, "id"), name: textIn(values, "name"), address: one.address };
}

function people(
  one: ResourceChange,
  { before, after }: { before: Values | null; after: Values | null },
  { place, around }: { place: Place; around: Surroundings },
) {
  if (one.type !== "pumble_direct_message") {
    return membershipOf({ type: one.type, before, after }, place, around.directory);
  }
  const keys = listedIn(after ?? before);
  return { joins: [...new Set(keys.map((key) => around.directory.person(key)))], leaves: [] };
}

function channelType(one: ResourceChange, values: Values | null): Change["channelType"] {
  const type = one.type === "pumble_channel" ? textIn(values, "type") : null;
  return type === "PUBLIC" || type === "PRIVATE" ? type : null;
}

function previousName(
  one: ResourceChange,
  { before, action }: { before: Values | null; action: ChangeAction },
): string | null {
  if (action === "move") return one.previous_address ?? null;
  return action === "replace" && one.type === "pumble_channel" ? textIn(before, "name") : null;
}

/** Hears whom a message notifies. */
function listen(
  type: string,
  after: Values | null,
  { audience, place, around }: { audience: Audience; place: Place; around: Surroundings },
): void {
  for (const form of ["text", "markdown", "blocks"] as const) {
    if (isHidden(after?.[form])) audience.guess();
    const source = textIn(after, form);
    if (source === null) continue;
    const members = [place.id, place.address].flatMap((key) => (key ? (around.joining.get(key) ?? []) : []));
    audience.add(mentionsIn(source, form, around.directory), place, members);
  }
  if (type === "pumble_direct_message") audience.addAll(listedIn(after));
}
