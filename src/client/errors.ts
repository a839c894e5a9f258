import { type ErrorKind, errorKinds, nextStepOfWait, type OperationName, unknownOutcome } from "../pumble";
import type { KeyOperationName } from "../pumble/api-keys/operations";
import { isNotForGroup, nextStepOfNarrowed } from "./narrowed-key";

/** A call of the public API, or of key management. */
export type CallName = OperationName | KeyOperationName;

/** What every error of the client carries. */
export interface PumbleErrorDetails {
  kind: ErrorKind;
  operation: CallName;
  /** What was tried, to which object: `create channel "ops"`. */
  action: string;
  /** HTTP status, when there was an answer. */
  status?: number;
  /** Pumble's own words, the field at fault or the network's reason. */
  detail?: string;
  /** A write whose fate could not be found out. */
  mayHaveHappened?: boolean;
  /** How long the server asks to wait, when that is longer than a call waits. */
  waitMs?: number;
  /** Where the answer sends the caller, when it is a redirect. */
  location?: string;
  cause?: unknown;
}

/** Kinds whose reason says it all, so that Pumble's words only repeat it. */
const plain: readonly ErrorKind[] = ["taken", "not_authenticated"];

/** A call that did not succeed. Message: `Cannot create channel "ops": name is already taken (403)`. */
export class PumbleError extends Error {
  override name = "PumbleError";
  readonly kind: ErrorKind;
  readonly operation: CallName;
  readonly action: string;
  readonly status: number | undefined;
  readonly detail: string | undefined;
  /** True for a write that nobody answered and that reading back could not find. */
  readonly mayHaveHappened: boolean;
  /** Short heading, from the error table. */
  readonly title: string;
  /** What the reader can do about it, from the error table. */
  readonly nextStep: string;
  /** The same when the key was narrowed by its owner, which another member's key would not help. */
  readonly narrowed: string | undefined;
  /** Whether the key was narrowed to other groups of operations than that of this one. */
  readonly lacksGroup: boolean;
  /** How long the server asks to wait, in milliseconds, when that is longer than a call waits. */
  readonly waitMs: number | undefined;
  /** Where the answer sends the caller, when it is a redirect. Redirects are not followed: they would take the key along. */
  readonly location: string | undefined;

  constructor(details: PumbleErrorDetails) {
    super(messageOf(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.operation = details.operation;
    this.action = details.action;
    this.status = details.status;
    this.detail = details.detail;
    this.title = errorKinds[details.kind].title;
    this.mayHaveHappened = details.mayHaveHappened ?? false;
    this.narrowed = nextStepOfNarrowed(details.operation, details.detail);
    this.lacksGroup = isNotForGroup(details.detail);
    this.waitMs = details.waitMs;
    this.location = details.location;
    this.nextStep = this.narrowed ?? nextStepOf(details);
  }

  /** The same, of a server that asks to wait longer than a call does. */
  askedToWait(waitMs: number): PumbleError {
    return this.same({ waitMs });
  }

  /** The same of a write whose fate could not be found out; `cause` is why not, when something failed there too. */
  inDoubt(cause?: PumbleError): PumbleError {
    return new PumbleError({ ...this.details, mayHaveHappened: true, cause });
  }

  /** The same, told of another call that it kept from being made. */
  of(operation: CallName, action: string): PumbleError {
    return this.same({ operation, action });
  }

  /** What it was made of. */
  private get details(): PumbleErrorDetails {
    const { kind, operation, action, status, detail, waitMs, location, cause } = this;
    const given = Object.entries({ status, detail, waitMs, location, cause }).filter(
      ([, value]) => value !== undefined,
    );
    return { kind, operation, action, ...Object.fromEntries(given) };
  }

  private same(other: Partial<PumbleErrorDetails>): PumbleError {
    const Same = this.constructor as new (details: PumbleErrorDetails) => PumbleError;
    return new Same({ ...this.details, ...other });
  }
}

/** Pumble answered, and said no. */
export class PumbleAnswerError extends PumbleError {
  override name = "PumbleAnswerError";
}

/** No complete answer: the server is away, or the connection broke. */
export class PumbleConnectionError extends PumbleError {
  override name = "PumbleConnectionError";

  constructor(details: Omit<PumbleErrorDetails, "kind" | "status">) {
    super({ ...details, kind: "unavailable" });
  }
}

/** The answer does not fit the contract; `field` says where. */
export class PumbleContractError extends PumbleError {
  override name = "PumbleContractError";
  readonly field: string | undefined;

  constructor(details: Omit<PumbleErrorDetails, "kind">, field?: string) {
    super({ ...details, kind: "protocol_changed" });
    this.field = field;
  }
}

/** The caller's input was refused before anything was sent; `field` says which part of it. */
export class PumbleInputError extends PumbleError {
  override name = "PumbleInputError";
  readonly field: string | undefined;

  constructor(details: Omit<PumbleErrorDetails, "kind" | "status">, field?: string) {
    super({ ...details, kind: "invalid" });
    this.field = field;
  }
}

/** The client itself was set up wrongly: no key, or a base URL that is none. */
export class PumbleConfigError extends Error {
  override name = "PumbleConfigError";

  constructor(
    readonly title: string,
    readonly nextStep: string,
    /** Which option: `apiKey`, `baseUrl`, `maxRequestsPerMinute`. */
    readonly option: string,
  ) {
    super(`${title}. ${nextStep}`);
  }
}

function nextStepOf({ kind, mayHaveHappened, waitMs }: PumbleErrorDetails): string {
  if (mayHaveHappened) return unknownOutcome.nextStep;
  return waitMs === undefined ? errorKinds[kind].nextStep : nextStepOfWait(waitMs);
}

function messageOf({ kind, action, status, detail, mayHaveHappened }: PumbleErrorDetails): string {
  const { reason } = errorKinds[kind];
  const words = detail && !plain.includes(kind) && detail.toLowerCase() !== reason ? `: ${detail}` : "";
  const code = status === undefined ? "" : ` (${status})`;
  return `Cannot ${action}: ${reason}${words}${code}${mayHaveHappened ? `; ${unknownOutcome.reason}` : ""}`;
}
