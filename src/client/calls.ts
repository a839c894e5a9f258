import type { OperationInput, OperationName, OperationOutput } from "../pumble";

/** What goes with a call besides its input. */
export interface CallOptions {
  /** Aborts the call and everything it waits for. */
  signal?: AbortSignal | undefined;
  /** Tries of a call that need not succeed, the first included. Default: as many as the policy has. */
  tries?: number | undefined;
}

type Call<Name extends OperationName> = string extends keyof OperationInput<Name>
  ? (input?: OperationInput<Name>, options?: CallOptions) => Promise<OperationOutput<Name>>
  : (input: OperationInput<Name>, options?: CallOptions) => Promise<OperationOutput<Name>>;

/** One method an operation of the public API; input, answer and meaning are those of the operations table. */
export type Calls = { readonly [Name in OperationName]: Call<Name> };
