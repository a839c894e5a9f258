/** What keeps a channel from being created or taken over under its name. */
import { normalizeChannelName } from "../../pumble/names";
import type { ChannelListEntry } from "../../pumble/operations/shapes";
import type { Problem } from "../../terraform";
import type { PumbleContext } from "../context";
import { channelProblems } from "../problems/channels";

/** A channel as it is to be. */
export interface Wanted {
  /** Normalised. */
  name: string;
  type: string;
  /** Null: whatever it is. */
  description: string | null;
  adopt: boolean;
}

/** The channel that a plan asks for. */
export function wantedOf(plan: {
  name: string;
  type: string;
  description: unknown;
  adopt_existing: boolean;
}): Wanted {
  const { name, type, description, adopt_existing } = plan;
  return {
    name: normalizeChannelName(name),
    type,
    description: typeof description === "string" ? description : null,
    adopt: adopt_existing,
  };
}

/** Fails at plan time what would fail at apply: a name that is taken, or a channel that cannot be adopted. */
export async function refuseCollision(wanted: Wanted, { workspace }: PumbleContext): Promise<void> {
  const existing = await workspace.channelByName(wanted.name);
  if (!existing) return;
  if (!wanted.adopt) throw channelProblems.channel_taken({ name: wanted.name });
  refuseMisfit(existing, wanted);
}

/** Refuses to take over a channel that is not as wanted, for the API cannot change it. */
export function refuseMisfit(
  { channel: found }: ChannelListEntry,
  { name, type, description }: Wanted,
): void {
  if (found.isArchived) throw channelProblems.channel_adopt_archived({ name });
  if (found.channelType !== type) {
    throw channelProblems.channel_adopt_type({ name, type: found.channelType });
  }
  const current = found.description ?? "";
  if (description !== null && description !== current) {
    throw channelProblems.channel_adopt_description({ name, description: JSON.stringify(current) });
  }
}

/** When creating failed because the name is taken, though no channel of this name can be seen. */
export function takenUnseen({ name, adopt }: Wanted): Problem {
  return adopt ? channelProblems.channel_adopt_unseen({ name }) : channelProblems.channel_taken({ name });
}
