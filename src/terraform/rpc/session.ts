import type { Call, Log } from "../define/call";
import type { Provider } from "../define/provider";
import { ownProblems } from "../own-problems";
import { Diagnostics, Problem } from "../problem";
import { createLogger, type Logger } from "../process/log";
import type { Attributes } from "../schema/attribute";
import type { Diagnostic, Draft, WireCall } from "../wire/protocol";
import { toDiagnostic } from "./diagnostics";
import { Secrets } from "./secrets";

/** What an RPC is about, for its log line and its problems. */
export interface About {
  /** As in the protocol, e.g. `ReadResource`. */
  readonly rpc: string;
  /** Type or function name, e.g. `pumble_channel`. */
  readonly type?: string;
  /** The schema that attribute paths of problems go into. */
  readonly attributes?: Attributes;
}

/** What an RPC about one type is about. */
export interface TypedAbout extends About {
  readonly type: string;
}

/** Stops a call whose problems are all noted already. */
export class Stopped extends Error {}

/** What one provider process knows: its definition, its context once configured, and whether it has to stop. */
export class Session {
  readonly secrets = new Secrets();
  readonly log: Logger;
  readonly #stop = new AbortController();
  #context: { readonly value: unknown } | undefined;

  constructor(
    readonly provider: Provider,
    options: { log?: Logger } = {},
  ) {
    this.log = options.log ?? createLogger({ name: provider.name });
  }

  /** What `configure` returned. Terraform calls nothing that needs it before; other hosts may. */
  get context(): unknown {
    if (this.#context) return this.#context.value;
    throw ownProblems.not_configured({ provider: this.provider.name });
  }

  set context(value: unknown) {
    this.#context = { value };
  }

  /** Aborts everything that is under way: a person interrupted Terraform. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * Runs one RPC. `work` returns what replaces the fallback's fields. Whatever it throws becomes a diagnostic beside
   * the fallback, never a failed call: of that Terraform could only say that the plugin did not respond.
   */
  async answer<Reply extends object>(
    about: About,
    wire: WireCall,
    fallback: Reply,
    work: (call: Call) => Promise<NoInfer<Reply> | undefined>,
  ): Promise<Reply & { diagnostics: Draft<Diagnostic>[] }> {
    const call = this.begin(about, wire);
    let reply: Reply | undefined;
    try {
      reply = await work(call);
    } catch (error) {
      this.note(error, about, call);
    }
    return { ...fallback, ...reply, diagnostics: this.finish(about, call) };
  }

  /** What author code gets in one RPC. */
  begin(about: About, wire: WireCall): RpcCall {
    return new RpcCall(this, about, [wire, this.#stop]);
  }

  /** Writes the one log line of an RPC and gives its diagnostics as Terraform wants them. */
  finish(about: About, call: RpcCall): Draft<Diagnostic>[] {
    const problems = this.secrets.guardProblems(call.diagnostics);
    if (call.startedMs !== undefined) this.#logAnswer(about, call, { problems, startedMs: call.startedMs });
    return problems.map((problem) => toDiagnostic(problem, about.attributes));
  }

  #logAnswer(
    about: About,
    call: Call,
    { problems, startedMs }: { problems: readonly Problem[]; startedMs: number },
  ): void {
    call.log.debug(`${about.rpc} answered`, {
      tf_req_duration_ms: Math.round((nowMs() - startedMs) * 10) / 10,
      diagnostic_error_count: problems.filter(({ severity }) => severity === "error").length,
      diagnostic_warning_count: problems.filter(({ severity }) => severity === "warning").length,
      ...(problems.length === 0 ? {} : { diagnostic_codes: [...new Set(problems.map(({ code }) => code))] }),
    });
  }

  /** Turns whatever was thrown into problems of the call. */
  note(error: unknown, about: About, call: Call): void {
    if (error instanceof Stopped) return;
    if (error instanceof Problem) {
      call.diagnostics.add(error);
      return;
    }
    if (error instanceof AggregateError && error.errors.length > 0) {
      for (const each of error.errors) this.note(each, about, call);
      return;
    }
    if (call.signal.aborted) {
      call.diagnostics.add(interrupted(about));
      return;
    }
    call.log.error("The provider failed in an unforeseen way", { error });
    call.diagnostics.add(bug(about, error));
  }
}

/** A clock that only runs forward, in milliseconds. `performance` would load eight modules of Node first. */
function nowMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Most RPCs run no author code, so signal and log, which are costly to make, wait until somebody asks. */
class RpcCall implements Call {
  readonly diagnostics = new Diagnostics();
  /** Known where the duration is logged. */
  readonly startedMs: number | undefined;
  #signal: AbortSignal | undefined;
  #log: Log | undefined;

  constructor(
    private readonly session: Session,
    private readonly about: About,
    private readonly aborting: readonly { readonly signal: AbortSignal }[],
  ) {
    this.startedMs = session.log.isOn("debug") ? nowMs() : undefined;
  }

  get signal(): AbortSignal {
    this.#signal ??= AbortSignal.any(this.aborting.map(({ signal }) => signal));
    return this.#signal;
  }

  get log(): Log {
    this.#log ??= this.#makeLog();
    return this.#log;
  }

  #makeLog(): Log {
    const { rpc, type, attributes } = this.about;
    const log = this.session.log.with({ tf_rpc: rpc, ...(type ? { tf_resource_type: type } : {}) });
    return this.session.secrets.guard(log, attributes);
  }
}

/**
 * A call as an author's code gets it, with what that code gets besides. Its signal and log stay unmade until that code
 * asks for them; what it spreads has them all.
 */
export function handed<More extends object>(call: Call, more: More): Call & More {
  const given = {
    get signal() {
      return call.signal;
    },
    get log() {
      return call.log;
    },
    diagnostics: call.diagnostics,
  };
  return Object.assign(given, more);
}

function interrupted({ rpc, type }: About): Problem {
  const what = type ?? "The provider";
  return rpc === "InvokeAction"
    ? ownProblems.action_interrupted({ type: what })
    : ownProblems.interrupted({ rpc, type: what });
}

/** For what an author's code threw that is no `Problem`. */
function bug({ rpc, type }: About, error: unknown): Problem {
  return ownProblems.bug({ rpc, type: type ?? "The provider", error: thrownText(error) });
}

/** Anything can be thrown, also what has no text. */
function thrownText(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return typeof error === "object" && error !== null ? "an object that is no error" : String(error);
}
