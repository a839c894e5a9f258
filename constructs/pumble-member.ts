import type { Construct } from "constructs";
import { making } from "./base/making";
import { PumbleResource, type PumbleResourceProps } from "./base/resource";
import { ChannelMember } from "./bindings/channel-member";
import { type ChannelReference, channelFaults, channelIdOf, inheritedFrom } from "./references/channel";
import { addMembership } from "./references/memberships";
import { personConfig, personFaults, type UserReference } from "./references/user";

export interface PumbleMemberProps extends PumbleResourceProps {
  /** The channel to be in. */
  readonly channel: ChannelReference;
  /** Who: an e-mail address, an id, or a user. A reference is taken for an address; for an id use `PumbleUser.fromId`. */
  readonly user: UserReference;
  /** Take them out on destroy even if they were in the channel before Terraform. @default false */
  readonly removeUnmanaged?: boolean;
}

/**
 * One member of a channel, whoever else is in it. To say who all the members are, use {@link PumbleMembers}; do not use
 * both for one channel.
 *
 * @example
 * new PumbleMember(stack, "ada", { channel: news, user: "ada@example.com" });
 */
export class PumbleMember extends PumbleResource<ChannelMember> {
  constructor(scope: Construct, id: string, props: PumbleMemberProps) {
    const { channel, user, ...others } = props;
    const channelId = channelIdOf(channel);
    const config = { ...others, ...personConfig(user), channelId };
    const faults = () => [...channelFaults("channel", channel), ...personFaults("user", user)];
    super(scope, id, making(ChannelMember, config, { inherit: inheritedFrom(channel), faults }), props);
    addMembership(this.resource, channelId);
  }

  /** Id of the user. */
  get userId(): string {
    return this.attribute("user_id");
  }
}
