import type { Construct } from "constructs";
import { making } from "./base/making";
import { PumbleResource, type PumbleResourceProps } from "./base/resource";
import { ChannelMembers } from "./bindings/channel-members";
import { exactlyOneFault, faultsOfEach, idCheck } from "./checks";
import { type ChannelReference, channelFaults, channelIdOf, inheritedFrom } from "./references/channel";
import { addMembership, listFaults } from "./references/memberships";
import { peopleConfig, peopleFaults, type UserReference } from "./references/user";

/** Who is in a channel: by e-mail address or user, or by id. */
export type PumbleMembersProps = PumbleResourceProps & {
  /** The channel whose members these are. */
  readonly channel: ChannelReference;
  /** Take out everybody who is not listed, also people who joined on their own. @default false */
  readonly removeUnmanaged?: boolean;
} & (
    | {
        /** E-mail addresses, upper and lower case alike, references to such, or users. */
        readonly emails: readonly UserReference[];
        readonly userIds?: never;
      }
    | {
        /** Ids of users. */
        readonly userIds: readonly string[];
        readonly emails?: never;
      }
  );

/**
 * The members of a channel. Who joined on their own stays, unless `removeUnmanaged` says otherwise; the key's owner
 * always stays.
 *
 * @example
 * new PumbleMembers(stack, "news-members", { channel: news, emails: ["ada@example.com"] });
 */
export class PumbleMembers extends PumbleResource<ChannelMembers> {
  constructor(scope: Construct, id: string, props: PumbleMembersProps) {
    const { channel, emails, userIds, ...others } = props;
    const channelId = channelIdOf(channel);
    const people = emails ? peopleConfig(emails) : { userIds: userIds as string[] };
    const faults = () => [
      ...channelFaults("channel", channel),
      ...exactlyOneFault(props, ["emails", "userIds"]),
      ...(emails ? peopleFaults("emails", emails) : faultsOfEach("userIds", userIds, idCheck)),
      ...listFaults(this.resource, channelId),
    ];
    const config = { ...others, ...people, channelId };
    super(scope, id, making(ChannelMembers, config, { inherit: inheritedFrom(channel), faults }), props);
    addMembership(this.resource, channelId);
  }
}
