import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { Making } from "../base/making";
import type { Order } from "../base/order";
import type { Origin } from "../base/origin";
import { PumbleResource } from "../base/resource";
import type { DirectMessage } from "../bindings/direct-message";
import type { Message } from "../bindings/message";
import type { Reply } from "../bindings/reply";
import { PumbleReaction, type PumbleReactionProps } from "../pumble-reaction";
import type { EmojiCode } from "../values/emoji";

/** What a reaction takes besides its message and emoji. */
export interface AddReactionProps extends Omit<PumbleReactionProps, "message" | "reaction"> {
  /** Id of the construct. @default the emoji's name */
  readonly id?: string;
}

/** A message that is kept. */
export abstract class PumblePosted<
  Resource extends Message | Reply | DirectMessage,
> extends PumbleResource<Resource> {
  /** Whether its replies and reactions come in the order of the code, unless they say otherwise. */
  readonly order: Order;

  constructor(
    scope: Construct,
    id: string,
    making: Making<Resource>,
    props: Origin & { readonly order: Order },
  ) {
    super(scope, id, making, props);
    this.order = props.order;
  }

  /** Id of the message, known after it was posted. */
  get id(): string {
    return this.attribute("id");
  }

  /** Id of the channel that it stands in. */
  get channelId(): string {
    return this.attribute("channel_id");
  }

  /**
   * Keeps a reaction of the key's owner on it.
   * @param reaction the emoji, such as `Emoji.TADA` or `":tada:"`
   */
  addReaction(reaction: EmojiCode, { id, ...props }: AddReactionProps = {}): PumbleReaction {
    const { order } = this;
    return new PumbleReaction(this, id ?? this.idFor(reaction), { order, ...props, message: this, reaction });
  }

  private idFor(reaction: string): string {
    if (!Token.isUnresolved(reaction)) return reaction.replaceAll(":", "");
    throw new Error(
      `${this.node.path}: this reaction is only known later, so give the construct an id: addReaction(emoji, { id: "…" }).`,
    );
  }
}
