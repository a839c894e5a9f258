/** One channel is one place, whatever names it: what manages it, what reads it by name or by id, or its id. */
import { TerraformStack } from "cdktf";
import { attributeText } from "../base/attribute";
import { Channel } from "../bindings/channel";
import type { DataPumbleChannel } from "../bindings/data-pumble-channel";
import { isLate, lateText, textOf } from "../text/tokens";

type AnyChannel = Channel | DataPumbleChannel;

interface Places {
  /** What each place is known by, by the id's text in the stack. */
  readonly keys: Map<string, string>;
  /** Those whose id is not in it yet, which another logical id would change. */
  readonly fresh: AnyChannel[];
  /** By the name that the code gives them, and their provider. */
  readonly named: Map<string, AnyChannel[]>;
}

const stacks = new WeakMap<TerraformStack, Places>();

/**
 * What the channel with an id is known by in a stack.
 * @param channelId as the resources take it
 */
export function placeOf(channelId: string, stack: TerraformStack): string {
  const { keys, fresh } = placesIn(stack);
  for (const channel of fresh.splice(0)) {
    const key = nameOf(channel) ?? (channel as Partial<DataPumbleChannel>).idInput;
    if (key !== undefined) keys.set(textOf(attributeText(channel, "id"), stack), placeOf(key, stack));
  }
  const id = textOf(channelId, stack);
  return keys.get(id) ?? id;
}

/**
 * Notes a channel, so that all that names it means one place. What reads it by the name that another one is given here
 * waits until that is made. Of many, each would be a place of its own: they are left out.
 */
export function notePlace(channel: AnyChannel): void {
  if (channel.forEach || channel.count !== undefined) return;
  const { fresh, named } = placesIn(TerraformStack.of(channel));
  fresh.push(channel);
  const name = nameOf(channel);
  if (name === undefined) return;
  const all = [...(named.get(name) ?? []), channel];
  named.set(name, all);
  const managed = all.filter(isManaged);
  if (isManaged(channel)) for (const one of all) if (!isManaged(one)) waitFor(one, [channel]);
  if (!isManaged(channel)) waitFor(channel, managed);
}

function isManaged(channel: AnyChannel): channel is Channel {
  return channel instanceof Channel;
}

/** The name in the code, and in which workspace. */
function nameOf({ nameInput, provider }: AnyChannel): string | undefined {
  if (typeof nameInput !== "string" || isLate(nameInput)) return undefined;
  return `#${nameInput.replace(/^#/, "")} of ${provider?.fqn ?? "the stack's own workspace"}`;
}

/** By an address that is asked for at synth: until then the channel can be given another logical id. */
function waitFor(read: DataPumbleChannel, managed: readonly Channel[]): void {
  if (managed.length === 0) return;
  const addresses = managed.map((one) =>
    lateText(() => `${one.terraformResourceType}.${one.friendlyUniqueId}`),
  );
  read.dependsOn = [...(read.dependsOn ?? []), ...addresses];
}

function placesIn(stack: TerraformStack): Places {
  const places = stacks.get(stack) ?? { keys: new Map(), fresh: [], named: new Map() };
  stacks.set(stack, places);
  return places;
}
