/** What keeps a channel from being created or taken over under its name. */
import { normalizeChannelName } from "../../pumble/names";
import type { ChannelListEntry } from "../../pumble/operations/shapes";
import { Problem } from "../../terraform";
import type { PumbleContext } from "../context";

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
  if (!wanted.adopt) throw taken(wanted.name);
  refuseMisfit(existing, wanted);
}

/** Refuses to take over a channel that is not as wanted, for the API cannot change it. */
export function refuseMisfit(
  { channel: found }: ChannelListEntry,
  { name, type, description }: Wanted,
): void {
  if (found.isArchived) throw cannotAdopt(name, archived);
  if (found.channelType !== type) {
    throw cannotAdopt(name, {
      cause: `It is ${found.channelType}, and Pumble's API cannot change that.`,
      nextStep: `Set type = "${found.channelType}", or choose another name.`,
      attribute: "type",
    });
  }
  const current = found.description ?? "";
  if (description !== null && description !== current) {
    throw cannotAdopt(name, {
      cause: `Its description is ${JSON.stringify(current)}, and Pumble's API cannot change that.`,
      nextStep: "Write that description, leave the attribute out, or change it in Pumble first.",
      attribute: "description",
    });
  }
}

const archived = {
  cause: "It is archived, and Pumble's API cannot unarchive it.",
  nextStep: "Unarchive it in Pumble, or choose another name.",
  attribute: "name",
};
const notVisible = {
  cause: "A channel of this name exists, but the key's owner cannot see it: it is private.",
  nextStep: "Have a member of it add the key's owner, or choose another name.",
  attribute: "name",
};

/** When creating failed because the name is taken, though no channel of this name can be seen. */
export function takenUnseen({ name, adopt }: Wanted): Problem {
  return adopt ? cannotAdopt(name, notVisible) : taken(name);
}

function cannotAdopt(name: string, why: { cause: string; nextStep: string; attribute: string }): Problem {
  return new Problem({ title: `Cannot adopt channel "${name}"`, ...why });
}

function taken(name: string): Problem {
  return new Problem({
    title: `Cannot create channel "${name}": the name is already taken`,
    cause:
      "A channel of this name exists. It may be archived, or private and not visible to the key's owner.",
    nextStep: `Set adopt_existing = true to take it over, import it (terraform import ADDRESS ${name}), or choose another name.`,
    attribute: "name",
  });
}
