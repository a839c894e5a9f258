/** A workspace as a Terraform working folder, and the way back from Terraform's addresses to the files' words. */

import type { WorkspaceProblem } from "./files/file-problem";
import type { Place } from "./files/place";
import type { Broadcast, MemberSource, Policy } from "./workspace";

export interface SynthesisOptions {
  /**
   * One of the workspace's environments. Undefined is right for a workspace that declares none, and takes the only one
   * when it declares one.
   */
  readonly environment?: string | undefined;
  /** Environment variables, to see that the key's is set. Values never reach the result. @default not looked at */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
  /** Folder that Terraform will run in, absolute: relative paths in the result start there. */
  readonly workingDirectory: string;
  /** How to start this package's command for scripts, such as `["node", "/…/pumble.js"]`. */
  readonly command: readonly string[];
  /** A local state is refused unless the file asks for it. @default false */
  readonly ci?: boolean | undefined;
  /** Addresses, in lower case, of people to go on without. */
  readonly without?: ReadonlySet<string> | undefined;
  /** Take over channels and announcements that are there already. @default false */
  readonly adopt?: boolean | undefined;
  /** Mentions, as they are written, that stay text. */
  readonly mentionsAsText?: ReadonlySet<string> | undefined;
}

export interface Synthesis {
  /** File name → content, to be written into the working folder. `main.tf.json` holds the configuration. */
  readonly files: ReadonlyMap<string, string>;
  /** The chosen environment's name, or null for a workspace without any. */
  readonly environment: string | null;
  /** Names of the variables that hold key and base URL, to be handed to Terraform as PUMBLE_API_KEY and PUMBLE_BASE_URL. */
  readonly apiKeyVariable: string;
  readonly baseUrlVariable: string;
  /** By Terraform address, such as `pumble_message.incidents_rules`, in order. */
  readonly objects: ReadonlyMap<string, WorkspaceObject>;
  readonly policy: Policy;
}

/** What one Terraform resource is in the words of the files. */
export type WorkspaceObject = {
  /** Identity of the channel that it belongs to. */
  readonly channel: string;
  /** The channel's name in Pumble, with the environment's prefix. */
  readonly channelName: string;
  readonly place: Place;
} & (
  | { readonly kind: "channel"; readonly adopt: boolean }
  | {
      readonly kind: "members";
      /** By address in lower case: where it comes from that somebody is in the channel. */
      readonly sources: ReadonlyMap<string, readonly MemberSource[]>;
      readonly exact: boolean;
      /** Handles of user groups whose members are in too, without `@`. */
      readonly groups: readonly string[];
    }
  /** The addon's bot, which is let into a private channel to post there. */
  | { readonly kind: "bot" }
  | { readonly kind: "announcement"; readonly key: string; readonly notifies: readonly Broadcast[] }
  | {
      readonly kind: "reply";
      readonly announcement: string;
      readonly key: string;
      readonly notifies: readonly Broadcast[];
    }
  | {
      readonly kind: "reaction";
      readonly announcement: string;
      /** The reply that it stands on, or null for the announcement itself. */
      readonly reply: string | null;
      readonly emoji: string;
    }
  | { readonly kind: "schedule"; readonly key: string; readonly notifies: readonly Broadcast[] }
  | { readonly kind: "script"; readonly key: string }
);

/** The synthesis, or why there is none. */
export type SynthesisResult =
  | { readonly synthesis: Synthesis; readonly problems: readonly WorkspaceProblem[] }
  | { readonly synthesis: null; readonly problems: readonly WorkspaceProblem[] };
