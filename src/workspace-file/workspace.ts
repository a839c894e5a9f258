/** A workspace as its files say it: merged, every name resolved, in an order that no rearranging changes. */
import type { Place } from "./files/place";

/** A whole workspace, free of problems. */
export interface Workspace {
  /** Absolute path of its folder; state and working folders stand beside or below it. */
  readonly root: string;
  /** Every file, relative to `root`, in order. */
  readonly files: readonly string[];
  /** By short name. */
  readonly people: ReadonlyMap<string, Person>;
  /** By name. */
  readonly teams: ReadonlyMap<string, Team>;
  /** By identity, in order of it. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** Every address that the files name, in lower case, with each place that names it. */
  readonly addresses: ReadonlyMap<string, readonly Place[]>;
  readonly policy: Policy;
  readonly environments: ReadonlyMap<string, Environment>;
  readonly backend: Backend | null;
  readonly moved: readonly Move[];
  readonly imports: readonly Import[];
}

export interface Person {
  readonly short: string;
  /** As it is written first; addresses compare without case. */
  readonly address: string;
  /** What to call them in a local workspace. */
  readonly name: string | null;
  readonly place: Place;
}

export interface Team {
  readonly name: string;
  /** Addresses in lower case, teams within it resolved, in order, with the place that names them. */
  readonly members: ReadonlyMap<string, Place>;
  /** Identities of the channels that whoever is in the team is in. */
  readonly channels: readonly string[];
  readonly place: Place;
}

/** Why somebody is in a channel: the channel itself lists them, the template does, or a team. */
export type MemberSource =
  | { readonly from: "channel" | "template"; readonly place: Place }
  | { readonly from: "team"; readonly team: string; readonly place: Place };

export interface Member {
  /** As it is written first. */
  readonly address: string;
  readonly sources: readonly MemberSource[];
}

export interface Channel {
  /** Its identity in the state. */
  readonly key: string;
  /** As Pumble stores it, without an environment's prefix. */
  readonly name: string;
  readonly type: "PUBLIC" | "PRIVATE";
  readonly description: string | null;
  /** Is there already: taken over, never made. */
  readonly adopt: boolean;
  /** Who is not listed is taken out. */
  readonly exact: boolean;
  /** Destroying it is refused. */
  readonly protect: boolean;
  /** By address in lower case, in order. */
  readonly members: ReadonlyMap<string, Member>;
  /** Handles of Pumble's own user groups, without `@`. */
  readonly groups: readonly { readonly handle: string; readonly place: Place }[];
  /** In the order in which they are posted. */
  readonly announcements: readonly Announcement[];
  /** By key, as scripts are: nobody sees an order. */
  readonly schedules: readonly Schedule[];
  readonly scripts: readonly Script[];
  readonly place: Place;
}

/** Whom and what a message mentions, as it is written without its sign. */
export interface Mentions {
  /** Addresses or ids. */
  readonly users: readonly string[];
  /** Names of channels as Pumble stores them. */
  readonly channels: readonly string[];
  /** Handles of user groups. */
  readonly groups: readonly string[];
  /** Whom it notifies that are many. */
  readonly broadcasts: readonly Broadcast[];
}

/** A mention that reaches many people at once: everybody in the channel, who is active there, or a user group. */
export type Broadcast = "@channel" | "@here" | { readonly group: string };

/** What is said, in one of three forms. */
export interface Content {
  readonly form: "text" | "markdown" | "blocks";
  /** Text, Markdown, or blocks as JSON. */
  readonly value: string;
  /** The file it comes from, relative to `root`; null when it stands in the YAML. */
  readonly file: string | null;
  readonly allowBroadcast: boolean;
  readonly mentions: Mentions;
  readonly place: Place;
}

export interface Reply {
  readonly key: string;
  readonly content: Content;
  readonly asBot: boolean;
  readonly alsoSendToChannel: boolean;
  readonly reactions: readonly string[];
  readonly place: Place;
}

export interface Announcement {
  readonly key: string;
  readonly content: Content;
  readonly asBot: boolean;
  readonly adopt: boolean;
  /** Removing it from the files leaves it in Pumble. */
  readonly keep: boolean;
  /** Emoji codes such as `:eyes:`. */
  readonly reactions: readonly string[];
  readonly replies: readonly Reply[];
  readonly place: Place;
}

export interface Schedule {
  readonly key: string;
  readonly content: Content;
  /** First time, RFC 3339 with the zone's offset. */
  readonly sendAt: string;
  /** One of `recurrenceTypes`, or null for once. */
  readonly recurrence: string | null;
  /** Last time, RFC 3339, or null. */
  readonly endDate: string | null;
  /** Ends after this many, or null. */
  readonly times: number | null;
  readonly place: Place;
}

export interface Script {
  readonly key: string;
  /** Relative to `root`. */
  readonly file: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly hash: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

export interface Policy {
  /** Largest share of the objects in the state that one plan may remove, 0 to 1; null where nothing is written. */
  readonly maxRemovedShare: number | null;
  /** People whom one plan may notify by `@channel`, `@here` and groups; null for any number. */
  readonly maxNotified: number | null;
  /** Where the policy stands, or null when nothing is written. */
  readonly place: Place | null;
}

export interface Environment {
  readonly name: string;
  /** Name of the variable that holds the API key. */
  readonly apiKeyVariable: string;
  /** Name of the variable that holds the base URL. */
  readonly baseUrlVariable: string;
  readonly channelPrefix: string;
  readonly backend: Backend | null;
  readonly place: Place;
}

/** A Terraform backend and its settings, passed through. */
export interface Backend {
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

export interface Move {
  readonly kind: "channels" | "announcements" | "schedules" | "scripts";
  /** A channel's identity, or `channel/key`. */
  readonly from: string;
  readonly to: string;
  readonly place: Place;
}

/** Something that is in Pumble already and is taken into the state by its id. */
export interface Import {
  readonly kind: "channels" | "announcements" | "schedules" | "replies" | "reactions";
  /** A channel's identity, and the keys on the way to what stands in it, with `/` between; a reaction's is its code. */
  readonly of: string;
  /** Ids of 24 hex digits from the outermost in, without the channel's, with `/` between; a reaction ends with its code. */
  readonly id: string;
  readonly place: Place;
}
