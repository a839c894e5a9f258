import type { Construct } from "constructs";
import { PumbleElement } from "./base/element";
import { making } from "./base/making";
import type { PumbleMetaArguments } from "./base/resource";
import { DataPumbleMessages, type DataPumbleMessagesConfig } from "./bindings/data-pumble-messages";
import { faultsOf } from "./checks";
import { type ChannelReference, channelFaults, channelIdOf, inheritedFrom } from "./references/channel";
import { idsOf, type MessageReference, messageFaults } from "./references/message";
import { type Time, timeCheck, timeText } from "./values/time";

/** Everything that the data source `pumble_messages` takes; see there for each field. */
export interface PumbleMessagesProps
  extends PumbleMetaArguments,
    Pick<DataPumbleMessagesConfig, "includeSystem" | "limit"> {
  /** The channel to read. */
  readonly channel: ChannelReference;
  /** The message whose thread to read. @default the channel itself */
  readonly threadRoot?: MessageReference;
  /** Only messages sent after this moment. */
  readonly sentAfter?: Time;
  /** Only messages sent before this moment. */
  readonly sentBefore?: Time;
}

/**
 * The latest messages of a channel, or replies of a thread, oldest first.
 *
 * @example
 * const latest = new PumbleMessages(stack, "latest", { channel: news, limit: 10 });
 */
export class PumbleMessages extends PumbleElement<DataPumbleMessages> {
  constructor(scope: Construct, id: string, props: PumbleMessagesProps) {
    const { channel, threadRoot, sentAfter, sentBefore, ...others } = props;
    const config = {
      ...{ ...others, channelId: channelIdOf(channel) },
      ...(threadRoot && { threadRootId: idsOf(threadRoot).messageId }),
      ...(sentAfter && { sentAfter: timeText(sentAfter) }),
      ...(sentBefore && { sentBefore: timeText(sentBefore) }),
    };
    const faults = () => [
      ...channelFaults("channel", channel),
      ...(threadRoot ? messageFaults(threadRoot, "threadRoot") : []),
      ...faultsOf("sentAfter", sentAfter, timeCheck),
      ...faultsOf("sentBefore", sentBefore, timeCheck),
    ];
    super(scope, id, making(DataPumbleMessages, config, { inherit: inheritedFrom(channel), faults }));
  }

  /** What was found, oldest first. */
  get messages() {
    return this.resource.messages;
  }
}
