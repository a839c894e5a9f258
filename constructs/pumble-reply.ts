import type { Construct } from "constructs";
import { making } from "./base/making";
import { Line } from "./base/order";
import { Reply, type ReplyConfig } from "./bindings/reply";
import { PumblePosted } from "./posted/posted";
import { type PostedProps, postedConfig, postedFaults } from "./posted/props";
import { idsOf, inheritedFromMessage, type MessageReference, messageFaults } from "./references/message";

/** What `pumble_reply` takes, with typed content; see there for each field. */
export type PumbleReplyProps = PostedProps<ReplyConfig, "channelId" | "threadRootId"> & {
  /** The message that it answers. */
  readonly message: MessageReference;
};

const replies = new Line();

/**
 * A reply that is kept in a message's thread. Replies come in the order of the code.
 *
 * @example
 * new PumbleReply(stack, "contacts", { message: rules, text: "Ask in #general." });
 */
export class PumbleReply extends PumblePosted<Reply> {
  constructor(scope: Construct, id: string, props: PumbleReplyProps) {
    const { message, ...others } = props;
    const { channelId, messageId: threadRootId } = idsOf(message);
    const config = { ...postedConfig(others), channelId, threadRootId };
    const inherit = inheritedFromMessage(message);
    const order = props.order ?? "declared";
    const faults = () => [...messageFaults(message), ...postedFaults(props)];
    super(scope, id, making(Reply, config, { inherit, faults }), { ...props, order });
    if (order === "declared") replies.join(this.resource, threadRootId);
  }
}
