import type { Construct } from "constructs";
import { making } from "./base/making";
import { Line, type Order } from "./base/order";
import { PumbleResource, type PumbleResourceProps } from "./base/resource";
import { Reaction } from "./bindings/reaction";
import { faultsOf, wholeFrom } from "./checks";
import { idsOf, inheritedFromMessage, type MessageReference, messageFaults } from "./references/message";
import { type EmojiCode, emojiProblem } from "./values/emoji";

export interface PumbleReactionProps extends PumbleResourceProps {
  /** The message or reply to react to. */
  readonly message: MessageReference;
  /** The emoji, such as `Emoji.TADA` or `":tada:"`. */
  readonly reaction: EmojiCode;
  /** Skin tone. @default the emoji's own */
  readonly skinTone?: 1 | 2 | 3 | 4 | 5 | 6;
  /** Whether it waits for the reaction that the code declared before it. @default "declared" */
  readonly order?: Order;
}

const reactions = new Line();

/**
 * A reaction of the key's owner to a message.
 *
 * @example
 * new PumbleReaction(stack, "seen", { message: rules, reaction: Emoji.EYES });
 */
export class PumbleReaction extends PumbleResource<Reaction> {
  constructor(scope: Construct, id: string, props: PumbleReactionProps) {
    const { message, order, ...others } = props;
    const ids = idsOf(message);
    const faults = () => [
      ...messageFaults(message),
      ...faultsOf("reaction", props.reaction, emojiProblem),
      ...faultsOf("skinTone", props.skinTone, wholeFrom(1, 6)),
    ];
    const inherit = inheritedFromMessage(message);
    super(scope, id, making(Reaction, { ...others, ...ids }, { inherit, faults }), props);
    if (order !== "none") reactions.join(this.resource, ids.messageId);
  }
}
