import { dependable, TerraformStack } from "cdktf";
import type { ChannelMember } from "../bindings/channel-member";
import type { ChannelMembers } from "../bindings/channel-members";
import type { DataPumbleChannel } from "../bindings/data-pumble-channel";
import { placeOf } from "./places";

/** People whom this code adds to a channel. */
type Membership = ChannelMembers | ChannelMember;

interface Place {
  readonly memberships: Membership[];
  readonly readers: DataPumbleChannel[];
}

const stacks = new WeakMap<TerraformStack, Map<string, Place>>();

/** Notes whom this code adds to a channel, so that whoever reads its members waits for them. */
export function addMembership(membership: Membership, channelId: string): void {
  const { memberships, readers } = placeFor(membership, channelId);
  memberships.push(membership);
  for (const reader of readers) waitFor(reader, membership);
}

/** Lets a data source wait for everybody whom this code adds to the channel that it reads, now and later. */
export function addReader(reader: DataPumbleChannel, channelId: string): void {
  const { memberships, readers } = placeFor(reader, channelId);
  readers.push(reader);
  for (const membership of memberships) waitFor(reader, membership);
}

/** Two lists for one channel get in each other's way when one takes out whom it does not list. */
export function listFaults(list: ChannelMembers, channelId: string): string[] {
  const { memberships } = placeFor(list, channelId);
  const other = memberships.find((one) => one !== list);
  if (!other || list.removeUnmanagedInput !== true) return [];
  return [
    `removeUnmanaged takes out everybody who is not in this list, also whom ${other.node.path} adds to the same channel. Put all of them in one list, or leave out removeUnmanaged.`,
  ];
}

function placeFor(element: Membership | DataPumbleChannel, channelId: string): Place {
  const stack = TerraformStack.of(element);
  const places = stacks.get(stack) ?? new Map<string, Place>();
  stacks.set(stack, places);
  const key = placeOf(channelId, stack);
  const place = places.get(key) ?? { memberships: [], readers: [] };
  places.set(key, place);
  return place;
}

function waitFor(reader: DataPumbleChannel, membership: Membership): void {
  reader.dependsOn = [...(reader.dependsOn ?? []), dependable(membership)];
}
