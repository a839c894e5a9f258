import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { making } from "./base/making";
import { Message, type MessageConfig } from "./bindings/message";
import { announcements } from "./posted/lines";
import { type PostedProps, postedConfig, postedFaults } from "./posted/props";
import {
  type ChannelReference,
  channelFaults,
  channelIdOf,
  inheritedFrom,
  orderOf,
} from "./references/channel";
import { placeOf } from "./references/places";
import { PumbleThreadRoot } from "./thread-root";

/** What `pumble_message` takes, with typed content; see there for each field. */
export type PumbleAnnouncementProps = PostedProps<MessageConfig, "channelId"> & {
  /** The channel to post in. */
  readonly channel: ChannelReference;
};

/**
 * A message that is kept in a channel: posted once, edited in place when its content changes, deleted when it is
 * removed from code. The announcements of one channel come in the order of the code.
 *
 * @example
 * const welcome = new PumbleAnnouncement(stack, "welcome", { channel: news, markdown: "# Welcome!" });
 * welcome.addReaction(Emoji.WAVE);
 * welcome.addReply("more", { text: "Ask away." });
 */
export class PumbleAnnouncement extends PumbleThreadRoot<Message> {
  constructor(scope: Construct, id: string, props: PumbleAnnouncementProps) {
    const { channel, ...others } = props;
    const channelId = channelIdOf(channel);
    const config = { ...postedConfig(others), channelId };
    const inherit = inheritedFrom(channel);
    const order = props.order ?? orderOf(channel);
    const faults = () => [...channelFaults("channel", channel), ...postedFaults(props)];
    super(scope, id, making(Message, config, { inherit, faults }), { ...props, order });
    if (order === "declared") announcements.join(this.resource, placeOf(channelId, TerraformStack.of(this)));
  }
}
