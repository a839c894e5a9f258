/** What is tried of one operation. */
import type { OperationName } from "../../../src/pumble/operations/operations";
import type { Answer, HowToCall, Input, KeyName, World } from "./world";

/** Things to try, by the fact that each shows. */
export type Facts<Case> = Record<string, Case>;

/** Why a kind of answer is none that an operation gives. */
export interface Never {
  never: string;
}

export function never(reason: string): Never {
  return { never: reason };
}

/** Makes the call, and gives the exact body that the last answer must have. It fails where the workspace holds otherwise. */
export type Success = (
  world: World,
  call: (input?: Input, how?: HowToCall) => Promise<Answer>,
) => string | Promise<string>;

/** What is asked for, the exact body of the refusal, and whose key it is if not Ada's. */
type Refused = [input: Input, body: string, key?: KeyName];
export type Refusal = (world: World) => Refused | Promise<Refused>;

/** Input that the addon refuses, and of each field at fault what it must be. */
export type InvalidInput = [input: Input, problems: Record<string, string>];

export interface OperationCases {
  /** As Pumble documents them. */
  method: "GET" | "POST" | "DELETE";
  kind: "read" | "write";
  group: "Channels" | "Messages" | "Scheduled messages" | "Users";
  /** What the platform wants to have been granted, first of all. */
  scope: string;
  /** Ada may do this, in #general where it is done in a channel. All by id. */
  input: (world: World) => Input;
  success: Facts<Success>;
  /** An answer of the platform's that is passed on, unlike any that the addon would write. */
  verbatim: string | Never;
  invalid: InvalidInput[] | Never;
  /** What only the platform, or another rule than a field's, finds invalid. */
  unfit: Facts<Refusal> | Never;
  notFound: Facts<Refusal> | Never;
  /** What the platform does not allow, beside what was not granted. */
  notAllowed: Facts<Refusal> | Never;
  taken: Facts<Refusal> | Never;
  /** What a key for #random is refused. */
  elsewhere: Facts<Refusal> | Never;
}

export type Cases<Names extends OperationName> = { [Name in Names]: OperationCases };
