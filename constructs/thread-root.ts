import type { DirectMessage } from "./bindings/direct-message";
import type { Message } from "./bindings/message";
import { PumblePosted } from "./posted/posted";
import { PumbleReply, type PumbleReplyProps } from "./pumble-reply";

/** What a reply takes besides the message that it answers. */
export type AddReplyProps = PumbleReplyProps extends infer Props
  ? Props extends unknown
    ? Omit<Props, "message">
    : never
  : never;

/** A message that is kept, and can have a thread. */
export abstract class PumbleThreadRoot<
  Resource extends Message | DirectMessage,
> extends PumblePosted<Resource> {
  /** Keeps a reply in its thread. Replies come in the order of the code, unless `order` is `"none"`. */
  addReply(id: string, props: AddReplyProps): PumbleReply {
    return new PumbleReply(this, id, { order: this.order, ...props, message: this } as PumbleReplyProps);
  }
}
