import type { OperationInput, OperationName, OperationOutput } from "../../pumble";
import type { CallOptions, Calls } from "../calls";

/** What a read back may use to tell the effect of one write from everything else. */
export interface Search {
  calls: Calls;
  options: CallOptions;
  /** Id of the key's owner. */
  me(): Promise<string>;
  /** False for objects that were there before, or that another write of this client made. */
  mayBeOurs(id: string): boolean;
  /** Earliest time, by the server's clock in epoch milliseconds, at which the write can have happened. */
  since(): number;
}

/** Wrapped, because many answers are empty. */
export interface Found<Name extends OperationName> {
  value: OperationOutput<Name>;
}

/** How one kind of write is settled after a failure that leaves its fate open. */
export interface Recipe<Name extends OperationName> {
  /** A second effect would be seen: it is looked for before the write is repeated. Otherwise repeating changes nothing. */
  once: boolean;
  /** Looks for the effect; undefined when it is not there. */
  find?(input: OperationInput<Name>, search: Search): Promise<Found<Name> | undefined>;
  /** Writes with the same key could be taken for one another, so they go one after the other. */
  key?(input: OperationInput<Name>): string;
}
