import type { Construct } from "constructs";
import { making } from "./base/making";
import type { Order } from "./base/order";
import type { PumbleResourceProps } from "./base/resource";
import { DirectMessage } from "./bindings/direct-message";
import { among, faultsOf, missingFault } from "./checks";
import { type Attachments, attachmentsConfig } from "./posted/props";
import { peopleConfig, peopleFaults, type UserReference } from "./references/user";
import { PumbleThreadRoot } from "./thread-root";
import { textCheck } from "./values/content";
import { OnMessageDestroy } from "./values/enums";

export interface PumbleDirectMessageProps extends PumbleResourceProps {
  /** One to eight members, by e-mail address, id or user; the key's owner is not among them. */
  readonly to: readonly UserReference[];
  /** Plain text. A change edits the message in place. */
  readonly text: string;
  /** Attachments. A change makes a new message in the place of the old one. @default none */
  readonly attachments?: Attachments;
  /** What destroying does. @default OnMessageDestroy.DELETE */
  readonly onDestroy?: OnMessageDestroy;
  /** Any values. When one of them changes, the message is sent anew instead of being edited. @default none */
  readonly triggers?: Record<string, string>;
  /** Whether its replies and reactions come in the order of the code. @default "declared" */
  readonly order?: Order;
}

/**
 * A direct message from the key's owner to one member, or to a group of up to eight.
 *
 * @example
 * new PumbleDirectMessage(stack, "hello", { to: ["ada@example.com"], text: "Welcome!" });
 */
export class PumbleDirectMessage extends PumbleThreadRoot<DirectMessage> {
  constructor(scope: Construct, id: string, props: PumbleDirectMessageProps) {
    const { to, attachments, order = "declared", ...others } = props;
    const config = { ...others, ...peopleConfig(to), ...attachmentsConfig(attachments) };
    const faults = () => [
      ...peopleFaults("to", to),
      ...faultsOf("to", to, (people) =>
        people.length < 1 || people.length > 8 ? "must be 1 to 8 people" : null,
      ),
      ...missingFault("text", props.text),
      ...faultsOf("text", props.text, textCheck),
      ...faultsOf("onDestroy", props.onDestroy, among(OnMessageDestroy)),
    ];
    super(scope, id, making(DirectMessage, config, { faults }), { ...props, order });
  }
}
