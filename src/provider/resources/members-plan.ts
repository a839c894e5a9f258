/** What a plan says of a list of members: who that is, and everybody whom applying it takes out of a channel. */
import type { User } from "../../pumble/operations/shapes";
import { type Diagnostics, isUnknown, isWhollyKnown, type PrivateState, type Unknown } from "../../terraform";
import type { PumbleContext } from "../context";
import { warnOfArchived } from "../people/in-channel";
import {
  addressesIn,
  idsOf,
  leavers,
  namedIn,
  namesAsBefore,
  ours,
  ownersIn,
  sameSet,
  takenOff,
  unmanaged,
} from "../people/listed-members";
import {
  warnOfContest,
  warnOfDeactivated,
  warnOfLeaving,
  warnOfMoving,
  warnOfOwners,
  warnOfPossiblyLeaving,
} from "../people/membership";
import { usersNamed, warnOfAddresses } from "../people/people";

interface Members {
  id: string;
  channel_id: string;
  user_ids: string[];
  emails: string[];
  remove_unmanaged: boolean;
}
type Partly<T> = { [N in keyof T]: (T[N] extends (infer E)[] ? (E | Unknown)[] : T[N]) | Unknown };
type Listed = Record<"user_ids" | "emails", unknown>;

interface PlanCall<Plan> {
  readonly config: Listed | null;
  readonly state: Members | null;
  readonly plan: Plan | null;
  readonly context: PumbleContext;
  readonly privateState: PrivateState;
  readonly diagnostics: Diagnostics;
}

/** The plan with what is known of it. @throws {Problem} for people who do not exist */
export async function planMembers<Plan extends Partly<Members>>(
  call: PlanCall<Plan>,
): Promise<Plan | undefined> {
  const { plan, state, config, context, privateState, diagnostics } = call;
  if (!plan || !context.configured) return;
  const { channel_id, remove_unmanaged } = plan;
  if (state && channel_id !== state.channel_id) await warnOfMove(state, call);
  if (!isWhollyKnown(config!.user_ids) || !isWhollyKnown(config!.emails)) {
    if (!isUnknown(channel_id)) await warnOfUnknownList(channel_id, remove_unmanaged, call);
    return;
  }
  const { workspace } = context;
  // What is made anew knows nothing of what was: by then an address must be somebody's.
  const addresses = state ? addressesIn(privateState) : {};
  const named = { ids: config!.user_ids as string[] | null, emails: config!.emails as string[] | null };
  const isUnseen = state?.channel_id === channel_id && !(await workspace.channelById(channel_id));
  if (isUnseen && namesAsBefore(named, state, addresses)) {
    return { ...plan, id: channel_id, user_ids: state.user_ids, emails: state.emails };
  }
  const listed = await usersNamed(named, workspace, { ...namedIn, addresses });
  await warnOfAddresses(named.emails ?? [], { workspace, addresses, attribute: "emails", diagnostics });
  const ids = idsOf(listed);
  if (isUnknown(channel_id)) return { ...plan, user_ids: ids };
  const inState = inChannelBefore(channel_id, state);
  // Another address of the same people changes nothing: what Pumble says stays in state.
  const isSame = state !== null && sameSet(inState, ids);
  if (!isSame) await warnOfArchived(channel_id, { context, diagnostics });
  await warnOfComingAndGoing({ channel_id, remove_unmanaged, listed, inState }, call);
  if (isUnknown(remove_unmanaged)) return { ...plan, user_ids: ids };
  const people = isSame ? { user_ids: state.user_ids, emails: state.emails } : { user_ids: ids };
  return { ...plan, ...people, id: channel_id };
}

interface Change {
  channel_id: string;
  remove_unmanaged: boolean | Unknown;
  listed: User[];
  inState: readonly string[];
}

/** What an archived channel holds is not shown, and cannot be changed. */
async function warnOfComingAndGoing(
  { channel_id, remove_unmanaged, listed, inState }: Change,
  { context, privateState, diagnostics }: PlanCall<unknown>,
): Promise<void> {
  const entry = await context.workspace.channelById(channel_id);
  if (!entry || entry.channel.isArchived) return;
  const acting = { context, diagnostics };
  warnOfDeactivated(
    listed.filter(({ id }) => !entry.users?.includes(id)),
    diagnostics,
  );
  const before = takenOff(inState, privateState).dropped;
  const owners = ownersIn(privateState);
  const change = { channel_id, remove_unmanaged: remove_unmanaged === true, listed, before, owners };
  const leaving = await leavers(change, context);
  const ids = idsOf(listed);
  const gone = entry.channel.isMain ? [] : idsOf(leaving);
  const isClosed = remove_unmanaged === true && !entry.channel.isMain;
  const stays = [...ids, ...owners];
  const takesOut = (id: string) => gone.includes(id) || (isClosed && !stays.includes(id));
  await warnOfContest(channel_id, { staying: listed, takesOut }, acting);
  const others = leaving.filter(({ id }) => !before.includes(id));
  await warnOfLeaving(channel_id, { people: leaving, others }, acting);
  if (isClosed) await warnOfOwners(channel_id, { owners, besides: [...ids, ...gone] }, acting);
  if (!isUnknown(remove_unmanaged)) return;
  const beside = await unmanaged(channel_id, [...stays, ...gone], context);
  await warnOfPossiblyLeaving({ channelId: channel_id, unknown: "remove_unmanaged" }, beside, acting);
}

/** Nobody can be told yet who goes, so everybody is named who may. */
async function warnOfUnknownList(
  channelId: string,
  closed: boolean | Unknown,
  { state, context, privateState, diagnostics }: PlanCall<unknown>,
): Promise<void> {
  const { dropped } = takenOff(inChannelBefore(channelId, state), privateState);
  const others = closed === false ? [] : idsOf(await unmanaged(channelId, ownersIn(privateState), context));
  const people = (await context.workspace.users()).filter(({ id }) => [...dropped, ...others].includes(id));
  const place = { channelId, unknown: "The list of members" };
  await warnOfPossiblyLeaving(place, people, { context, diagnostics });
}

/** The members of another channel than before are taken out of the old one, as by a destroy. */
async function warnOfMove(
  state: Members,
  { context, privateState, diagnostics }: PlanCall<unknown>,
): Promise<void> {
  const users = (await context.workspace.users()).filter(({ id }) => state.user_ids.includes(id));
  const leaving = ours(users, state, privateState);
  await warnOfMoving(state.channel_id, leaving, { context, diagnostics });
}

function inChannelBefore(channelId: string, state: Members | null): readonly string[] {
  return state?.channel_id === channelId ? state.user_ids : [];
}
