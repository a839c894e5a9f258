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
  /**
   * Reads what is there before the write, so that none of it is taken for the write's effect: who sends the same text
   * twice within seconds, from two processes, must not be told that the second arrived because the first did.
   */
  note?(input: OperationInput<Name>, search: Pick<Search, "calls" | "options" | "me">): Promise<unknown>;
  /** What is read by a note: one that was just read is not read again. */
  place?(input: OperationInput<Name>): string;
  /** Looks for the effect; undefined when it is not there. */
  find?(input: OperationInput<Name>, search: Search): Promise<Found<Name> | undefined>;
  /** Whether what it made is nowhere that the key's owner sees: there is nothing to look for, and no repeating in doubt. */
  unseen?(input: OperationInput<Name>): boolean;
  /** Writes with the same key could be taken for one another, so they go one after the other. */
  key?(input: OperationInput<Name>): string;
}
