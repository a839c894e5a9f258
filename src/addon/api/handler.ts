/** The shape of an operation's handler. */
import type { z } from "zod";
import type { OperationName, OperationOutput, Operations } from "../../pumble/operations/operations";
import type { MemberCall } from "./member-call";

/** An answer's exact JSON text; what the platform answered is passed on as it came. */
export interface JsonText<Value> {
  readonly text: string;
  readonly value?: Value;
}

/** Validated input of an operation. */
export type HandlerInput<Name extends OperationName> = z.output<Operations[Name]["input"]>;

/** Does what the operation says; null is the empty answer. Input is valid and the key covers the operation. */
export type Handler<Name extends OperationName> = (
  call: MemberCall,
  input: HandlerInput<Name>,
) => Promise<OperationOutput<Name> extends undefined ? null : JsonText<OperationOutput<Name>>>;

/** Handlers by operation. */
export type Handlers<Names extends OperationName = OperationName> = { [Name in Names]: Handler<Name> };

/** A value as an answer. */
export function json<Value>(value: Value): JsonText<Value> {
  return { text: JSON.stringify(value), value };
}
