/** What everything that is posted has in common. */

import type { Order } from "../base/order";
import type { PumbleResourceProps } from "../base/resource";
import { among, faultsOf } from "../checks";
import { jsonText } from "../text/json-text";
import { bodyFaults, bodyOf, type Forms, type MessageBody, type WireBody } from "../values/content";
import { MarkdownUnresolved, OnMessageDestroy } from "../values/enums";

/** Attachments: a list of objects with `title`, `text`, `color`, `fields` and so on, or JSON text of it. */
export type Attachments = readonly Readonly<Record<string, unknown>>[] | string;

/** What is said otherwise than by the generated bindings. */
type Retyped =
  | "text"
  | "markdown"
  | "markdownUnresolved"
  | "blocks"
  | "attachments"
  | "onDestroy"
  | "provisioners"
  | "connection";

/** A configuration of the generated bindings with typed content. */
export type PostedProps<Config, Where extends keyof Config> = Omit<Config, Where | Retyped> &
  PumbleResourceProps &
  MessageBody & {
    /** Attachments. A change makes a new message in the place of the old one. @default none */
    readonly attachments?: Attachments;
    /** What destroying does. @default OnMessageDestroy.DELETE */
    readonly onDestroy?: OnMessageDestroy;
    /** What of its Markdown nothing stands for. @default MarkdownUnresolved.REFUSE */
    readonly markdownUnresolved?: MarkdownUnresolved;
    /** Whether it waits for what the code declared before it in the same place. @default that of the place */
    readonly order?: Order;
  };

/** What of it the generated bindings take otherwise. */
export type Typed = Partial<Forms> & {
  readonly attachments?: Attachments;
  readonly onDestroy?: string;
  readonly markdownUnresolved?: string;
  readonly order?: Order;
};

/** The configuration with its content as the generated bindings take it. */
export function postedConfig<Props extends Typed>(
  props: Props,
): Omit<Props, keyof Forms | "attachments" | "order"> & WireBody & { attachments?: string } {
  const { text, markdown, blocks, content, attachments, order, ...others } = props;
  return { ...others, ...bodyOf(props), ...attachmentsConfig(attachments) };
}

/** Attachments as the generated bindings take them. */
export function attachmentsConfig(attachments: Attachments | undefined): { attachments?: string } {
  if (attachments === undefined) return {};
  return { attachments: typeof attachments === "string" ? attachments : jsonText(attachments) };
}

/** What is wrong with what is posted. */
export function postedFaults(props: Typed): string[] {
  return [
    ...bodyFaults(props),
    ...faultsOf("onDestroy", props.onDestroy, among(OnMessageDestroy)),
    ...faultsOf("markdownUnresolved", props.markdownUnresolved, among(MarkdownUnresolved)),
  ];
}
