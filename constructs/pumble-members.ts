import { Construct } from "constructs";
import { ChannelMembers, type ChannelMembersConfig } from "./bindings/channel-members";
import { type ChannelReference, channelIdOf } from "./pumble-channel";

/** Everything that `pumble_channel_members` takes but its `channelId`, plus the channel. */
export interface PumbleMembersProps extends Omit<ChannelMembersConfig, "channelId"> {
  /** The channel whose members these are. */
  readonly channel: ChannelReference;
}

/**
 * The members of a channel, by e-mail address or id. Who joined on their own stays, unless `removeUnmanaged` says
 * otherwise; the key's owner always stays.
 *
 * @example
 * new PumbleMembers(stack, "news-members", { channel: news, emails: ["ada@example.com"] });
 */
export class PumbleMembers extends Construct {
  /** The Terraform resource underneath. */
  readonly resource: ChannelMembers;

  constructor(scope: Construct, id: string, props: PumbleMembersProps) {
    super(scope, id);
    const { channel, ...members } = props;
    this.resource = new ChannelMembers(this, "members", { ...members, channelId: channelIdOf(channel) });
  }
}
